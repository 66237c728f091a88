from datetime import UTC, datetime

import msgspec
import pytest

from lab.past import Event, Written, nights_of, read_events
from tests.real_pages import DATA, needs_data

MARCH = datetime(2024, 3, 4, 12, 0, tzinfo=UTC)
JUNE = datetime(2024, 6, 1, 12, 0, tzinfo=UTC)
CALL = "4006668800"


def an_event(*, date=MARCH, added=(), removed=(), unchanged=(), real=True, org="Pay"):
    written = [tuple(Written(raw=raw, number=raw.lstrip("+86 ")) for raw in some) for some in (added, removed)]
    return Event(
        date=date,
        real_change=real,
        org=org,
        category="金融银行",
        added=written[0],
        removed=written[1],
        unchanged=unchanged,
    )


def test_the_first_night_shows_what_stood_before_anything_was_written():
    first, _ = nights_of([an_event(added=["95017"], removed=["95188"], unchanged=(CALL,))])
    assert first.pages == {"Pay": (CALL, "95188")}
    assert first.at < MARCH


def test_a_real_change_tells_what_was_lost_and_gained():
    _, night = nights_of([an_event(added=["95017"], removed=["95188"], unchanged=(CALL,))])
    assert night.pages == {"Pay": (CALL, "95017")}
    assert (night.moved, night.lost, night.gained) == ({"Pay"}, {"Pay": ("95188",)}, {"Pay": ("95017",)})


def test_a_change_of_notation_moves_nothing():
    _, night = nights_of([an_event(added=["+86 " + CALL], removed=[CALL], real=False)])
    assert night.pages == {"Pay": ("+86 " + CALL,)}
    assert (night.moved, night.rewritten, night.lost, night.gained) == (set(), {"Pay"}, {}, {})


def test_what_is_added_and_taken_back_on_one_day_moved_nothing():
    _, night = nights_of([an_event(added=["95017"]), an_event(removed=["95017"])])
    assert (night.moved, night.rewritten) == (set(), {"Pay"})


def test_a_night_shows_every_organisation_though_one_alone_moved():
    nights = list(nights_of([an_event(unchanged=("95188",)), an_event(date=JUNE, org="Bank", added=["95017"])]))
    assert [sorted(night.pages) for night in nights] == [["Bank", "Pay"]] * 3
    assert nights[-1].pages == {"Pay": ("95188",), "Bank": ("95017",)}


def test_a_mail_address_is_no_number():
    _, night = nights_of([an_event(added=["press@pay.example"], unchanged=("95188",))])
    assert night.pages == {"Pay": ("95188",)}


def test_a_line_of_another_shape_is_refused(tmp_path):
    (tmp_path / "events.jsonl").write_text('{"date": "2024-03-04T12:00:00Z"}\n')
    with pytest.raises(msgspec.ValidationError, match="real_change"):
        read_events(tmp_path / "events.jsonl")


@needs_data
def test_the_real_history_has_its_two_storms():
    nights = list(nights_of(read_events(DATA / "directory-vcards-changes.jsonl")))
    assert len(nights) == 40
    assert [night.at.date().isoformat() for night in nights if len(night.rewritten) > 100] == [
        "2024-03-04",
        "2024-03-13",
    ]
