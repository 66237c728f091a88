from datetime import timedelta

import pytest
from msgspec.structs import replace

from directory.records import Hop, PageFacts
from tests.verifier.cases import AT, CONTACT, HELP, LISTED, NEW, a_case, a_fetch, a_provider, a_reading, keys_of
from verifier.signals.look_alike_host import check

TERMS = "https://docs.northmoor.example/terms.html"


def led_to(host, outcome="left_official_host", **more):
    fetch = a_fetch(CONTACT, outcome, hops=(Hop(url=CONTACT, status=302), Hop(url=f"https://{host}/x", status=None)))
    return a_case(fetches={CONTACT: fetch}, **more)


def pointing_to(**facts):
    return a_case(now={CONTACT: replace(a_reading(LISTED, NEW), facts=PageFacts(**facts))})


@pytest.mark.parametrize("host", ["northm00r.example", "northmoor-care.example", "nortmoor.example"])
def test_a_page_that_leads_to_a_look_alike_is_suspected(host):
    (found,) = check(led_to(host))
    assert (found.key, found.page, found.quote) == ("", CONTACT, host)


def test_an_address_that_the_fetch_only_tells_of_is_looked_at():
    fetch = a_fetch(CONTACT, "left_official_host", detail="redirected to https://northmoor-support.example/a")
    assert [one.quote for one in check(a_case(fetches={CONTACT: fetch}))] == ["northmoor-support.example"]


@pytest.mark.parametrize("fact", ["canonical", "og_url"])
def test_a_page_that_points_to_a_look_alike_is_suspected_and_its_unanswered_numbers_are(fact):
    assert keys_of(check, pointing_to(**{fact: "https://northmoor-help.example/contact"})) == ["", NEW]


def test_a_host_that_the_file_has_named_for_days_is_looked_at_like_a_foreign_one():
    url = "https://northmoor-care.example/contact"
    bank = a_provider(official_hosts=("northmoor.example", "northmoor-care.example"))
    case = a_case(now={url: a_reading(NEW)}, provider=bank, fetches={url: a_fetch(url)})
    since = {"northmoor-care.example": AT - timedelta(days=3)}
    assert keys_of(check, replace(case, hosts_since=since)) == ["", NEW]
    assert keys_of(check, case) == [], "it was there from the beginning"
    long_since = {"northmoor-care.example": AT - timedelta(days=90)}
    assert keys_of(check, replace(case, hosts_since=long_since)) == []
    proved = replace(bank, proofs={"northmoor-care.example": "app store"})
    assert keys_of(check, replace(case, provider=proved, hosts_since=since)) == []


@pytest.mark.parametrize("host", ["www.northmoor.example", "northmoor.com", "partner.example", "northmoor.crm.example"])
def test_a_host_of_its_own_name_is_not_suspected(host):
    assert keys_of(check, led_to(host)) == []


def test_sister_sites_in_other_languages_are_not_looked_at():
    assert keys_of(check, pointing_to(alternates=("https://northmor.example/de",))) == []


def test_an_official_page_that_points_to_itself_is_not_suspected():
    assert keys_of(check, pointing_to(canonical=CONTACT, og_url=HELP)) == []


def test_a_listed_number_is_not_asked_about_again():
    case = a_case(
        now={CONTACT: replace(a_reading(LISTED), facts=PageFacts(canonical="https://northmoor-help.example/"))}
    )
    assert keys_of(check, case) == [""]
