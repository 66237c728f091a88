import pytest

from directory.nights import Reference
from tests.verifier.cases import CONTACT, LISTED, NEW, a_case, a_reading, a_sighting, an_entry, keys_of, on_contact
from verifier.signals import known_false_number

REJECTED = Reference(known_false={NEW: ("gb/paylark",)})


@pytest.mark.parametrize("shown", [NEW, f"{NEW};ext=6"])
def test_a_number_that_was_rejected_for_anyone_is_suspected(shown):
    assert keys_of(known_false_number.check, on_contact(shown, reference=REJECTED)) == [shown]


def test_a_number_that_comes_back_to_the_page_it_was_rejected_on_is_suspected():
    own = Reference(known_false={NEW: ("gb/northmoor-bank",)})
    assert keys_of(known_false_number.check, on_contact(NEW, reference=own)) == [NEW]


@pytest.mark.parametrize(
    "case",
    [
        on_contact(NEW),
        on_contact("+448081570968", reference=REJECTED),
        on_contact(a_sighting(NEW, is_warned=True), reference=REJECTED),
        on_contact(a_sighting(NEW, layer="user_content"), reference=REJECTED),
        on_contact(NEW, entries=[an_entry(NEW)], reference=REJECTED),
        on_contact(LISTED, reference=REJECTED),
        a_case(
            now={CONTACT: a_reading(NEW)},
            before={CONTACT: a_reading(NEW)},
            reference=Reference(known_false={NEW: ("gb/northmoor-bank",)}),
        ),
    ],
)
def test_warnings_neighbours_listed_lines_and_what_was_answered_stay_quiet(case):
    assert keys_of(known_false_number.check, case) == []
