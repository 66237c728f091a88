import msgspec

from tests.verifier.cases import CONTACT, HELP, LISTED, NEW, a_case, a_reading, a_sighting, an_entry
from verifier.judge import judge
from verifier.signals import doubtful_page


def a_page(*shown, outcome="below_expectation"):
    return msgspec.structs.replace(a_reading(*shown), outcome=outcome)


def doubted(*shown, before=(LISTED,), now=()):
    case = a_case(
        now={HELP: a_reading(*now)},
        before={CONTACT: a_reading(*before)} if before else {},
        doubtful={CONTACT: a_page(*shown)},
        entries=[an_entry(LISTED)],
    )
    return [one.key for one in doubtful_page.check(case)]


def test_a_new_number_on_a_page_that_fell_below_its_promise_is_suspected():
    assert doubted(NEW) == [NEW]
    assert doubted(NEW, NEW) == [NEW]


def test_it_is_asked_about_at_review_and_says_what_became_of_the_page():
    page = a_page(NEW)
    case = a_case(now={}, before={CONTACT: a_reading(LISTED)}, doubtful={CONTACT: page}, entries=[an_entry(LISTED)])
    (finding,) = judge([case])
    assert (finding.matter, finding.number, finding.level) == ("contradiction", NEW, "review")
    assert "below expectation" in finding.summary["en"]


def test_the_lines_it_kept_are_no_news():
    assert doubted(LISTED) == []


def test_a_number_that_another_page_shows_tonight_is_asked_about_there():
    assert doubted(NEW, now=(NEW,)) == []


def test_a_page_that_never_was_read_well_has_nothing_to_lose():
    assert doubted(NEW, before=()) == []


def test_a_number_that_the_page_warns_of_is_not_its_own():
    assert doubted(a_sighting(NEW, is_warned=True)) == []


def test_a_number_that_stands_aside_is_not_its_own():
    assert doubted(a_sighting(NEW, layer="hidden")) == []
