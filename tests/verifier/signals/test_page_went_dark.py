import pytest

from tests.verifier.cases import CONTACT, HELP, LISTED, NEW, a_case, a_fetch, a_reading, an_entry, keys_of
from verifier.judge import judge
from verifier.signals import page_went_dark

ON_BOTH = an_entry(LISTED, pages=(CONTACT, HELP))
FETCHES = {CONTACT: a_fetch(CONTACT), HELP: a_fetch(HELP, "blocked")}


def dark(now=None, entries=(ON_BOTH,), **more):
    return a_case(now={CONTACT: a_reading()} if now is None else now, entries=entries, fetches=FETCHES, **more)


def test_a_line_asked_about_as_lost_tells_which_of_its_pages_could_not_be_read():
    [suspicion] = page_went_dark.check(dark())
    assert (suspicion.key, suspicion.page) == (LISTED, HELP)
    assert suspicion.values == {"page": HELP, "outcome": "blocked"}


def test_it_joins_the_question_of_a_removal_and_weighs_nothing():
    [finding] = judge([dark(missed={LISTED: 3}, changes=())])
    assert (finding.matter, finding.score) == ("removal", 0.0)
    assert [hit.id for hit in finding.signals] == ["page_went_dark"]


def test_alone_it_asks_nothing():
    assert judge([dark(missed={LISTED: 2}, changes=())]) == []


@pytest.mark.parametrize(
    ("case", "why"),
    [
        (dark(now={CONTACT: a_reading(LISTED)}), "another page shows the line"),
        (dark(now={CONTACT: a_reading(), HELP: a_reading()}), "both pages were read well"),
        (dark(entries=[an_entry(LISTED, pages=(CONTACT,))]), "the dark page never showed it"),
        (
            dark(entries=[an_entry(LISTED, pages=("https://www.northmoor.example/old.html",))]),
            "a page no longer watched",
        ),
        (dark(entries=[an_entry(NEW, "candidate", pages=(HELP,))]), "a candidate is not missed"),
        (dark(entries=[an_entry(LISTED, "retired", pages=(HELP,))]), "a retired line is not missed"),
    ],
)
def test_where_nothing_is_dark_or_missed_it_keeps_still(case, why):
    assert keys_of(page_went_dark.check, case) == [], why
