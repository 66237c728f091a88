from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.verifier.shown import (
    CONTACT,
    DAY,
    FIFTH,
    FIRST,
    FOURTH,
    HELP,
    NIGHT,
    PROVIDER,
    SECOND,
    SIXTH,
    THIRD,
    claim,
    fetched,
    line,
    page,
    says,
)
from verifier.lifecycle import after_night
from verifier.reconcile import reconcile

EMPTY = page()


def night(entries, before, now, *, bad=(), at=NIGHT, held=None):
    """One night from readings to lines; before, now: reading of the contact page, or by page."""
    then = before if isinstance(before, dict) else {CONTACT: before}
    tonight = now if isinstance(now, dict) else {CONTACT: now}
    read = {url: tonight.get(url, EMPTY) for url in (CONTACT, HELP) if url not in bad}
    fetches = fetched(*bad, at=at)
    found = reconcile(PROVIDER, entries, then, then, read, fetches)
    is_held = found.held if held is None else held
    return after_night(entries, found.changes, read, fetches, at, is_held)


def after(entry, now, **more):
    return night([entry], page(entry.key), now, **more)[0]


def test_a_number_that_appeared_becomes_a_candidate_with_all_that_its_page_says():
    shown = says(
        FIRST, "Lost card", purpose="lost_card", hours="24 hours", audience="cardholders", languages=("en", "zh")
    )
    assert night([], page(), page(shown)) == [
        line(
            FIRST,
            "candidate",
            id=0,
            purpose="lost_card",
            label="Lost card",
            hours="24 hours",
            languages="en zh",
            audience="cardholders",
            origin=f"seen on {CONTACT}",
            first_seen=NIGHT,
            last_seen=NIGHT,
            night_on=NIGHT.date(),
            snapshot="b" * 64,
        )
    ]


def test_a_new_candidate_takes_the_sighting_that_tells_most():
    found = night([], page(), {CONTACT: page(FIRST), HELP: page(says(FIRST, "Fraud", purpose="fraud"))})
    assert [(one.label, one.purpose, one.source, one.pages) for one in found] == [
        ("Fraud", "fraud", HELP, (HELP, CONTACT)),
    ]


def test_a_number_that_replaced_another_becomes_a_candidate_and_the_old_line_is_only_unseen():
    old, new = night([line(FIRST)], page(FIRST), page(SECOND))
    assert (old.status, old.presence, old.missed_nights) == ("verified", "unseen", 1)
    assert (new.key, new.status, new.replaces) == (SECOND, "candidate", None)


def test_a_claim_that_is_seen_stays_a_candidate_with_its_origin():
    seen = after(claim(FIRST), page(says(FIRST, "Hotline")))
    assert (seen.status, seen.origin, seen.presence, seen.label) == ("candidate", "a list of 2024", "seen", "Hotline")
    assert seen.first_seen == NIGHT
    assert seen.pages == (CONTACT,)


def test_a_claim_keeps_its_purpose_where_the_page_names_none():
    assert after(claim(FIRST, purpose="lost_card"), page(FIRST)).purpose == "lost_card"


def test_a_claim_that_is_nowhere_stays_as_it_is():
    assert after(claim(FIRST), page()) == claim(FIRST)


def test_a_claim_whose_digits_stand_in_another_number_is_not_seen():
    assert after(claim(FIRST), page(present=[FIRST])) == claim(FIRST)


def test_a_line_seen_again_forgets_its_missed_nights():
    seen = after(line(FIRST, presence="unseen", missed_nights=2, last_seen=NIGHT - 3 * DAY), page(FIRST))
    assert (seen.presence, seen.missed_nights, seen.last_seen) == ("seen", 0, NIGHT)
    assert seen.first_seen == NIGHT - 9 * DAY


def test_a_line_is_seen_when_it_was_captured_not_when_the_run_ran():
    captured = NIGHT - timedelta(hours=3)
    found = after_night([line(FIRST)], (), {CONTACT: page(FIRST)}, fetched(at=captured), NIGHT, held=False)
    assert found[0].last_seen == captured


def test_pages_where_it_was_seen_are_kept_while_they_cannot_be_read():
    seen = after(line(FIRST, pages=(HELP,), source=HELP), page(FIRST), bad=[HELP])
    assert seen.pages == (HELP, CONTACT)
    assert seen.source == CONTACT


def test_a_page_that_no_longer_shows_the_line_is_forgotten_once_another_does():
    assert after(line(FIRST), {HELP: page(FIRST)}).pages == (HELP,)


def test_a_missing_line_keeps_the_pages_where_it_stood():
    missing = after(line(FIRST), page())
    assert (missing.presence, missing.missed_nights, missing.pages) == ("unseen", 1, (CONTACT,))
    assert missing.last_seen == NIGHT - DAY


def test_two_runs_of_one_date_count_one_missed_night():
    once = after(line(FIRST), page())
    assert after(once, page(), at=NIGHT + timedelta(hours=6)).missed_nights == 1


def test_three_dates_count_three_missed_nights():
    entry = line(FIRST)
    for nights in range(3):
        entry = after(entry, page(), at=NIGHT + nights * DAY)
    assert entry.missed_nights == 3


def test_a_line_seen_and_then_gone_on_one_date_was_missed_once():
    seen = after(line(FIRST), page(FIRST))
    assert after(seen, page(), at=NIGHT + timedelta(hours=6)).missed_nights == 1


def test_a_page_that_failed_counts_no_missed_night():
    unread = after(line(FIRST, missed_nights=1), {}, bad=[CONTACT])
    assert (unread.presence, unread.missed_nights, unread.status) == ("unseen", 1, "verified")


def test_a_line_on_two_pages_is_not_missed_while_one_of_them_fails():
    assert after(line(FIRST, pages=(CONTACT, HELP)), page(), bad=[HELP]).missed_nights == 0


@pytest.mark.parametrize(("days", "presence"), [(13, "unseen"), (14, "stale")])
def test_a_line_unseen_for_fourteen_days_is_stale_and_still_a_line(days, presence):
    gone = after(line(FIRST, last_seen=NIGHT - days * DAY), {}, bad=[CONTACT])
    assert (gone.presence, gone.status) == (presence, "verified")


def test_a_held_provider_keeps_its_lines_as_they_were():
    entries = [line(FIRST), line(SECOND), line(THIRD)]
    assert night(entries, page(FIRST, SECOND, THIRD), page(FOURTH, FIFTH)) == entries


def test_a_line_seen_after_this_night_stays_as_it_is():
    later = line(FIRST, last_seen=NIGHT + DAY)
    assert after(later, page()) == later
    assert after(later, page(FIRST)) == later


def test_a_verified_line_keeps_its_words_while_nothing_relabelled_it():
    seen = after(line(FIRST, label="Hotline", purpose="fraud"), page(says(FIRST, "Talk to us")))
    assert (seen.label, seen.purpose) == ("Hotline", "fraud")


def test_no_words_of_a_page_reach_a_verified_line_before_a_person_accepts_them():
    entry = line(FIRST, purpose="sales", label="Sales")
    before = page(says(FIRST, "Sales", purpose="sales"))
    seen = night([entry], before, page(says(FIRST, "Dial ⓪⑧⓪⑧, not our fax", purpose="fax")))[0]
    assert (seen.purpose, seen.label, seen.hours) == ("sales", "Sales", entry.hours)


def test_a_candidate_takes_what_a_better_reader_calls_it():
    seen = after(line(FIRST, "candidate", label="x"), page(says(FIRST, "Complaints", purpose="complaints")))
    assert (seen.label, seen.purpose) == ("Complaints", "complaints")


def test_a_retired_line_is_followed_so_that_its_return_is_news():
    gone = after(line(FIRST, "retired"), page())
    assert (gone.status, gone.presence, gone.missed_nights) == ("retired", "unseen", 1)


SIX = (FIRST, SECOND, THIRD, FOURTH, FIFTH, SIXTH)
STATUSES = ("candidate", "verified", "disputed", "retired")
LINES = st.dictionaries(st.sampled_from(SIX), st.sampled_from(STATUSES))
SHOWN = st.sets(st.sampled_from(SIX))


def with_ids(entries):
    return [msgspec.structs.replace(one, id=one.id or 1000 + n) for n, one in enumerate(entries)]


@given(lines=LINES, then=SHOWN, tonight=SHOWN, is_read=st.booleans())
@settings(max_examples=150)
def test_the_same_night_again_on_one_date_changes_nothing(lines, then, tonight, is_read):
    entries = [line(key, status) for key, status in sorted(lines.items())]
    bad = () if is_read else (CONTACT,)
    now = page(*sorted(tonight)) if is_read else {}
    once = with_ids(night(entries, page(*sorted(then)), now, bad=bad, held=False))
    assert night(once, now, now, bad=bad, held=False) == once


@given(lines=LINES, then=SHOWN, tonight=SHOWN)
@settings(max_examples=150)
def test_a_night_removes_no_line_and_changes_no_status(lines, then, tonight):
    entries = [line(key, status) for key, status in sorted(lines.items())]
    left = night(entries, page(*sorted(then)), page(*sorted(tonight)), held=False)
    decided = ("status", "verified_on", "accepted_by", "decision", "replaces")
    kept = {one.key: [getattr(one, name) for name in decided] for one in left}
    assert all(kept[one.key] == [getattr(one, name) for name in decided] for one in entries)
    assert {one.status for one in left if one.id == 0} <= {"candidate"}
