import pytest

from tests.verifier.cases import CONTACT, HELP, a_case, a_page, a_provider, a_reading, an_entry, keys_of, on_contact
from verifier.signals import patterned

CN_WALLET = a_provider(
    country="CN", kind="wallet", pages=(a_page(CONTACT, regions=("CN",)), a_page(HELP, "help", regions=("CN",)))
)
CATCHING = "+864006668800"


@pytest.mark.parametrize("key", [CATCHING, "+864000881881", "+864001111111", f"{CATCHING};ext=1"])
def test_a_400_number_with_few_distinct_digits_on_one_page_is_suspected(key):
    assert keys_of(patterned.check, on_contact(key, provider=CN_WALLET, entries=[])) == [key]


@pytest.mark.parametrize(
    "key",
    ["+864007585823", "+864006709812", "CN:95188", "+868008108888", "+861088888888", "+8613888888888", "CN:400666880"],
)
def test_every_other_number_is_not(key):
    assert keys_of(patterned.check, on_contact(key, provider=CN_WALLET, entries=[])) == []


def test_a_second_page_is_enough_to_keep_still():
    case = a_case(now={CONTACT: a_reading(CATCHING), HELP: a_reading(CATCHING)}, provider=CN_WALLET, entries=[])
    assert keys_of(patterned.check, case) == []


def test_a_listed_one_is_never_asked_about():
    assert keys_of(patterned.check, on_contact(CATCHING, provider=CN_WALLET, entries=[an_entry(CATCHING)])) == []
