import pytest

from directory.records import Known
from tests.verifier.cases import CONTACT, NEW, PREMIUM, a_page, a_provider, an_entry, on_contact
from verifier.signals import unlikely_kind

MOBILE_CN = "+8613800138000"


def kinds(key, provider=None, entries=()):
    case = on_contact(key, provider=provider or a_provider(), entries=list(entries))
    return [suspicion.kind for suspicion in unlikely_kind.check(case)]


def in_country(country, kind="bank", **more):
    return a_provider(country=country, kind=kind, pages=(a_page(CONTACT, regions=(country,)),), **more)


@pytest.mark.parametrize(
    ("key", "provider", "kind"),
    [
        (PREMIUM, a_provider(), "premium"),
        ("+448431234567", a_provider(), "premium"),
        ("+447012345678", a_provider(), "personal"),
        ("+815012345678", in_country("JP"), "voip"),
        ("+827080123456", in_country("KR"), "voip"),
        ("+19005550123", in_country("US"), "premium"),
        (MOBILE_CN, in_country("CN", "wallet"), "mobile"),
        (MOBILE_CN, in_country("CN", "retail"), "mobile_small"),
        ("+919876543210", in_country("IN"), "mobile"),
        ("CN:400885580", in_country("CN"), "impossible"),
        ("CN:40001888888", in_country("CN"), "impossible"),
        ("+864003123456", in_country("CN"), "impossible"),
        ("CN:014412345678", in_country("CN"), "impossible"),
        ("+18885550137", a_provider(), "foreign"),
        ("+8657195188", a_provider(), "foreign"),
    ],
)
def test_a_kind_that_such_firms_do_not_publish_is_suspected(key, provider, kind):
    assert kinds(key, provider) == [kind]


@pytest.mark.parametrize(
    ("key", "provider"),
    [
        (NEW, a_provider()),
        ("+442079460188", a_provider()),
        ("+443069990112", a_provider()),
        ("+443451234567", a_provider()),
        ("CN:95188", in_country("CN")),
        ("CN:95188;ext=6", in_country("CN")),
        ("+8657195188", in_country("CN")),
        ("CN:9510211", in_country("CN")),
        ("CN:121231234", in_country("CN")),
        ("CN-571:96588", in_country("CN")),
        ("+864006668800", in_country("CN")),
        ("+868008108888", in_country("CN")),
        ("CN:88156688", in_country("CN")),
        ("+81570000000", in_country("JP")),
        ("+841900545436", in_country("VN")),
        ("+911600123456", in_country("IN")),
        ("IN:1930", in_country("IN")),
        ("PH:2882", in_country("PH")),
        ("+85222662222", in_country("HK")),
        ("+14165550134", in_country("US")),
        ("+80012345678", a_provider()),
        ("+18885550137", a_provider(pages=(a_page(CONTACT, regions=("GB", "US")),))),
        ("+18885550137", a_provider(known=(Known(number="1-888-555-0137", country="US", origin="card", sure="high"),))),
    ],
)
def test_what_such_firms_do_publish_is_not_suspected(key, provider):
    assert kinds(key, provider) == []


@pytest.mark.parametrize(
    ("key", "own"),
    [
        (MOBILE_CN, "+8613900139000"),
        (PREMIUM, "+449098790199"),
        ("+18885550137", "+18885550199"),
    ],
)
def test_a_provider_with_such_a_line_may_have_another(key, own):
    provider = in_country("CN") if key == MOBILE_CN else a_provider()
    assert kinds(key, provider, entries=[an_entry(own)]) == []


def test_a_listed_line_is_never_asked_about():
    assert kinds(PREMIUM, entries=[an_entry(PREMIUM)]) == []


def test_a_candidate_that_a_page_named_does_not_vouch_for_its_own_kind():
    assert kinds(PREMIUM, entries=[an_entry(PREMIUM, "candidate")]) == ["premium"]
