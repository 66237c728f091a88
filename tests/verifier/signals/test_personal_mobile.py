import pytest

from tests.verifier.cases import CONTACT, NEW, a_page, a_provider, an_entry, on_contact
from verifier.signals import personal_mobile

MOBILE_CN = "+8613800138000"
MOBILE_IN = "+919876543210"
MOBILE_PH = "+639171234567"


def in_country(country, kind="bank", **more):
    return a_provider(country=country, kind=kind, pages=(a_page(CONTACT, regions=(country,)),), **more)


def kinds(key, provider, entries=()):
    case = on_contact(key, provider=provider, entries=list(entries))
    return [suspicion.kind for suspicion in personal_mobile.check(case)]


@pytest.mark.parametrize(
    ("key", "provider", "kind"),
    [
        (MOBILE_CN, in_country("CN", "wallet"), "guarded"),
        (MOBILE_IN, in_country("IN"), "guarded"),
        ("+447912345678", in_country("GB"), "guarded"),
        (MOBILE_CN, in_country("CN", "retail"), "small"),
        (MOBILE_CN, in_country("CN", "carrier"), "small"),
        (MOBILE_PH, in_country("PH", "wallet"), "small"),
        ("+254722002199", in_country("KE", "wallet"), "small"),
    ],
)
def test_a_mobile_of_a_firm_that_lists_none_is_suspected(key, provider, kind):
    assert kinds(key, provider) == [kind]


@pytest.mark.parametrize(
    ("key", "provider"),
    [
        (NEW, a_provider()),
        ("CN:95188", in_country("CN")),
        ("CN:95188;ext=6", in_country("CN")),
        ("+8657188156688", in_country("CN")),
        ("+864006668800", in_country("CN")),
        ("+18885550137", in_country("US")),
        ("+12125550137", in_country("US")),
        ("+911600123456", in_country("IN")),
        ("IN:1930", in_country("IN")),
        ("PH:2882", in_country("PH")),
        ("+85222662222", in_country("HK")),
    ],
)
def test_another_kind_of_line_is_not(key, provider):
    assert kinds(key, provider) == []


def test_a_firm_that_lists_a_mobile_may_have_another():
    assert kinds(MOBILE_CN, in_country("CN"), [an_entry("+8613900139000")]) == []


def test_a_candidate_that_a_page_named_does_not_vouch_for_its_own_kind():
    assert kinds(MOBILE_CN, in_country("CN"), [an_entry(MOBILE_CN, "candidate")]) == ["guarded"]


def test_a_listed_mobile_is_never_asked_about():
    assert kinds(MOBILE_CN, in_country("CN"), [an_entry(MOBILE_CN)]) == []
