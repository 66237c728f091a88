from datetime import timedelta

from directory.records import Hop
from tests.verifier.cases import AT, CONTACT, LISTED, NEW, a_case, a_fetch, a_provider, a_reading, keys_of
from verifier.signals.unproved_host import check

ADDED = "moorpay.example"
URL = f"https://www.{ADDED}/contact"


def night(*keys, days=3, proofs=None, url=URL, hops=None, since=True):
    provider = a_provider(official_hosts=("northmoor.example", ADDED), proofs=proofs or {})
    fetch = a_fetch(url, hops=hops or (Hop(url=url, status=200),))
    return a_case(
        now={url: a_reading(*keys)},
        provider=provider,
        fetches={url: fetch},
        hosts_since={ADDED: AT - timedelta(days=days)} if since else {},
    )


def test_a_new_number_on_a_host_added_days_ago_is_suspected():
    (found,) = check(night(LISTED, NEW))
    assert (found.key, found.values["host"], found.values["since"]) == (NEW, ADDED, "2026-11-18")


def test_a_page_that_redirects_there_counts():
    hops = (Hop(url=CONTACT, status=302), Hop(url=URL, status=200))
    assert keys_of(check, night(NEW, url=CONTACT, hops=hops)) == [NEW]


def test_a_host_that_a_registry_proves_is_not_suspected():
    assert keys_of(check, night(NEW, proofs={ADDED: "ICP 00000000-1"})) == []


def test_a_proof_of_another_host_is_none():
    assert keys_of(check, night(NEW, proofs={"northmoor.example": "ICP 00000000-1"})) == [NEW]


def test_a_host_that_has_been_there_for_long_is_not_suspected():
    assert keys_of(check, night(NEW, days=60)) == []


def test_a_host_of_the_first_night_is_not_suspected():
    assert keys_of(check, night(NEW, since=False)) == []


def test_the_other_hosts_of_the_provider_are_not_suspected():
    assert keys_of(check, night(NEW, url=CONTACT)) == []


def test_listed_lines_are_not_asked_about_again():
    assert keys_of(check, night(LISTED)) == []
