import pytest

from tests.verifier.cases import CONTACT, HELP, LISTED, NEW, a_case, a_reading, an_entry, on_contact
from verifier.number_plan import is_any, is_code, patterns_of, suspect_each


def kinds_but(listed):
    """Every number is of an unlikely kind, unless a line is listed beside it."""
    return lambda _key, _provider, own: None if listed & set(own) else "odd"


def test_each_unanswered_number_is_suspected_once_where_it_stands_first():
    case = a_case(now={HELP: a_reading(NEW), CONTACT: a_reading(NEW)})
    [one] = suspect_each(case, kinds_but(set()))
    assert (one.key, one.page, one.kind, one.values) == (NEW, min(CONTACT, HELP), "odd", {"country": "GB"})


@pytest.mark.parametrize(
    ("entries", "count"),
    [([an_entry(LISTED)], 0), ([an_entry(NEW, "candidate", origin="a card")], 1), ([an_entry(NEW)], 0), ([], 1)],
)
def test_the_other_lines_are_told_and_a_claim_does_not_vouch_for_itself(entries, count):
    case = on_contact(NEW, entries=entries)
    assert len(list(suspect_each(case, kinds_but({LISTED, NEW})))) == count


@pytest.mark.parametrize(("key", "is_one"), [("CN:95188;ext=6", True), ("CN:951880", False), ("+8695188", False)])
def test_a_pattern_is_matched_with_the_whole_line(key, is_one):
    assert is_any(patterns_of([r"CN:\d{5}"]), key) is is_one


@pytest.mark.parametrize(("key", "is_one"), [("CN:95188", True), ("CN-571:96588", True), ("+8657195188", False)])
def test_a_code_is_dialled_inside_its_country_only(key, is_one):
    assert is_code(key) is is_one
