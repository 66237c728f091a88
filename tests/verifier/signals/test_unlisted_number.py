import pytest

from directory.nights import Reference
from tests.verifier.cases import CONTACT, LISTED, NEW, a_case, a_reading, a_sighting, an_entry, keys_of, on_contact
from verifier.signals import unlisted_number


def test_a_number_that_nobody_listed_is_suspected_with_its_words():
    case = on_contact(a_sighting(NEW, quote="Lost card line: 0808 157 0967"))
    assert [(one.key, one.page, one.quote) for one in unlisted_number.check(case)] == [
        (NEW, CONTACT, "Lost card line: 0808 157 0967")
    ]


def test_an_undecided_candidate_is_suspected_again_every_night():
    assert keys_of(unlisted_number.check, on_contact(NEW, entries=[an_entry(NEW, "candidate")])) == [NEW]


@pytest.mark.parametrize(
    ("entry", "shown"),
    [
        (an_entry(LISTED), LISTED),
        (an_entry("CN:95188"), "+8657195188"),
        (an_entry("+8657195188"), "CN:95188"),
        (an_entry("CN:95188"), "CN:95188;ext=6"),
        (an_entry("CN-571:96588"), "CN:96588"),
        (an_entry(NEW, "candidate", origin="the back of the card"), NEW),
        (an_entry(NEW, "disputed"), NEW),
    ],
)
def test_a_listed_line_in_any_notation_is_not_suspected(entry, shown):
    assert keys_of(unlisted_number.check, on_contact(shown, entries=[entry])) == []


@pytest.mark.parametrize(
    "sighting",
    [
        a_sighting(NEW, layer="hidden"),
        a_sighting(NEW, layer="user_content"),
        a_sighting(NEW, layer="script"),
        a_sighting(NEW, layer="comment"),
        a_sighting(NEW, owner="police"),
        a_sighting(NEW, calls="out"),
        a_sighting(NEW, is_warned=True),
        a_sighting(NEW, is_kept=False),
    ],
)
def test_a_number_that_is_not_the_providers_own_word_is_left_to_others(sighting):
    assert keys_of(unlisted_number.check, on_contact(sighting)) == []


def test_a_rejected_number_that_merely_still_stands_there_is_not_asked_again():
    page = {CONTACT: a_reading(NEW)}
    rejected = Reference(known_false={NEW: ("gb/northmoor-bank",)})
    assert keys_of(unlisted_number.check, a_case(now=page, before=page, reference=rejected)) == []
    assert keys_of(unlisted_number.check, a_case(now=page, reference=rejected)) == [NEW]
