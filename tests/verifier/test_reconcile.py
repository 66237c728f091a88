from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.findings import Change
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
from verifier.reconcile import group_storms, reconcile, was_read

EMPTY = page()
WARNED = msgspec.structs.replace(page(says(FIRST, is_warned=True)), presence={})
SHORT, EXTENDED, FROM_ABROAD = "CN:95188", "CN:95188;ext=1", "+8657195188"


def compared(entries, before, now, *, recorded=None, bad=(), causes=None, pages=(CONTACT, HELP)):
    """Reconcile; before, now: reading of the contact page, or by page. A page left out of `now` and `bad` is empty."""
    then = before if isinstance(before, dict) or before is None else {CONTACT: before}
    tonight = now if isinstance(now, dict) else {CONTACT: now}
    read = {url: tonight.get(url, EMPTY) for url in pages if url not in bad}
    kept = (then or {}) if recorded is None else {CONTACT: recorded}
    return reconcile(PROVIDER, entries, kept, then or {}, read, fetched(*bad, pages=pages), cause_of_page=causes)


def told(reconciled):
    return [(one.change, one.number, one.was, one.cause) for one in reconciled.changes]


NIGHTS = {
    "a line that is still there stayed": ([line(FIRST)], page(FIRST), page(FIRST), [("stayed", FIRST, "", "provider")]),
    "the first night has nothing before": ([], None, page(FIRST), [("appeared", FIRST, "", "provider")]),
    "a key that no line has appeared": (
        [line(FIRST)],
        page(FIRST),
        page(FIRST, SECOND),
        [("stayed", FIRST, "", "provider"), ("appeared", SECOND, "", "provider")],
    ),
    "a claim appears when it is first seen": (
        [claim(FIRST)],
        page(),
        page(FIRST),
        [("appeared", FIRST, "", "provider")],
    ),
    "a claim that is nowhere is no change": ([claim(FIRST)], page(), page(), []),
    "another number in the only place replaced it": (
        [line(FIRST)],
        page(FIRST),
        page(SECOND),
        [("replaced", SECOND, FIRST, "provider")],
    ),
    "one gone and two new are no replacement": (
        [line(FIRST)],
        page(FIRST),
        page(SECOND, THIRD),
        [("missing", FIRST, "", "provider"), ("appeared", SECOND, "", "provider"), ("appeared", THIRD, "", "provider")],
    ),
    "the label tells which of two new ones took its place": (
        [line(FIRST)],
        page(says(FIRST, "Fraud")),
        page(says(SECOND, "Sales"), says(THIRD, "Fraud")),
        [("appeared", SECOND, "", "provider"), ("replaced", THIRD, FIRST, "provider")],
    ),
    "a line gone with nothing in its place is missing": (
        [line(FIRST)],
        page(FIRST),
        page(),
        [("missing", FIRST, "", "provider")],
    ),
    "a line seen elsewhere tonight stayed": (
        [line(FIRST)],
        page(FIRST),
        {HELP: page(FIRST)},
        [("stayed", FIRST, "", "provider")],
    ),
    "digits found directly show a line that nobody sighted": (
        [line(FIRST)],
        page(FIRST),
        page(present=[FIRST]),
        [("stayed", FIRST, "", "provider")],
    ),
    "a warning against the number does not show it": (
        [line(FIRST)],
        page(FIRST),
        WARNED,
        [("missing", FIRST, "", "provider")],
    ),
    "a sub-line is a line of its own": (
        [line(SHORT)],
        page(SHORT),
        page(SHORT, EXTENDED),
        [("stayed", SHORT, "", "provider"), ("appeared", EXTENDED, "", "provider")],
    ),
    "digits inside a longer key do not show the shorter line": (
        [line(SHORT)],
        page(SHORT),
        page(FROM_ABROAD, present=[SHORT]),
        [("replaced", FROM_ABROAD, SHORT, "provider")],
    ),
    "a change of purpose relabelled it": (
        [line(FIRST)],
        page(says(FIRST, purpose="sales")),
        page(says(FIRST, purpose="fraud")),
        [("relabelled", FIRST, "", "provider")],
    ),
    "another label alone is a redesign": (
        [line(FIRST)],
        page(says(FIRST, "Call us")),
        page(says(FIRST, "Talk to us")),
        [("stayed", FIRST, "", "provider")],
    ),
    "a retired line that still stands there is no news": ([line(FIRST, "retired")], page(FIRST), page(FIRST), []),
    "a retired line that went and came back appeared": (
        [line(FIRST, "retired", missed_nights=3)],
        page(),
        page(FIRST),
        [("appeared", FIRST, "", "provider")],
    ),
    "a retired line that is gone is not missed": ([line(FIRST, "retired")], page(FIRST), page(), []),
}


@pytest.mark.parametrize("name", NIGHTS)
def test_one_night(name):
    entries, before, now, expected = NIGHTS[name]
    assert told(compared(entries, before, now)) == sorted(expected, key=lambda one: (one[1], one[0]))


def test_a_line_whose_page_failed_is_unread_and_not_missing():
    assert told(compared([line(FIRST)], page(FIRST), {}, bad=[CONTACT])) == [("unread", FIRST, "", "provider")]


def test_a_line_gone_from_one_page_is_unread_while_its_other_page_fails():
    both = line(FIRST, pages=(CONTACT, HELP))
    assert told(compared([both], page(FIRST), page(), bad=[HELP])) == [("unread", FIRST, "", "provider")]


def test_a_line_whose_page_failed_stayed_when_another_page_shows_it():
    found = compared([line(FIRST)], page(FIRST), {HELP: page(FIRST)}, bad=[CONTACT])
    assert told(found) == [("stayed", FIRST, "", "provider")]


def test_a_replaced_line_that_another_page_still_shows_stayed_too():
    both = line(FIRST, pages=(CONTACT, HELP))
    found = compared([both], {CONTACT: page(FIRST), HELP: page(FIRST)}, {CONTACT: page(SECOND), HELP: page(FIRST)})
    assert told(found) == [("stayed", FIRST, "", "provider"), ("replaced", SECOND, FIRST, "provider")]


def test_what_only_our_reader_newly_sees_is_our_own_change():
    found = compared([line(FIRST)], page(FIRST, SECOND), page(FIRST, SECOND), recorded=page(FIRST))
    assert ("appeared", SECOND, "", "reader") in told(found)


def test_what_a_new_description_newly_sees_says_so():
    causes = {CONTACT: "description"}
    found = compared([line(FIRST)], page(FIRST, SECOND), page(FIRST, SECOND), recorded=page(FIRST), causes=causes)
    assert ("appeared", SECOND, "", "description") in told(found)


def test_what_our_reader_no_longer_sees_is_our_own_loss():
    assert told(compared([line(FIRST)], page(), page(), recorded=page(FIRST))) == [("missing", FIRST, "", "reader")]


def test_a_key_that_our_reader_writes_otherwise_is_our_own_replacement():
    found = compared([line("CN:951886")], page("CN:95188;ext=6"), page("CN:95188;ext=6"), recorded=page("CN:951886"))
    assert told(found) == [("replaced", "CN:95188;ext=6", "CN:951886", "reader")]


def test_a_purpose_that_only_our_reader_tells_otherwise_is_our_own_relabelling():
    fraud = page(says(FIRST, purpose="fraud"))
    assert told(compared([line(FIRST)], fraud, fraud, recorded=page(FIRST))) == [("relabelled", FIRST, "", "reader")]


def test_a_provider_change_is_told_apart_from_ours_on_the_same_page():
    found = compared([line(FIRST)], page(FIRST, SECOND), page(FIRST, SECOND, THIRD), recorded=page(FIRST))
    assert told(found)[1:] == [("appeared", SECOND, "", "reader"), ("appeared", THIRD, "", "provider")]


def test_a_line_whose_page_is_no_longer_described_is_missing_for_that_reason():
    found = compared([line(FIRST, pages=(HELP,))], None, page(SECOND), pages=(CONTACT,))
    assert ("missing", FIRST, "", "description") in told(found)


def test_a_capture_older_than_the_line_says_nothing_about_it():
    assert told(compared([line(FIRST, last_seen=NIGHT + DAY)], page(FIRST), page())) == []


def test_a_replacement_shows_the_new_place_and_the_old_one():
    change = compared([line(FIRST)], page(FIRST, snapshot="a" * 64), page(SECOND)).changes[0]
    assert [(one.url, one.snapshot[0], one.quote) for one in change.evidence] == [
        (CONTACT, "b", f"Call {SECOND}"),
        (CONTACT, "a", f"Call {FIRST}"),
    ]


def test_a_missing_line_shows_where_it_stood():
    change = compared([line(FIRST)], page(FIRST, snapshot="a" * 64), page()).changes[0]
    assert [(one.url, one.quote) for one in change.evidence] == [(CONTACT, f"Call {FIRST}")]


def test_a_line_missing_for_nights_still_shows_its_last_place():
    change = compared([line(FIRST, label="Hotline", missed_nights=2)], page(), page()).changes[0]
    assert [(one.url, one.snapshot, one.quote) for one in change.evidence] == [(CONTACT, "a" * 64, "Hotline")]


SIX = (FIRST, SECOND, THIRD, FOURTH, FIFTH, SIXTH)
HELD = {
    "all stayed": (SIX, SIX, False),
    "one of six is under the two it takes": (SIX, SIX[:5], False),
    "two of six are more than a fifth": (SIX, SIX[:4], True),
    "all are gone": (SIX, (), True),
    "the only line is under the two it takes": (SIX[:1], (), False),
    "both lines are replaced": (SIX[:2], SIX[2:4], True),
}


@pytest.mark.parametrize("name", HELD)
def test_a_provider_is_held_that_loses_more_than_a_fifth(name):
    then, tonight, is_held = HELD[name]
    labelled = [says(key, f"Line {n}") for n, key in enumerate(then)]
    now = [says(key, f"Line {n}") for n, key in enumerate(tonight)]
    assert compared([line(key) for key in then], page(*labelled), page(*now)).held is is_held


def test_ten_lines_of_which_two_go_are_not_more_than_a_fifth():
    keys = [f"+44207946{last:04}" for last in range(10)]
    assert not compared([line(key) for key in keys], page(*keys), page(*keys[:8])).held


def test_a_line_missing_since_earlier_nights_holds_nobody():
    entries = [line(FIRST, missed_nights=1), line(SECOND, missed_nights=1), line(THIRD)]
    assert not compared(entries, page(THIRD), page(THIRD)).held


def test_a_page_that_failed_holds_nobody():
    assert not compared([line(key) for key in SIX], page(*SIX), {}, bad=[CONTACT]).held


def test_a_mere_change_of_notation_holds_nobody():
    old, new = ["CN:95188", "CN:95017", "CN:95516"], ["+8657195188", "+8657195017", "+8657195516"]
    found = compared([line(key) for key in old], page(*old), page(*new))
    assert not found.held
    assert [(one.was, one.number) for one in found.changes] == sorted(
        zip(old, new, strict=True), key=lambda one: one[1]
    )


def replaced(was, number, provider="gb/paylark"):
    return Change(provider=provider, number=number, was=was, change="replaced", cause="provider")


def test_three_lines_of_one_run_with_the_same_change_of_notation_are_a_storm():
    pairs = [
        ("CN:95188", "+8657195188", "cn/a"),
        ("CN:95017", "+8675595017", "cn/b"),
        ("CN:95516", "+862195516", "cn/c"),
    ]
    found = group_storms([*(replaced(*pair) for pair in pairs), replaced(FIRST, SECOND)])
    assert [one.storm for one in found] == ["area_code_added"] * 3 + [""]


def test_two_lines_with_the_same_change_of_notation_are_read_one_by_one():
    found = group_storms([replaced("CN:95188", "+8657195188"), replaced("CN:95017", "+8675595017")])
    assert [one.storm for one in found] == ["", ""]


def test_extensions_added_everywhere_are_no_notation_because_they_ring_elsewhere():
    found = group_storms([replaced(key, f"{key};ext=6") for key in ("CN:95188", "CN:95017", "CN:95588")])
    assert [one.storm for one in found] == ["", "", ""]


def test_a_night_without_any_page_reads_nothing():
    assert not was_read(line(FIRST), {}, {})


SETS = st.sets(st.sampled_from(SIX))


@given(keys=SETS)
@settings(max_examples=50)
def test_equal_readings_give_only_stayed(keys):
    entries = [line(key) for key in sorted(keys)]
    found = compared(entries, page(*sorted(keys)), page(*sorted(keys)))
    assert {one.change for one in found.changes} <= {"stayed"}
    assert len(found.changes) == len(keys)
    assert not found.held


@given(then=SETS, tonight=SETS, shuffled=st.permutations(SIX))
@settings(max_examples=100)
def test_the_order_of_lines_and_pages_does_not_matter(then, tonight, shuffled):
    def night(order):
        entries = [line(key) for key in order if key in then]
        readings = {HELP: page(*sorted(tonight)), CONTACT: page(*sorted(tonight))}
        pages = readings if order == list(SIX) else dict(reversed(readings.items()))
        return compared(entries, page(*sorted(then)), pages)

    assert night(list(SIX)) == night(shuffled)


@given(then=SETS, tonight=SETS)
@settings(max_examples=100)
def test_every_line_is_told_of_once_and_every_new_key_once(then, tonight):
    found = compared([line(key) for key in sorted(then)], page(*sorted(then)), page(*sorted(tonight)))
    about = sorted([one.number for one in found.changes] + [one.was for one in found.changes if one.was])
    assert about == sorted(then | tonight)


def test_a_number_given_up_that_comes_to_another_page_is_news_again():
    given_up = line(FIRST, "retired", pages=(CONTACT,))
    assert told(compared([given_up], page(FIRST), page(FIRST))) == []
    spread = {CONTACT: page(FIRST), HELP: page(FIRST)}
    assert told(compared([given_up], page(FIRST), spread)) == [("appeared", FIRST, "", "provider")]
