"""Invented nights: quiet, busy, the first of all, and one written by somebody who wants to break the report."""

from datetime import UTC, datetime

import pytest

from directory.findings import Change, Evidence, Finding, Hit
from directory.nights import Night, Outcome, Run

DIGEST = "9f2c" * 16
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    '=HYPERLINK("http://evil.example","95188")',
    "\u202e88159\u202c \u2066x\u2069 \u200b\u200d\ufeff\U000e0041",
    "\x1b[31mred\x1b[0m \x1b]8;;http://evil.example\x07x\x1b]8;;\x07 \x9b31m \x00\x07\x7f",
    "[click](javascript:alert(1)) ![x](http://evil.example/x.png) <http://evil.example>",
    "`</code>` ``` `` \\` <!-- --> | a | b |",
    "javascript:alert(1)",
    "http://evil.example www.evil.example mail@evil.example @somebody #1",
    "{{ 7*7 }} {% include 'x' %} ${7*7}",
    "</style></title></textarea><svg/onload=alert(1)>",
    "&lt;b&gt; &#x3c;img&#x3e;\r\n# heading\n- item\n    code\n***\n[a]: http://evil.example",
    "x" * 10_000,
    "\ud800 \u0301\u0301\u0301 \u2028\u2029",
)
URLS = (
    "javascript:alert(1)",
    "https://pay.example/a)b[c](d)<e>'\"`",
    "https://user@evil.example/",
    "https://pay.example/\u202egnp.exe",
    "data:text/html,<script>alert(1)</script>",
)


def a_run(**given):
    whole = {
        "id": "2026-11-22T0204Z-4be1a0",
        "at": datetime(2026, 11, 22, 2, 4, tzinfo=UTC),
        "providers": 26,
        "pages": 74,
        "fetched": 21,
        "unchanged": 52,
        "failed": 1,
        "held": (),
        "canary": "seen",
        "reference": "c0ffee" * 10,
    }
    return Run(**{**whole, **given})


def evidence(quote, url="https://help.pay.example/contact", place="main > section:nth-of-type(2) > p:nth-of-type(4)"):
    return Evidence(url=url, snapshot=DIGEST, place=place, layer="visible", quote=quote)


def a_finding(**given):
    whole = {"id": "3f2a9c1b0d4e", "provider": "cn/alipay", "matter": "addition", "level": "routine", "score": 0.0}
    return Finding(**{**whole, **given})


@pytest.fixture
def quiet_night():
    return Night(
        run=a_run(),
        outcomes=(
            Outcome(
                provider="world/google-pay",
                page="https://pay.example/help",
                fetch="http_error",
                reading=None,
                detail="503",
            ),
            Outcome(provider="cn/alipay", page="https://help.pay.example/contact", fetch="ok", reading="ok"),
        ),
        transitions={"https://pay.example/help": ("nth", 3), "https://help.pay.example/contact": ("recovered", 2)},
        redesigned=("https://www.wallet.example/support",),
        names={"world/google-pay": "Google Pay", "cn/alipay": "Alipay"},
    )


@pytest.fixture
def busy_night():
    replaced = a_finding(
        id="3f2a9c1b0d4e",
        matter="replacement",
        level="urgent",
        score=6.5,
        number="+864006668810",
        was="+864006668800",
        signals=(
            Hit(
                id="look_alike",
                weight=3.5,
                reason={"en": "One digit away from a line you accepted.", "zh": "与已收录的号码只差一位。"},
            ),
            Hit(
                id="text_and_link_disagree",
                weight=3.0,
                reason={"en": "The text says one number, the link dials another.", "zh": "文字与拨号链接不一致。"},
            ),
        ),
        evidence=(
            evidence("如有疑问，请拨打客服热线：400-666-8810（每日 9:00–21:00），我们将竭诚为您服务。"),
            evidence("Call 400 666 8810", url="https://www.pay.example/en/about-us/contact-us?channel=footer&lang=en"),
        ),
    )
    added = a_finding(
        id="77aa01bc33de",
        provider="gb/example-pay",
        level="review",
        score=2.0,
        number="+442079460123",
        signals=(
            Hit(
                id="unlisted_number",
                weight=2.0,
                reason={"en": "It is on no list we hold.", "zh": "我们的名单里没有它。"},
            ),
        ),
        evidence=(
            evidence("Lost your card? Call 020 7946 0123, day or night.", url="https://www.example-pay.example/lost"),
        ),
    )
    gone = a_finding(
        id="0c0c0c0c0c0c", provider="in/phonetill", matter="removal", level="review", score=1.5, number="+918068727374"
    )
    page = a_finding(
        id="aa11bb22cc33",
        provider="us/cashbox",
        matter="page",
        level="review",
        score=1.0,
        page="https://www.cashbox.example/help",
        signals=(
            Hit(
                id="left_official_host",
                weight=4.0,
                reason={"en": "It led to cashbox-help.example.", "zh": "页面跳转到 cashbox-help.example。"},
            ),
        ),
    )
    routine = tuple(
        a_finding(
            id=f"{place:012x}",
            provider=("ph/pouch", "us/cashbox")[place % 2],
            number=f"+1202555{place:04d}",
            evidence=(evidence(f"Branch {place}: (202) 555-{place:04d}", url="https://www.pouch.example/branches"),),
        )
        for place in range(100, 130)
    )
    return Night(
        run=a_run(held=("hk/squid",), failed=3, exceptions=("crawl.allow_private 127.0.0.1:8443",)),
        findings=(added, *routine, replaced, gone, page),
        changes=(
            Change(
                provider="cn/alipay",
                number="+864006668810",
                was="+864006668800",
                change="replaced",
                cause="provider",
                evidence=(evidence("400-666-8810"),),
            ),
            Change(provider="in/phonetill", number="+918068727374", change="missing", cause="provider"),
            Change(provider="gb/example-pay", number="+442079460123", change="appeared", cause="provider"),
            Change(provider="hk/squid", number="CN:95188", change="unread", cause="provider"),
            Change(provider="cn/alipay", number="CN:95188", change="stayed", cause="provider"),
            Change(
                provider="cn/unionbank",
                number="CN:95516;ext=6",
                change="relabelled",
                cause="reader",
                detail="general → fraud",
            ),
            *(
                Change(
                    provider="cn/unionbank",
                    number=f"+86571955{place}",
                    was=f"CN:955{place}",
                    change="replaced",
                    cause="provider",
                    storm="area_code_added",
                )
                for place in range(60, 70)
            ),
        ),
        outcomes=(
            Outcome(
                provider="us/cashbox",
                page="https://www.cashbox.example/help",
                fetch="left_official_host",
                reading=None,
                detail="cashbox-help.example",
            ),
            Outcome(provider="hk/squid", page="https://www.squid.example/zh/contact", fetch="ok", reading="captcha"),
            Outcome(
                provider="ph/pouch",
                page="https://www.pouch.example/old",
                fetch="http_error",
                reading=None,
                detail="404",
            ),
            Outcome(provider="cn/alipay", page="https://help.pay.example/contact", fetch="ok", reading="ok"),
        ),
        transitions={
            "https://www.cashbox.example/help": ("first", 1),
            "https://www.squid.example/zh/contact": ("nth", 4),
            "https://help.pay.example/contact": ("recovered", 2),
        },
        redesigned=("https://www.wallet.example/support", "https://www.till.example/zh/help"),
        names={
            "cn/alipay": "Alipay 支付宝",
            "gb/example-pay": "Example Pay",
            "hk/squid": "Squid 八達通",
            "in/phonetill": "PhoneTill",
            "us/cashbox": "Cashbox",
            "ph/pouch": "Pouch",
            "cn/unionbank": "银联示例",
        },
    )


@pytest.fixture
def hostile_night():
    """Every crawled field of a night filled with every hostile text in turn."""
    findings, changes, outcomes = [], [], []
    for place, text in enumerate(HOSTILE):
        url = URLS[place % len(URLS)] if place % 2 else text
        proof = evidence(text, url=url, place=text)
        findings.append(
            a_finding(
                id=f"{place:012x}",
                matter="page",
                level=("urgent", "review", "routine")[place % 3],
                page=url,
                signals=(Hit(id="look_alike", weight=1.0, reason={"en": f"It says {text}.", "zh": f"写着 {text}。"}),),
                evidence=(proof,),
                summary={"en": text, "zh": text},
            )
        )
        changes.append(
            Change(
                provider="cn/alipay",
                number="CN:95188",
                change="appeared",
                cause="reader",
                detail=text,
                evidence=(proof,),
            )
        )
        outcomes.append(Outcome(provider="cn/alipay", page=url, fetch="http_error", reading=None, detail=text))
    return Night(
        run=a_run(exceptions=HOSTILE),
        findings=tuple(findings),
        changes=tuple(changes),
        outcomes=tuple(outcomes),
        redesigned=(*HOSTILE, *URLS),
        names={"cn/alipay": HOSTILE[0] + HOSTILE[4]},
    )
