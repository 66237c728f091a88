import tomllib

import pytest

from directory.printed import read_number
from directory.providers import find_provider, is_official, lint, load_providers, shipped_folder
from directory.records import Provider

PROVIDERS = load_providers(None)
FIRST_FOUR = ["cn/alipay", "cn/wechat-pay", "world/apple-pay", "world/google-pay"]
# Claims whose text was seen in a stored copy of an official page or another official publisher's document.
SEEN = {
    "cn/e-cny": {"CN:956196"},
    "gb/wise": {"+448081751506"},
    "hk/octopus": {"+85222662222", "+85222662266", "+85222662282"},
    "in/mobikwik": {"+911161266390"},
    "in/whatsapp-pay": {"+9118002128552"},
    "ph/gcash": {"PH:2882"},
    "us/cash-app": {"+18009691940", "+18582274267", "+14155232287"},
    "world/google-pay": {"+9118004190157"},
}


def keys_of(provider: Provider) -> dict[str, str]:
    return {read_number(known.number, [known.country])[0]: known.sure for known in provider.known}


def test_the_shipped_set_has_no_fault():
    assert lint(None) == []


def test_the_providers_of_the_first_release_are_there():
    names = "Alipay,WeChat Pay,Apple Pay,Google Pay,UnionPay,e-CNY,JD Pay,PayPal,Cash App,PhonePe,Paytm,GCash,Octopus,Klarna,Wise"
    assert len({find_provider(PROVIDERS, name).id for name in names.split(",")}) == 15
    assert len(PROVIDERS) >= 26


@pytest.mark.parametrize("provider_id", FIRST_FOUR)
def test_the_first_four_are_watched_in_every_channel_they_speak_through(provider_id):
    pages = PROVIDERS[provider_id].pages
    assert {page.channel for page in pages} >= {"help", "contact", "agreement", "app_listing", "social"}
    assert all(page.platform for page in pages if page.channel in {"app_listing", "social"})
    assert "`attest`" in (shipped_folder() / f"{provider_id}.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("provider", PROVIDERS.values(), ids=PROVIDERS.keys())
def test_every_page_of_its_own_is_an_official_https_address(provider):
    for page in provider.pages:
        assert is_official(page.url, provider.official_hosts) is not page.platform


@pytest.mark.parametrize("provider", PROVIDERS.values(), ids=PROVIDERS.keys())
def test_every_claim_reads_as_a_number_once(provider):
    assert len(keys_of(provider)) == len(provider.known)


@pytest.mark.parametrize("provider", PROVIDERS.values(), ids=PROVIDERS.keys())
def test_only_claims_seen_in_an_official_text_are_highly_sure(provider):
    assert {key for key, sure in keys_of(provider).items() if sure == "high"} == SEEN.get(provider.id, set())


@pytest.mark.parametrize("name", ["Apple Pay", "Google Pay", "PayPal"])
def test_providers_of_several_countries_have_pages_of_several_regions(name):
    assert len({region for page in find_provider(PROVIDERS, name).pages for region in page.regions}) >= 2


def test_a_provider_without_a_public_hotline_claims_none():
    assert PROVIDERS["se/klarna"].hotline == "none"
    assert [provider.id for provider in PROVIDERS.values() if provider.hotline == "none" and provider.known] == []


def test_the_line_for_callers_from_abroad_is_a_claim_of_its_own():
    assert set(keys_of(PROVIDERS["cn/alipay"])) >= {"CN:95188", "+8657195188"}


def test_every_file_names_its_licence_first():
    for file in shipped_folder().glob("*/*.toml"):
        text = file.read_text(encoding="utf-8")
        assert text.startswith("# Provider data: CC-BY-4.0, see LICENSE-DATA\n"), file
        assert tomllib.loads(text)
