import pytest

from tests.verifier.cases import CONTACT, a_page, a_provider, an_entry, on_contact
from verifier.signals import unusual_block


def kinds(key, *, country="CN", kind="bank", own=()):
    provider = a_provider(country=country, kind=kind, pages=(a_page(CONTACT, regions=(country,)),))
    case = on_contact(key, provider=provider, entries=[an_entry(one) for one in own])
    return [suspicion.kind for suspicion in unusual_block.check(case)]


@pytest.mark.parametrize("key", ["+864003123456", "+864004888888"])
def test_a_400_number_of_a_block_without_official_lines_is_suspected(key):
    assert kinds(key) == ["unseen"]


@pytest.mark.parametrize("block", ["4000", "4001", "4002", "4005", "4006", "4007", "4008", "4009"])
def test_the_blocks_of_the_carriers_are_not(block):
    assert kinds(f"+86{block}123456") == []


@pytest.mark.parametrize("own", [["CN-574:96528"], ["+8657487654321"], ["CN-574:96528", "+8657987654321"]])
def test_a_code_of_another_province_than_all_its_lines_is_suspected(own):
    assert kinds("CN-591:96588", own=own) == ["other_province"]


@pytest.mark.parametrize(
    ("key", "own"),
    [
        ("CN-571:96588", ["CN-574:96528"]),
        ("CN-571:96588", ["+8657487654321"]),
        ("CN-571:96588", ["CN-591:96588", "CN-571:96529"]),
        ("CN-571:96588", []),
        ("CN-571:96588", ["CN:95579", "CN-591:96588"]),
        ("CN-571:96588", ["+864006668800", "+8659187654321"]),
        ("CN:96588", ["CN-591:96588"]),
        ("CN-571:96588", ["CN:96528"]),
        ("+8657195188", ["CN-591:96588"]),
        ("CN:95188", ["CN-591:96588"]),
    ],
)
def test_a_code_of_the_same_province_or_of_a_firm_of_the_whole_country_is_not(key, own):
    assert kinds(key, own=own) == []


def test_the_series_for_finance_is_suspected_for_a_shop():
    assert kinds("+911600123456", country="IN", kind="retail") == ["reserved"]


@pytest.mark.parametrize("kind", ["bank", "wallet", "insurer", "government"])
def test_the_series_for_finance_is_not_for_finance(kind):
    assert kinds("+911600123456", country="IN", kind=kind) == []


def test_a_listed_one_is_never_asked_about():
    assert kinds("+864003123456", own=["+864003123456"]) == []
