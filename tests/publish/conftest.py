"""Invented public lines: two plain ones, and one whose every free text is hostile."""

from datetime import UTC, date, datetime, timedelta

import pytest

from directory.public import PublicEntry, PublicProvider, RetiredLine
from publish.contents import Contents
from publish.delta import Listing

MADE = datetime(2026, 11, 22, 2, 10, tzinfo=UTC)
GROUND = {
    "policy": "person-only",
    "rules": {"two_persons": True, "cooling_off_hours": 24},
    "chain_length": 12,
    "chain_head": "ab" * 32,
    "licence": "CC-BY-4.0",
    "contact": "corrections@hotlinewatch.example",
    "takedown": "Write to the contact.",
    "run": "2026-11-22T0204Z-4be1a0",
}


def a_line(**given):
    whole = {
        "provider": "gb/example-pay",
        "name": "Example Pay",
        "names": {"zh": "示例支付"},
        "key": "+442079460123",
        "tel": "tel:+442079460123",
        "country": "GB",
        "dial_home": "020 7946 0123",
        "dial_abroad": "+44 20 7946 0123",
        "abroad": "yes",
        "purpose": "lost_card",
        "audience": "",
        "hours": "24/7",
        "languages": ("en", "zh"),
        "label": "Lost your card?",
        "first_seen": MADE,
        "last_seen": MADE,
        "verified_on": date(2026, 11, 22),
        "expires_on": date(2027, 5, 21),
        "accepted_by": "person",
        "source": "https://www.example-pay.example/lost",
        "evidence": "9f2c" * 16,
        "status": "verified",
        "presence": "seen",
    }
    return PublicEntry(**{**whole, **given})


def a_provider(**given):
    whole = {
        "id": "gb/example-pay",
        "name": "Example Pay",
        "names": {"zh": "示例支付"},
        "aliases": ("ExPay",),
        "kind": "wallet",
        "country": "GB",
        "group": "",
        "official_hosts": ("example-pay.example",),
        "hotline": "published",
    }
    return PublicProvider(**{**whole, **given})


def a_retired_line(**given):
    whole = {
        "provider": "gb/example-pay",
        "key": "+442079460999",
        "tel": "tel:+442079460999",
        "retired_on": date(2026, 11, 20),
        "replaced_by": "+442079460123",
    }
    return RetiredLine(**{**whole, **given})


def contents_of(entries, ground, **given):
    whole = {
        "number": 7,
        "made": MADE,
        "expires_at": MADE + timedelta(days=7),
        "ground": ground,
        "entries": tuple(sorted(entries, key=lambda entry: (entry.provider, entry.key))),
        "providers": tuple(a_provider(id=name) for name in sorted({entry.provider for entry in entries})),
    }
    return Contents(**{**whole, **given})


@pytest.fixture
def made():
    return MADE


@pytest.fixture
def lines():
    alipay = a_line(
        provider="cn/alipay",
        name="Alipay",
        names={"zh": "支付宝"},
        key="CN:95188",
        tel="tel:95188;phone-context=+86",
        country="CN",
        dial_home="95188",
        dial_abroad="",
        abroad="no",
        purpose="general",
        label="客服热线",
        source="https://help.pay.example/contact",
        first_seen=None,
    )
    return [a_line(), alipay]


@pytest.fixture
def listing(lines):
    """Two providers with a line each, one without a hotline, one line that was replaced."""
    providers = (
        a_provider(),
        a_provider(id="cn/alipay", name="Alipay", names={"zh": "支付宝"}, aliases=(), country="CN"),
        a_provider(id="us/no-pay", name="No Pay", names={}, aliases=(), country="US", hotline="none"),
    )
    return Listing(entries=tuple(lines), providers=providers, retired=(a_retired_line(),))


@pytest.fixture
def hostile_lines():
    texts = (
        '=HYPERLINK("http://evil.example","95188")',
        "+1-cmd|' /C calc'!A0",
        "-2+3",
        "@SUM(1+1)",
        "  =1+1",
        "\u00a0=1+1",
        "\u3000=1+1",
        "＝1+1",
        "fine\n=1+1",
        "fine\r=1+1",
        "\t=1+1",
        "\r=1+1",
        '"; =1+1',
        "<script>alert(1)</script>",
    )
    return [
        a_line(key=f"+4420794601{place:02d}", name=text, label=text, audience=text, hours=text, source=text)
        for place, text in enumerate(texts)
    ]


@pytest.fixture
def ground():
    return dict(GROUND)
