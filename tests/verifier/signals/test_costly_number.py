import pytest

from tests.verifier.cases import CONTACT, NEW, PREMIUM, a_page, a_provider, an_entry, on_contact
from verifier.signals import costly_number


def in_country(country):
    return a_provider(country=country, pages=(a_page(CONTACT, regions=(country,)),))


def kinds(key, provider=None, entries=()):
    case = on_contact(key, provider=provider or a_provider(), entries=list(entries))
    return [suspicion.kind for suspicion in costly_number.check(case)]


@pytest.mark.parametrize(
    ("key", "country", "kind"),
    [
        (PREMIUM, "GB", "premium"),
        ("+448431234567", "GB", "premium"),
        ("+448704958021", "GB", "premium"),
        ("+447012345678", "GB", "personal"),
        ("+19005550123", "US", "premium"),
        ("+15005550123", "US", "personal"),
        ("+815012345678", "JP", "voip"),
        ("+81990512345", "JP", "premium"),
        ("+827080123456", "KR", "voip"),
        ("+8260123456789", "KR", "premium"),
        ("+6531060990", "SG", "voip"),
        ("+911401234567", "IN", "premium"),
    ],
)
def test_a_class_that_costs_the_caller_or_hides_who_answers_is_suspected(key, country, kind):
    assert kinds(key, in_country(country)) == [kind]


@pytest.mark.parametrize(
    ("key", "country"),
    [
        (NEW, "GB"),
        ("+443069990112", "GB"),
        ("+443451234567", "GB"),
        ("+81570000000", "JP"),
        ("+81120123456", "JP"),
        ("+8215881234", "KR"),
        ("+841900545436", "VN"),
        ("+31900024024", "NL"),
        ("+435010020111", "AT"),
        ("+908502220400", "TR"),
        ("+33969390291", "FR"),
        ("+911600123456", "IN"),
        ("+864006668800", "CN"),
        ("CN:95188", "CN"),
        ("+8613800138000", "CN"),
        ("+18005550123", "US"),
    ],
)
def test_the_usual_hotlines_of_a_country_are_not(key, country):
    assert kinds(key, in_country(country)) == []


def test_a_firm_that_lists_one_of_the_class_may_have_another():
    assert kinds(PREMIUM, entries=[an_entry("+449098790199")]) == []


def test_a_listed_one_is_never_asked_about():
    assert kinds(PREMIUM, entries=[an_entry(PREMIUM)]) == []


def test_a_candidate_that_a_page_named_does_not_vouch_for_its_own_class():
    assert kinds(PREMIUM, entries=[an_entry(PREMIUM, "candidate")]) == ["premium"]
