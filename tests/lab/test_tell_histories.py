from datetime import UTC, datetime, timedelta

from lab.documents import Document
from lab.past import Event, Written
from lab.tell_histories import tell_directory, tell_documents

FIRST = datetime(2024, 3, 4, 12, 0, tzinfo=UTC)


def an_event(day, org, added=(), removed=(), unchanged=(), real=True):
    written = [tuple(Written(raw=raw, number=number) for raw, number in some) for some in (added, removed)]
    date = FIRST + timedelta(days=day)
    return Event(
        date=date, real_change=real, org=org, category="", added=written[0], removed=written[1], unchanged=unchanged
    )


def test_a_replacement_is_asked_about_and_a_new_notation_is_not(tmp_path):
    plain, plus = ("4006668800", "+864006668800"), ("+86 4006668800", "+864006668800")
    events = [
        an_event(0, "Pay", added=[("95017", "95017")], removed=[("95188", "95188")]),
        an_event(1, "Bank", added=[plus], removed=[plain], real=False),
    ]
    score = tell_directory(events, tmp_path, quiet=True)
    assert (score.nights, score.replaced, score.replaced_found, score.false_review, score.missed) == (2, 1, 1, 0, ())


def test_a_document_that_loses_a_section_loses_no_line(tmp_path):
    filler = "These terms are long and hold no number in this part of them at all.\n" * 20
    old, new = "Call us on (212) 555-0155.\n", "Call us on (212) 555-0142.\n"
    row = Document(
        id="a", service="Pay", old=filler + old, new=filler + new, added=("+12125550142",), removed=("+12125550155",)
    )
    score = tell_documents([row], tmp_path, quiet=True)
    assert (score.added_found, score.removed_found, score.false_review) == (1, 1, 0)
    assert (score.cut_removals, score.whole) == (0, 0)
