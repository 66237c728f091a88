import re

import pytest

from reports.delivery.messages import TITLE_CHARS, PageMoved, alarm, digest, pages_moved, trial, urgent
from reports.nightly import compose
from tests.reports.conftest import HOSTILE

CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_digest_for_a_chat_names_what_presses_and_one_for_mail_holds_the_whole_report(busy_night, lang):
    report = compose(busy_night, None, lang)
    short, whole = digest(report, is_long=False), digest(report, is_long=True)
    assert report.headline in short.title
    assert report.cards[0].summary in short.body
    assert f"hotlinewatch review show {report.cards[0].id}" in short.body
    assert "hotlinewatch report" in short.body
    assert len(whole.body) > len(short.body)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_is_urgent_says_what_to_check_and_not_to_dial(busy_night, lang):
    report = compose(busy_night, None, lang)
    cards = [card for card in report.cards if card.level == "urgent"]
    said = urgent(report, cards)
    assert all(card.summary in said.body for card in cards)
    assert ("Do not dial" in said.body) is (lang == "en")
    assert "tel:" not in said.body


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_pages_are_told_as_they_fail_fail_on_and_come_back(busy_night, lang):
    moved = [PageMoved("Pay", f"https://pay.example/{how}", how, 3, "blocked") for how in ("first", "nth", "recovered")]
    said = pages_moved(compose(busy_night, None, lang), moved)
    assert said.title.startswith("hotlinewatch")
    assert all(page.url in said.body for page in moved)


def test_an_alarm_tells_when_the_last_run_was_and_a_test_that_nothing_is_wrong():
    assert "26 hours" in alarm("en", "2026-11-20T02:31Z", 26.0).title
    assert "2026-11-20T02:31Z" in alarm("zh", "2026-11-20T02:31Z", 26.0).body
    assert "No run was ever valid" in alarm("en", "", 26.0).body
    assert "desk" in trial("zh", "desk").title


def test_what_a_page_says_adds_no_line_to_a_title_and_turns_nothing_round(hostile_night):
    report = compose(hostile_night, None, "en")
    for said in (digest(report, is_long=False), digest(report, is_long=True), urgent(report, report.cards)):
        assert not CONTROLS.search(said.title + said.body)
        assert "\n" not in said.title
        assert len(said.title) <= TITLE_CHARS
    for text in HOSTILE:
        said = pages_moved(report, [PageMoved(text, text, "first", 1, "blocked")])
        assert not CONTROLS.search(said.title + said.body)
        assert len(said.title) <= TITLE_CHARS
