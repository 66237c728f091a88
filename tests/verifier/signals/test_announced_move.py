from datetime import timedelta

import pytest

from directory.nights import Past
from tests.verifier.cases import (
    AT,
    CONTACT,
    HELP,
    LISTED,
    NEW,
    PREMIUM,
    a_case,
    a_change,
    a_reading,
    a_sighting,
    an_entry,
)
from verifier.judge import judge
from verifier.signals import announced_move

SAID = "From 20 November 2026 our hotline 020 7946 0155 is replaced by 0808 157 0967."
OLD = {CONTACT: a_reading(LISTED), HELP: a_reading(LISTED)}
REPLACED = a_change(NEW, "replaced", was=LISTED)


def notice(text=SAID, **more):
    return a_sighting(LISTED, raw="020 7946 0155", around=text, is_warned=True, **more)


def moved(text=SAID, **more):
    """Both pages show the new line, and one of them says since when."""
    shown = a_sighting(NEW, raw="0808 157 0967")
    fields = {
        "now": {CONTACT: a_reading(shown, notice(text)), HELP: a_reading(shown)},
        "before": OLD,
        "changes": (REPLACED,),
    }
    return a_case(**(fields | more))


@pytest.mark.parametrize(
    "text",
    [
        SAID,
        "020 7946 0155 is no longer in use since November 20, 2026, please call 0808 157 0967",
        "自2026年11月20日起，客服热线由020 7946 0155变更为0808 157 0967。",
        "11月20日起启用新号码 0808 157 0967，原020 7946 0155停用",
        "2026-11-20: 020 7946 0155 switched to 0808 157 0967",
    ],
)
def test_a_dated_notice_that_every_page_follows_calms(text):
    [found] = announced_move.check(moved(text))
    assert (found.key, found.evidence.url) == (NEW, CONTACT)


def test_a_page_that_followed_the_night_before_counts_as_following():
    past = (Past(at=AT - timedelta(hours=24), change=a_change(NEW, "replaced", was=LISTED)),)
    entries = [an_entry(LISTED), an_entry(NEW, "candidate")]
    assert [one.key for one in announced_move.check(moved(changes=(), past=past, entries=entries))] == [NEW]


@pytest.mark.parametrize(
    "text",
    [
        "Our hotline 020 7946 0155 is replaced by 0808 157 0967.",
        "From 20 November 2026 please call 020 7946 0155 or 0808 157 0967.",
        "From 20 November 2026 our hotline 020 7946 0155 is no longer in use.",
        "",
    ],
)
def test_without_a_date_a_word_for_the_move_or_the_new_line_it_is_no_notice(text):
    assert list(announced_move.check(moved(text))) == []


@pytest.mark.parametrize("layer", ["user_content", "hidden", "embedded", "comment"])
def test_a_notice_in_somebody_elses_words_or_out_of_sight_is_none(layer):
    now = {CONTACT: a_reading(NEW, notice(layer=layer)), HELP: a_reading(NEW)}
    assert list(announced_move.check(moved(now=now))) == []


@pytest.mark.parametrize(
    "now",
    [
        {CONTACT: a_reading(NEW, notice()), HELP: a_reading(LISTED)},
        {CONTACT: a_reading(NEW, notice())},
    ],
)
def test_a_page_that_keeps_the_line_or_was_not_read_does_not_follow(now):
    assert list(announced_move.check(moved(now=now))) == []


def test_what_took_longer_than_three_days_is_no_move_at_once():
    past = (Past(at=AT - timedelta(hours=80), change=a_change(NEW, "replaced", was=LISTED)),)
    assert list(announced_move.check(moved(past=past))) == []


def test_a_number_that_replaced_nothing_is_no_move():
    assert list(announced_move.check(moved(changes=(a_change(NEW),)))) == []


def test_a_listed_line_needs_no_calming():
    assert list(announced_move.check(moved(entries=[an_entry(LISTED), an_entry(NEW)]))) == []


def test_no_hard_signal_is_calmed():
    shown = a_sighting(NEW, raw="0808 157 0967", target=PREMIUM)
    now = {CONTACT: a_reading(shown, notice(), a_sighting(PREMIUM, layer="tel_link")), HELP: a_reading(shown)}
    assert max(one.score for one in judge([moved(now=now)])) >= 6
