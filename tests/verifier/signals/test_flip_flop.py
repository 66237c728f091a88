from datetime import timedelta

import pytest

from directory.nights import Past
from tests.verifier.cases import AT, LISTED, NEW, a_change, an_entry, keys_of, on_contact
from verifier.signals import flip_flop

OTHER = "+448081570999"


def past(days, key, change="replaced", **more):
    return Past(at=AT - timedelta(days=days), change=a_change(key, change, **more))


def test_a_number_that_is_back_after_the_line_had_returned_is_suspected():
    case = on_contact(NEW, past=(past(2, NEW, was=LISTED), past(1, LISTED, was=NEW)))
    [suspicion] = flip_flop.check(case)
    assert (suspicion.key, suspicion.values) == (NEW, {"on": "2026-11-20"})


def test_the_number_stays_suspected_on_the_night_after_it_came_back():
    flips = (past(9, NEW, was=LISTED), past(5, LISTED, was=NEW), past(1, NEW, was=LISTED))
    assert keys_of(flip_flop.check, on_contact(NEW, past=flips, changes=(), entries=[an_entry(NEW, "candidate")])) == [
        NEW
    ]


@pytest.mark.parametrize(
    ("case", "why"),
    [
        (on_contact(NEW), "nothing is known of the past"),
        (on_contact(NEW, past=(past(1, NEW, was=LISTED),)), "it came and stayed"),
        (on_contact(NEW, past=(past(40, NEW, was=LISTED), past(39, LISTED, was=NEW))), "long ago"),
        (on_contact(NEW, past=(past(1, NEW, "missing"),)), "a page that lost it for a night and regained it"),
        (on_contact(NEW, past=(past(1, LISTED, was=OTHER),)), "another number went"),
        (on_contact(LISTED, past=(past(2, NEW, was=LISTED), past(1, LISTED, was=NEW))), "the true line is back"),
        (
            on_contact(NEW, past=(past(1, LISTED, was=NEW, cause="reader"),)),
            "only our reader had read it otherwise",
        ),
        (
            on_contact(NEW, past=(past(1, LISTED, was=NEW),), entries=[an_entry(NEW)]),
            "a person has decided on it",
        ),
    ],
)
def test_what_does_not_come_and_go_is_not_suspected(case, why):
    assert keys_of(flip_flop.check, case) == [], why
