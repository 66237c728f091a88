import pytest

from directory.records import Hop
from tests.verifier.cases import CONTACT, LISTED, NEW, a_case, a_fetch, a_reading, an_entry, keys_of
from verifier.signals.user_area_address import area_of, check


def at(address, *keys, hops=None):
    fetch = a_fetch(address, hops=hops or (Hop(url=address, status=200),))
    return a_case(now={address: a_reading(*keys)}, fetches={address: fetch})


@pytest.mark.parametrize(
    ("address", "area"),
    [
        ("https://www.northmoor.example/community/post/7", "/community/"),
        ("https://www.northmoor.example/t5/Cards/lost/td-p/9", "/t5/"),
        ("https://www.northmoor.example/Search?term=x", "/search/"),
        ("https://www.northmoor.example/search.php?x=1", "/search.php/"),
        ("https://www.northmoor.example/uploads/2026/hotline.pdf", "/uploads/"),
        ("https://www.northmoor.example/help?q=hotline", "?q="),
        ("https://community.northmoor.example/a/1", "community"),
        ("https://api-sandbox.northmoor.example/a", "api-sandbox"),
        ("https://developer.northmoor.example/a", "developer"),
        ("https://www.northmoor.example/preview/page", "/preview/"),
        ("https://www.northmoor.example/user/northmoor-help", "/user/"),
    ],
)
def test_an_address_where_anybody_may_write_is_told_by_its_part(address, area):
    assert area_of(address) == area
    assert keys_of(check, at(address, LISTED, NEW)) == [NEW]


@pytest.mark.parametrize(
    "address",
    [
        CONTACT,
        "https://www.northmoor.example/research/contact",
        "https://www.northmoor.example/help/tagging",
        "https://help.northmoor.example/lost-card?lang=en",
        "https://www.northmoor.example/en/customer-service/community-banking.html",
        "https://www.devonbank.example/contact",
        "https://search.example/contact",
        "https://www.northmoor.example/users-guide/contact",
        "https://www.northmoor.example/contact?searching=1&q",
        "https://[broken",
    ],
)
def test_an_address_of_the_providers_own_is_none(address):
    assert area_of(address) == ""


def test_the_address_at_the_end_of_the_redirects_counts():
    hops = (
        Hop(url=CONTACT, status=302),
        Hop(url="https://www.northmoor.example/forum/9", status=200),
    )
    (found,) = check(at(CONTACT, NEW, hops=hops))
    assert (found.key, found.values["area"]) == (NEW, "/forum/")


def test_a_listed_line_there_is_no_matter():
    assert keys_of(check, at("https://community.northmoor.example/a", LISTED)) == []


def test_a_listed_code_with_its_area_before_it_is_no_matter_there():
    address = "https://community.northmoor.example/a"
    case = a_case(now={address: a_reading("+8657195188", NEW)}, entries=[an_entry("CN:95188")])
    assert keys_of(check, case) == [NEW]


def test_another_pages_address_is_no_matter():
    community = "https://community.northmoor.example/a"
    assert keys_of(check, a_case(now={CONTACT: a_reading(NEW), community: a_reading(LISTED)})) == []
