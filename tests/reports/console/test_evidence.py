from datetime import UTC, datetime

import msgspec
import pytest

from directory.findings import Evidence, Finding
from directory.nights import Night, Run
from directory.records import Capture, Fetch
from directory.requests import Crop, Request
from directory.store import Store
from reports.console.evidence import Facts, gather_evidence, lay_out, print_time

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
OLD, NEW = "+442079460018", "+442079460019"
NOW_IN, WAS_IN = "a" * 64, "b" * 64
HELP = "https://help.pay.example/contact"


def a_place(snapshot, quote, url=HELP, **fields):
    return Evidence(
        **({"url": url, "snapshot": snapshot, "place": "main > p", "layer": "visible", "quote": quote} | fields)
    )


def a_finding(*evidence, **fields):
    known = {"id": "0123456789ab", "provider": "gb/pay", "matter": "replacement", "level": "review", "score": 2.0}
    places = evidence or (a_place(NOW_IN, "Call 020 7946 0019 now"), a_place(WAS_IN, "Call 020 7946 0018 now"))
    return Finding(**(known | {"number": NEW, "was": OLD, "keys": (NEW, OLD), "evidence": places} | fields))


def signs(opens):
    return f"{opens.snapshot[:1]}/{opens.place}/{opens.digits}"


def laid(finding, crops=None, fetches=None, asked=None):
    return lay_out(finding, Facts(crops or {}, fetches or {}, asked), "en", signs)


def a_fetch(**fields):
    return Fetch(**({"provider": "gb/pay", "page": HELP, "at": AT, "outcome": "ok", "snapshot": NOW_IN} | fields))


def test_both_numbers_stand_side_by_side_with_the_differing_digits_marked():
    seen = laid(a_finding())
    assert [piece.text for piece in seen.was if piece.differs] == ["8"]
    assert [piece.text for piece in seen.now if piece.differs] == ["9"]
    assert [(one.side, one.number) for one in seen.places] == [("now", "020 7946 0019"), ("was", "020 7946 0018")]


def test_a_number_that_is_gone_has_only_a_before():
    seen = laid(a_finding(a_place(WAS_IN, "Call 020 7946 0018"), matter="removal", number=OLD, was="", keys=(OLD,)))
    assert (seen.is_gone, seen.now) == (True, ())
    assert [one.side for one in seen.places] == ["was"]


def test_a_place_says_where_when_and_how_it_was_captured_and_opens_the_captured_page():
    [place, _] = laid(a_finding(), fetches={NOW_IN: a_fetch(rendered=True)}).places
    assert (place.before, place.number, place.after) == ("Call ", "020 7946 0019", " now")
    assert (place.captured, place.is_rendered, place.layer) == ("2026-11-23 02:00 UTC", True, "visible text")
    assert place.token.split("/") == ["a", "main > p", "2079460019"]
    assert place.link == HELP


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "https://a@evil.example/", "ftp://pay.example/"]
)
def test_an_address_that_is_no_plain_page_is_text_and_no_link(url):
    [place] = laid(a_finding(a_place(NOW_IN, "020 7946 0019", url=url))).places
    assert (place.link, place.url) == (None, url)


def test_what_turns_or_hides_text_is_drawn_as_a_sign():
    [place] = laid(a_finding(a_place(NOW_IN, "\u202eCall 020 7946 0019\u200b", place="p\u202e"))).places
    assert (place.before, place.place) == ("⟨U+202E⟩Call ", "p⟨U+202E⟩")


def test_a_place_without_a_picture_says_why_and_can_be_asked_for():
    crops = {
        (NOW_IN, NEW): Crop(snapshot=NOW_IN, number=NEW, at=AT, digest="f" * 64, width=640, height=200, is_late=True),
        (WAS_IN, OLD): Crop(snapshot=WAS_IN, number=OLD, at=AT, note="not_visible"),
    }
    bare, full = laid(a_finding()), laid(a_finding(), crops)
    assert [one.picture.state for one in bare.places] == ["not_rendered", "not_rendered"]
    assert [one.picture.state for one in full.places] == ["shown", "not_visible"]
    assert full.places[0].picture.is_late
    assert (bare.can_ask, full.can_ask) == (True, False)


def test_what_is_asked_for_is_not_asked_for_twice():
    waiting = Request(id=1, kind="crop", provider="gb/pay", by="1", at=AT, finding="0123456789ab")
    assert not laid(a_finding(), asked=waiting).can_ask
    assert laid(a_finding(), asked=msgspec.structs.replace(waiting, state="failed")).can_ask


def test_everything_comes_from_the_store(store: Store):
    finding = a_finding()
    store.begin_run("run-1", AT, "inputs", {})
    captures = [Capture(snapshot=name, file="warc/1.warc.gz", offset=0, size_bytes=1) for name in (NOW_IN, WAS_IN)]
    store.save_fetches("run-1", "gb/pay", [a_fetch()], captures)
    store.save_vantages("run-1", "gb/pay", [a_fetch(snapshot=WAS_IN, vantage="mobile")], [])
    counts = {"providers": 1, "pages": 1, "fetched": 1, "unchanged": 0, "failed": 0, "held": ()}
    run = Run(id="run-1", at=AT, canary="seen", reference="f" * 64, **counts)
    store.close_run("run-1", Night(run=run, findings=(finding,)))
    store.save_crops([Crop(snapshot=NOW_IN, number=NEW, at=AT, digest="f" * 64)])
    asked = store.ask("crop", "gb/pay", by="1", at=AT, finding=finding.id)
    seen = gather_evidence(finding, store, "zh", signs)
    assert [one.picture.state for one in seen.places] == ["shown", "not_rendered"]
    assert [one.captured for one in seen.places] == [print_time(AT)] * 2
    assert seen.request == asked
