from directory.records import Provider
from verifier.named import Names
from verifier.told import Leaflet, told_by


def a_provider(provider_id: str, name: str) -> Provider:
    host = f"{provider_id[3:]}.example"
    return Provider(id=provider_id, name=name, kind="wallet", country="US", official_hosts=(host,), hotline="published")


PROVIDERS = {one.id: one for one in (a_provider("us/alpha", "Alphawallet"), a_provider("us/beta", "Betawallet"))}
NAMES = Names(PROVIDERS.values())


def told(html: str, url: str = "https://farm.example/"):
    body = f"<html><body>{html}</body></html>".encode()
    leaf = Leaflet(url, "2026-01-01T00:00:00Z", "text/html", "utf-8", body)
    found = told_by(leaf, NAMES.in_bytes(body), PROVIDERS, NAMES, lambda *_: ["US"])
    return {(one.provider, one.readings[0]) for one in found}


def test_a_number_belongs_to_the_provider_named_beside_it():
    rest = "<p>And then, some way off, much later on this page, other matters stand.</p>" * 3
    page = f"<p>Alphawallet support phone: 202-555-0143</p>{rest}<p>Betawallet support phone: 202-555-0187</p>"
    assert told(page) == {("us/alpha", "+12025550143"), ("us/beta", "+12025550187")}


def test_what_the_providers_own_page_says_is_no_claim():
    assert told("<p>Alphawallet phone: 202-555-0143</p>", "https://alpha.example/help") == set()


def test_a_page_whose_title_names_a_provider_is_read_whole():
    page = "<title>Alphawallet help</title>" + "<p>Some words.</p>" * 500 + "<p>Phone: 202-555-0143</p>"
    assert told(page) == {("us/alpha", "+12025550143")}


def test_numbers_far_from_every_name_are_no_claims():
    assert told("<p>Alphawallet</p>" + "<p>Some words.</p>" * 500 + "<p>Phone: 202-555-0143</p>") == set()


def test_scripts_around_a_name_are_not_read():
    page = "<script>" + "var phone = '202-555-0187';" * 200 + "</script><p>Alphawallet phone: 202-555-0143</p>"
    assert told(page) == {("us/alpha", "+12025550143")}
