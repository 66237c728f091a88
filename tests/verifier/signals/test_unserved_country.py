import pytest

from directory.records import Known
from tests.verifier.cases import CONTACT, NEW, a_page, a_provider, an_entry, keys_of, on_contact
from verifier.signals import unserved_country

ABROAD = "+18885550137"


@pytest.mark.parametrize("key", [ABROAD, "+8657195188", "CN:95188", "+919876543210", "IN:1930"])
def test_a_number_of_a_country_that_nothing_names_is_suspected(key):
    assert keys_of(unserved_country.check, on_contact(key, entries=[])) == [key]


@pytest.mark.parametrize(
    ("key", "provider", "entries"),
    [
        (NEW, a_provider(), []),
        ("+447012345678", a_provider(), []),
        ("+441481712345", a_provider(), []),
        ("+80012345678", a_provider(), []),
        (ABROAD, a_provider(pages=(a_page(CONTACT, regions=("GB", "US")),)), []),
        (ABROAD, a_provider(known=(Known(number="1-888-555-0137", country="US", origin="card", sure="high"),)), []),
        (ABROAD, a_provider(), [an_entry("+18885550199")]),
        (ABROAD, a_provider(), [an_entry(ABROAD)]),
        ("+14165550134", a_provider(pages=(a_page(CONTACT, regions=("US",)),)), []),
    ],
)
def test_a_number_of_a_country_that_is_served_is_not(key, provider, entries):
    assert keys_of(unserved_country.check, on_contact(key, provider=provider, entries=entries)) == []


def test_a_candidate_that_a_page_named_does_not_vouch_for_its_own_country():
    assert keys_of(unserved_country.check, on_contact(ABROAD, entries=[an_entry(ABROAD, "candidate")])) == [ABROAD]
