from __future__ import annotations

from datetime import UTC, date, datetime

import msgspec
import pytest

from directory.nights import Reference
from directory.records import Entry, Expect, Page, Provider
from verifier.claim import judge_claim
from verifier.claim_signals import Told
from verifier.claim_words import say_reason

PAGE = Page(
    url="https://help.alipay.example/contact",
    channel="help",
    language="zh",
    regions=("CN",),
    expect=Expect(least=1, most=6),
)


def a_provider(slug: str, name: str, *, hotline="published", group="") -> Provider:
    return Provider(
        id=slug,
        name=name,
        kind="wallet",
        country="CN",
        official_hosts=(f"{name.lower()}.example",),
        hotline=hotline,
        group=group,
        pages=(PAGE,),
    )


ALIPAY = a_provider("cn/alipay", "Alipay", group="ant")
WECHAT = a_provider("cn/wechat-pay", "WeChat Pay")
ANT_BANK = a_provider("cn/ant-bank", "Ant Bank", group="ant")
SILENT = a_provider("cn/silent", "Silent", hotline="none")
IN_APP = a_provider("cn/in-app", "In-App", hotline="app_only")
PROVIDERS = {one.id: one for one in (ALIPAY, WECHAT, ANT_BANK, SILENT, IN_APP)}
REFERENCE = Reference(
    groups={"cn/alipay": "ant", "cn/ant-bank": "ant"},
    known_false={"+864000951880": ("cn/alipay",)},
    public_lines=("CN:96110",),
    holders={"CN:95555": "China Merchants Bank"},
)


def a_line(provider: Provider, key: str, status="verified", **more) -> Entry:
    entry_id = more.pop("id", 1)
    verified = {"verified_on": date(2026, 11, 20), "decision": 1} if status == "verified" else {}
    return Entry(id=entry_id, provider=provider.id, key=key, status=status, origin="a list", **verified, **more)


LINES = [
    a_line(ALIPAY, "CN:95188"),
    a_line(ALIPAY, "+864006668800", "candidate", id=2),
    a_line(ALIPAY, "+8657188156688", "retired", id=3),
    a_line(ALIPAY, "CN:95187", id=4, replaces=3),
    a_line(ALIPAY, "CN:951880", "disputed", id=5),
    a_line(WECHAT, "CN:95017", id=6),
    a_line(WECHAT, "CN:95018", "candidate", id=7),
]


def judged(key: str, provider: Provider | None = ALIPAY, lines=LINES, reference=REFERENCE, **told):
    return judge_claim([key], provider, lines, reference, PROVIDERS, told=Told(**told))


VERDICTS = [
    ("CN:95188", ALIPAY, "official", ["listed"]),
    ("CN:95188", None, "official", ["listed"]),
    ("+864006668800", ALIPAY, "candidate", ["candidate", "patterned"]),
    ("+8657188156688", ALIPAY, "retired", ["retired", "replaced_by"]),
    ("CN:951880", ALIPAY, "suspicious", ["disputed"]),
    ("CN:95017", ALIPAY, "official_other_provider", ["listed_elsewhere"]),
    ("CN:95188", ANT_BANK, "official_other_provider", ["listed_in_group"]),
    ("CN:95018", ALIPAY, "suspicious", ["claimed_elsewhere"]),
    ("+864000951880", ALIPAY, "known_false", ["known_false"]),
    ("+864000951880", None, "known_false", ["known_false"]),
    ("+864000951880", WECHAT, "suspicious", ["unlisted", "false_elsewhere"]),
    ("+8657195188", ALIPAY, "unknown", ["related_form", "unlisted"]),
    ("CN:95188;ext=6", ALIPAY, "unknown", ["sub_line", "unlisted"]),
    ("+864006668801", ALIPAY, "suspicious", ["unlisted", "look_alike"]),
    ("+864009518800", ALIPAY, "suspicious", ["unlisted", "look_alike"]),
    ("CN:95179", ALIPAY, "unknown", ["unlisted"]),
    ("CN:95179", None, "unknown", ["unlisted"]),
    ("CN:95179", SILENT, "suspicious", ["unlisted", "no_hotline"]),
    ("CN:95179", IN_APP, "suspicious", ["unlisted", "no_hotline"]),
    ("CN:95555", ALIPAY, "suspicious", ["unlisted", "held_elsewhere"]),
    ("CN:96110", ALIPAY, "unknown", ["public_line"]),
    ("+8613912345678", ALIPAY, "suspicious", ["unlisted", "personal_mobile", "placeholder"]),
    ("+442079460155", ALIPAY, "suspicious", ["unlisted", "unserved_country"]),
]


@pytest.mark.parametrize(("key", "provider", "verdict", "reasons"), VERDICTS)
def test_a_claim_gets_its_verdict_with_every_reason(key, provider, verdict, reasons):
    claim = judged(key, provider)
    assert (claim.verdict, [reason.id for reason in claim.reasons]) == (verdict, reasons)


@pytest.mark.parametrize(("key", "provider"), [row[:2] for row in VERDICTS])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_reason_is_a_whole_sentence_in_both_languages(key, provider, lang):
    for reason in judged(key, provider).reasons:
        sentence = say_reason(reason, lang)
        assert sentence.endswith((".", "。"))
        assert "{" not in sentence


def test_a_verified_line_carries_no_suspicion_even_where_its_kind_is_rare():
    claim = judged("+8613912345678", lines=[a_line(ALIPAY, "+8613912345678")])
    assert (claim.verdict, claim.score) == ("official", 0.0)


def test_a_candidate_of_an_unlikely_kind_says_so():
    claim = judged("+8613912345678", lines=[a_line(ALIPAY, "+8613912345678", "candidate")])
    assert claim.verdict == "candidate"
    assert [reason.id for reason in claim.reasons] == ["candidate", "personal_mobile", "placeholder"]


def test_a_rejected_candidate_is_known_false():
    claim = judged("+864000951880", lines=[a_line(ALIPAY, "+864000951880", "candidate")])
    assert claim.verdict == "known_false"


def test_a_stale_line_is_still_official_and_says_since_when():
    seen = datetime(2026, 11, 1, 3, tzinfo=UTC)
    claim = judged("CN:95188", lines=[a_line(ALIPAY, "CN:95188", presence="stale", last_seen=seen)])
    assert claim.verdict == "official"
    assert say_reason(claim.reasons[1], "en") == "No official page has shown it since 2026-11-01."


def test_a_line_names_the_other_form_in_which_it_is_listed():
    claim = judged("+8657195188", lines=[*LINES, a_line(ALIPAY, "+8657195188", "candidate", id=9)])
    assert claim.verdict == "candidate"
    assert [reason.id for reason in claim.reasons] == ["candidate", "related_form"]
    assert "95188 are one code" in say_reason(claim.reasons[1], "en")


def test_the_reading_that_the_directory_knows_is_taken():
    claim = judge_claim(
        ["+8618002752273", "+18002752273"], None, [a_line(ALIPAY, "+18002752273")], REFERENCE, PROVIDERS
    )
    assert (claim.number, claim.verdict) == ("+18002752273", "official")


def test_without_a_provider_the_holder_is_named():
    assert judged("CN:95017", None).provider == "cn/wechat-pay"
    assert judged("CN:95179", None).provider == ""


def test_the_order_of_lines_makes_no_difference():
    for key, provider, _, _ in VERDICTS:
        assert judged(key, provider) == judged(key, provider, LINES[::-1])


FARM_LINE = "+864007120345"


@pytest.mark.parametrize("kind", ["ugc", "social", "content_farm", "unknown"])
def test_an_unlisted_number_is_suspicious_where_nobody_answers_for_the_page(kind):
    claim = judged(FARM_LINE, page_kind=kind)
    assert (claim.verdict, [one.id for one in claim.reasons]) == ("suspicious", ["unlisted", "page_kind"])


@pytest.mark.parametrize("kind", ["", "provider_own", "community_directory", "news", "code"])
def test_it_is_unknown_where_somebody_keeps_the_page(kind):
    assert judged(FARM_LINE, page_kind=kind).verdict == "unknown"


@pytest.mark.parametrize("kind", ["content_farm", "unknown", "social"])
def test_being_unlisted_tells_little_where_the_directory_holds_no_line_of_the_country(kind):
    stranger = a_provider("cn/stranger", "Stranger")
    claim = judged(FARM_LINE, stranger, page_kind=kind)
    assert (claim.verdict, claim.reasons[0].kind) == ("unknown", "no_lines")


@pytest.mark.parametrize("kind", ["provider_own", "ugc", "content_farm", "code"])
def test_no_kind_of_page_makes_a_listed_line_suspicious(kind):
    assert judged("CN:95188", page_kind=kind).verdict == "official"
    assert judged("+864006668800", page_kind=kind, url="https://a.example/400-666-8800").verdict == "candidate"


def test_an_official_page_cancels_no_alarm():
    host = ALIPAY.official_hosts[0]
    for url in (f"https://www.{host}/contact", "https://other.example/"):
        assert judged("+864009518800", page_kind="provider_own", url=url).verdict == "suspicious"


def test_a_page_said_to_be_the_providers_own_on_another_host_says_so():
    ids = [one.id for one in judged(FARM_LINE, page_kind="provider_own", url="https://other.example/").reasons]
    assert "not_official_host" in ids
    own = f"https://{ALIPAY.official_hosts[0]}/"
    assert "not_official_host" not in [one.id for one in judged(FARM_LINE, page_kind="provider_own", url=own).reasons]


def test_a_number_of_its_own_address_is_suspicious_unless_addresses_there_are_numbers():
    url = "https://pages.example/?q=call+400-712-0345"
    assert "reflected_in_address" in [one.id for one in judged(FARM_LINE, url=url).reasons]
    assert "reflected_in_address" not in [
        one.id for one in judged(FARM_LINE, url=url, page_kind="community_directory").reasons
    ]


def test_a_disguised_number_says_so_whoever_holds_it():
    told = {"raw": "９５①８８", "is_folded": True}
    assert [one.id for one in judged("CN:95188", **told).reasons] == ["listed", "folded"]
    assert judged("+864006668800", **told).verdict == "candidate"
    claim = judged(FARM_LINE, **told)
    assert claim.verdict == "suspicious"
    assert {"folded_digits", "folded"} <= {one.id for one in claim.reasons}
    assert claim.score >= 6


def test_a_number_of_a_report_list_is_known_false_unless_it_is_a_listed_line():
    reference = msgspec.structs.replace(REFERENCE, reported={FARM_LINE: ("reports-2026-10",), "CN:95188": ("r",)})
    claim = judged(FARM_LINE, reference=reference)
    assert claim.verdict == "known_false"
    assert say_reason(claim.reasons[1], "en") == "+86 400 712 0345 is named in report lists: reports-2026-10."
    assert judged("CN:95188", reference=reference).verdict == "official"


def test_what_telephones_showed_may_be_forged_and_makes_no_number_false():
    claim = judged(
        FARM_LINE, reference=msgspec.structs.replace(REFERENCE, callers={FARM_LINE: ("ftc 2026-10-01 (×2)",)})
    )
    assert claim.verdict == "suspicious"
    assert "callers" in [one.id for one in claim.reasons]


@pytest.mark.parametrize(("count", "verdict"), [(2, "suspicious"), (1, "unknown")])
def test_a_block_of_false_numbers_makes_its_neighbours_suspicious(count, verdict):
    reference = msgspec.structs.replace(REFERENCE, false_blocks={FARM_LINE[:-4]: count})
    assert judged(FARM_LINE, reference=reference).verdict == verdict


def test_a_line_claimed_for_another_of_the_same_group_is_no_alarm():
    claim = judged("+864006668800", ANT_BANK)
    assert (claim.verdict, [one.id for one in claim.reasons]) == ("unknown", ["claimed_in_group"])


def test_a_code_is_not_held_by_somebody_else_who_is_the_provider_itself():
    reference = msgspec.structs.replace(REFERENCE, holders={"CN:95179": "Alipay (China)"})
    assert "held_elsewhere" not in [one.id for one in judged("CN:95179", reference=reference).reasons]
    assert "held_elsewhere" in [one.id for one in judged("CN:95179", WECHAT, reference=reference).reasons]


def test_no_family_of_reasons_counts_more_than_twice_its_largest():
    claim = judged("+8617012345678")
    assert {"personal_mobile", "resale_prefix", "placeholder"} <= {one.id for one in claim.reasons}
    assert claim.score == 1.5 + 2 * 3.5


@pytest.mark.parametrize("key", ["+8657195188", "CN:95188;ext=6", "+8675595188", "+864006668800;ext=2"])
@pytest.mark.parametrize("kind", ["ugc", "content_farm", "unknown"])
def test_a_form_that_rings_a_listed_line_is_never_suspicious_for_its_page(key, kind):
    claim = judged(key, page_kind=kind)
    assert (claim.verdict, claim.score) == ("unknown", 0.0)


def test_a_form_of_anothers_line_is_anothers():
    claim = judged("+8657195188", WECHAT)
    assert (claim.verdict, [one.id for one in claim.reasons]) == (
        "suspicious",
        ["related_form", "listed_elsewhere", "unlisted"],
    )
