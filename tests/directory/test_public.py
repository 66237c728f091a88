from datetime import UTC, date, datetime

import msgspec
import pytest
from msgspec.structs import replace

from directory.public import NotAccepted, PublicEntry, clean_text, dial_home, to_public, to_public_provider, to_retired
from directory.records import Entry, Expect, Page, Provider

NIGHT = datetime(2026, 11, 22, 2, 4, tzinfo=UTC)


def a_provider(**given):
    page = Page(
        url="https://apps.example/pay",
        channel="app_listing",
        language="en",
        regions=("GB",),
        expect=Expect(least=1, most=2),
        platform=True,
    )
    whole = {
        "id": "gb/example-pay",
        "name": "Example Pay",
        "kind": "wallet",
        "country": "GB",
        "official_hosts": ("example-pay.example",),
        "hotline": "published",
        "names": {"zh": "示例支付"},
        "pages": (page,),
    }
    return Provider(**{**whole, **given})


def an_entry(**given):
    whole = {
        "id": 7,
        "provider": "gb/example-pay",
        "key": "+442079460123",
        "status": "verified",
        "presence": "seen",
        "purpose": "lost_card",
        "label": "Lost your card?",
        "hours": "24/7",
        "first_seen": NIGHT,
        "last_seen": NIGHT,
        "verified_on": date(2026, 11, 22),
        "accepted_by": "person",
        "decision": 3,
        "source": "https://www.example-pay.example/lost",
        "snapshot": "9f2c" * 16,
        "languages": "zh en",
    }
    return Entry(**{**whole, **given})


def test_an_accepted_line_says_all_that_a_caller_needs():
    line = to_public(an_entry(), a_provider())
    assert line == PublicEntry(
        provider="gb/example-pay",
        name="Example Pay",
        names={"zh": "示例支付"},
        key="+442079460123",
        tel="tel:+442079460123",
        country="GB",
        dial_home="020 7946 0123",
        dial_abroad="+44 20 7946 0123",
        abroad="yes",
        purpose="lost_card",
        audience="",
        hours="24/7",
        languages=("en", "zh"),
        label="Lost your card?",
        first_seen=NIGHT,
        last_seen=NIGHT,
        verified_on=date(2026, 11, 22),
        expires_on=date(2027, 5, 21),
        accepted_by="person",
        source="https://www.example-pay.example/lost",
        evidence="9f2c" * 16,
        status="verified",
        presence="seen",
    )


@pytest.mark.parametrize(
    "given",
    [
        {"status": "candidate"},
        {"status": "disputed"},
        {"status": "retired"},
        {"decision": None},
        {"accepted_by": None},
        {"verified_on": None},
        {"provider": "gb/other"},
        {"source": "https://left.example/lost"},
        {"source": "https://example-pay.example.evil.example/"},
        {"source": "https://user@example-pay.example/"},
    ],
)
def test_what_no_decision_supports_cannot_become_public(given):
    with pytest.raises(NotAccepted):
        to_public(an_entry(**given), a_provider())


@pytest.mark.parametrize("given", [{"status": "candidate"}, {"accepted_by": "program"}])
def test_no_other_road_leads_to_a_public_record(given):
    line = to_public(an_entry(), a_provider())
    with pytest.raises(NotAccepted):
        replace(line, **given)
    with pytest.raises(NotAccepted):
        PublicEntry(**{**msgspec.structs.asdict(line), **given})
    with pytest.raises((NotAccepted, msgspec.ValidationError)):
        msgspec.json.decode(msgspec.json.encode({**msgspec.structs.asdict(line), **given}), type=PublicEntry)


@pytest.mark.parametrize("presence", ["unseen", "stale"])
def test_silence_takes_no_line_off_the_feed(presence):
    assert to_public(an_entry(presence=presence), a_provider()).presence == presence


@pytest.mark.parametrize("source", ["https://apps.example/pay", "https://help.example-pay.example/"])
def test_a_platform_page_and_a_host_below_an_official_one_are_sources(source):
    assert to_public(an_entry(source=source), a_provider()).source == source


def test_a_line_that_rests_on_an_attestation_names_no_address():
    assert to_public(an_entry(source="attested"), a_provider()).source == ""


@pytest.mark.parametrize(
    ("key", "home", "abroad", "answer", "tel"),
    [
        ("CN:95188", "95188", "", "no", "tel:95188;phone-context=+86"),
        ("CN-571:96588", "0571-96588", "", "no", "tel:96588;phone-context=+86571"),
        ("CN:95188;ext=6", "95188 ext. 6", "", "no", "tel:95188;ext=6;phone-context=+86"),
        ("+12025550123", "(202) 555-0123", "+1 202-555-0123", "yes", "tel:+12025550123"),
        ("+448081570123", "0808 157 0123", "", "unknown", "tel:+448081570123"),
    ],
)
def test_how_to_dial_is_told_for_home_and_abroad(key, home, abroad, answer, tel):
    line = to_public(an_entry(key=key), a_provider())
    assert (line.dial_home, line.dial_abroad, line.abroad, line.tel) == (home, abroad, answer, tel)


def test_an_extension_is_dialled_at_home_too():
    assert dial_home("+864006668800;ext=1") == "400 666 8800 ext. 1"


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Lost\u202e card\x1b[31m\x00?\r\nCall\u200b now", "Lost card [31m ? Call now"),
        ("客服热线", "客服热线"),
        ("x" * 500, "x" * 200),
        ("", ""),
    ],
)
def test_crawled_words_are_made_fit_for_other_screens(text, clean):
    assert clean_text(text) == clean


def test_a_provider_is_told_whole_and_a_decision_says_that_it_has_no_hotline():
    told = to_public_provider(a_provider())
    assert (told.id, told.hotline, told.stated_on) == ("gb/example-pay", "published", None)
    stated = to_public_provider(a_provider(), stated_on=date(2026, 11, 20))
    assert (stated.hotline, stated.stated_on) == ("none", date(2026, 11, 20))


def test_an_ended_line_is_told_only_when_it_was_listed_once():
    line = to_retired(an_entry(status="retired"), date(2026, 11, 20), "+442079460999")
    assert (line.tel, line.retired_on, line.replaced_by) == ("tel:+442079460123", date(2026, 11, 20), "+442079460999")
    for given in ({"status": "verified"}, {"status": "retired", "accepted_by": None}):
        with pytest.raises(NotAccepted, match="listed and then retired"):
            to_retired(an_entry(**given), date(2026, 11, 20))
