from tests.verifier.cases import (
    CONTACT,
    HELP,
    LISTED,
    NEW,
    a_case,
    a_reading,
    a_sighting,
    an_entry,
    keys_of,
    on_contact,
)
from verifier.judge import judge
from verifier.signals.listed_line_warned import check

WARNED = a_sighting(LISTED, is_warned=True)


def night(now, before, **more):
    return a_case(now={CONTACT: a_reading(*now)}, before={CONTACT: a_reading(*before)}, **more)


def test_a_listed_line_that_a_page_begins_to_warn_of_is_suspected():
    assert keys_of(check, night([WARNED], [LISTED])) == [LISTED]
    assert [(one.matter, one.level) for one in judge([night([WARNED], [LISTED])])] == [("contradiction", "review")]


def test_a_page_that_is_read_for_the_first_time_counts():
    assert keys_of(check, on_contact(WARNED)) == [LISTED]


def test_a_warning_that_stands_as_it_stood_is_no_matter():
    assert keys_of(check, night([WARNED], [WARNED])) == []


def test_a_warning_of_an_unlisted_number_is_no_matter():
    assert keys_of(check, night([a_sighting(NEW, is_warned=True)], [LISTED])) == []
    assert keys_of(check, night([WARNED], [LISTED], entries=[an_entry(LISTED, "candidate")])) == []
    assert keys_of(check, night([WARNED], [LISTED], entries=[an_entry(LISTED, "retired")])) == []


def test_a_listed_line_without_a_warning_is_no_matter():
    assert keys_of(check, night([LISTED], [LISTED])) == []


def test_each_page_is_told_once():
    case = a_case(now={CONTACT: a_reading(WARNED, WARNED), HELP: a_reading(LISTED)})
    assert [one.page for one in check(case)] == [CONTACT]
