from __future__ import annotations

import pytest

from directory.providers import load_providers
from directory.records import Fetch
from lab.demo_warc import DEMO, exchanges, read_nights
from verifier.own import is_own
from verifier.reading import read_snapshot

PROVIDERS = load_providers(DEMO / "providers")
ALIPAY = {"CN:95188", "+8657195188"}
WECHAT_PAY = {"CN:95017"}
APPLE_US, APPLE_CN = "+18002752273", "+864006668800"
GOOGLE_PAY = {"+9118004190157"}
PAYLARK_US = {"+18885550137", "+14025550119"}
PAYLARK_GB = "+448081570733"
LOST_CARD, MOVED_LOST_CARD, PREMIUM = "+448081570142", "+448081570967", "+449098790123"
BANK, BANK_ABROAD, BANK_FRAUD = "+442079460155", "+442079460188", "+443069990112"
HARRIER = {"+443069990210", "+448081570311"}
OCTOPUS = {"+85222662222", "+85222662266", "+85222662282"}

FIRST = {
    "https://global.alipay.example/support.html": ALIPAY,
    "https://help.alipay.example/contact.html": ALIPAY,
    "https://help.harrier.example/lost-phone.html": HARRIER,
    "https://kf.weixin.example/contact.html": WECHAT_PAY,
    "https://pay.google.example/in/terms.html": GOOGLE_PAY,
    "https://pay.weixin.example/agreement.html": WECHAT_PAY,
    "https://pay.weixin.example/help.html": WECHAT_PAY,
    "https://render.alipay.example/agreement/service.html": ALIPAY,
    "https://support.apple.example/apple-pay.html": {APPLE_US},
    "https://support.apple.example/contact.html": {APPLE_US, APPLE_CN},
    "https://support.google.example/googlepay/contact.html": GOOGLE_PAY,
    "https://support.google.example/googlepay/help.html": GOOGLE_PAY,
    "https://www.apple.example/cn/apple-pay.html": {APPLE_CN},
    "https://www.harrier.example/contact.html": HARRIER,
    "https://www.northmoor.example/contact.html": {LOST_CARD, BANK, BANK_FRAUD},
    "https://www.northmoor.example/help/lost-card.html": {LOST_CARD, BANK_ABROAD},
    "https://www.northmoor.example/terms/current-account.html": {LOST_CARD, BANK, BANK_ABROAD, BANK_FRAUD},
    "https://www.octopus.example/en/faq.html": OCTOPUS,
    "https://www.octopus.example/tc/contact.html": OCTOPUS,
    "https://www.paylark.example/uk/help.html": {PAYLARK_GB},
    "https://www.paylark.example/us/contact.html": {*PAYLARK_US, PAYLARK_GB},
    "https://www.paylark.example/us/user-agreement.html": PAYLARK_US,
}
SECOND = {url: {MOVED_LOST_CARD if key == LOST_CARD else key for key in keys} for url, keys in FIRST.items()}
SECOND["https://support.google.example/googlepay/contact.html"] = {*GOOGLE_PAY, PREMIUM}
# This page answers with an error that night, so nobody reads it.
del SECOND["https://kf.weixin.example/contact.html"]


def read_night(night) -> dict[str, set[str]]:
    """Read each page that answered: the numbers that are the provider's own word."""
    places = {page.url: (provider, page) for provider in PROVIDERS.values() for page in provider.pages}
    found = {}
    for exchange in exchanges(night):
        if exchange.status != 200:
            continue
        provider, page = places[exchange.url]
        fetch = Fetch(
            provider=provider.id, page=page.url, at=exchange.at, outcome="ok", media="text/html", charset="utf-8"
        )
        reading = read_snapshot(exchange.body, page, provider, fetch, [])
        assert reading.outcome == "ok", page.url
        found[page.url] = {sighting.number for sighting in reading.sightings if is_own(sighting)}
    return found


@pytest.mark.parametrize(
    ("night", "expected"), [*zip(read_nights(), (FIRST, SECOND), strict=True)], ids=["first", "second"]
)
def test_each_page_shows_exactly_the_numbers_of_the_story(night, expected):
    assert read_night(night) == expected


def test_every_number_of_the_first_night_is_seen_in_two_channels():
    for provider in PROVIDERS.values():
        keys = set().union(*(FIRST[page.url] for page in provider.pages))
        channels = {key: {page.channel for page in provider.pages if key in FIRST[page.url]} for key in keys}
        assert all(len(seen) > 1 for seen in channels.values()), channels


def test_what_a_page_should_show_fits_its_description():
    for provider in PROVIDERS.values():
        for page in provider.pages:
            assert page.expect.least <= len(FIRST[page.url]) <= page.expect.most, page.url
