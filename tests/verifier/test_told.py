from directory.records import Provider
from verifier.named import Names
from verifier.told import told_by


def a_provider(provider_id: str, name: str) -> Provider:
    host = f"{provider_id[3:]}.example"
    return Provider(id=provider_id, name=name, kind="wallet", country="US", official_hosts=(host,), hotline="published")


PROVIDERS = {one.id: one for one in (a_provider("us/alpha", "Alphawallet"), a_provider("us/beta", "Betawallet"))}
NAMES = Names(PROVIDERS.values())


def told(html: str, url: str = "https://farm.example/"):
    body = f"<html><body>{html}</body></html>".encode()
    leaf = (url, "2026-01-01T00:00:00Z", "text/html", "utf-8", body)
    return {(one.provider, one.readings[0]) for one in told_by(leaf, NAMES.in_bytes(body), PROVIDERS, NAMES, ["US"])}


def test_a_number_belongs_to_the_provider_named_beside_it():
    rest = "<p>And then, some way off, much later on this page, other matters stand.</p>" * 3
    page = f"<p>Alphawallet support phone: 202-555-0143</p>{rest}<p>Betawallet support phone: 202-555-0187</p>"
    assert told(page) == {("us/alpha", "+12025550143"), ("us/beta", "+12025550187")}


def test_what_the_providers_own_page_says_is_no_claim():
    assert told("<p>Alphawallet phone: 202-555-0143</p>", "https://alpha.example/help") == set()


def test_hidden_numbers_are_no_claims():
    assert told("<p>Alphawallet</p><p style='display:none'>phone: 202-555-0143</p>") == set()
