import pytest

from tests.verifier.cases import CONTACT, a_page, a_provider, an_entry, keys_of, on_contact
from verifier.signals import resale_prefix

CN_WALLET = a_provider(country="CN", kind="wallet", pages=(a_page(CONTACT, regions=("CN",)),))
RESOLD = "+8617012340000"


@pytest.mark.parametrize("block", ["170", "171", "162", "165", "167"])
def test_a_mobile_of_a_resale_block_is_suspected(block):
    key = f"+86{block}12340000"
    assert keys_of(resale_prefix.check, on_contact(key, provider=CN_WALLET, entries=[])) == [key]


@pytest.mark.parametrize(
    "key",
    [
        "+8613800138000",
        "+8617712340000",
        "+8616612340000",
        "+861701234000",
        "CN:17012",
        "+864001701234",
        "+17012340000",
    ],
)
def test_every_other_number_is_not(key):
    assert keys_of(resale_prefix.check, on_contact(key, provider=CN_WALLET, entries=[])) == []


def test_a_firm_that_lists_a_mobile_may_have_one_of_these():
    case = on_contact(RESOLD, provider=CN_WALLET, entries=[an_entry("+8613900139000")])
    assert keys_of(resale_prefix.check, case) == []


def test_a_listed_one_is_never_asked_about():
    assert keys_of(resale_prefix.check, on_contact(RESOLD, provider=CN_WALLET, entries=[an_entry(RESOLD)])) == []
