from __future__ import annotations

from tests.verifier.shown import FIRST, FOURTH, SECOND, THIRD, says
from verifier.pairing import match_keys


def test_a_change_of_notation_pairs_before_the_label_does():
    gone = {key: says(key, "Hotline") for key in ("CN:95188", "CN:95017")}
    fresh = {key: says(key, "Hotline") for key in ("+8657195017", "+8657195188")}
    assert set(match_keys(gone, fresh)) == {("CN:95188", "+8657195188"), ("CN:95017", "+8657195017")}


def test_no_key_is_paired_twice():
    gone = {FIRST: says(FIRST, "Hotline")}
    fresh = {key: says(key, "Hotline") for key in (SECOND, THIRD)}
    assert match_keys(gone, fresh) == [(FIRST, SECOND)]


def test_the_only_two_left_are_a_pair_whatever_they_are_called():
    gone = {FIRST: says(FIRST, "Fraud"), SECOND: says(SECOND, "Sales")}
    fresh = {THIRD: says(THIRD, "Fraud"), FOURTH: says(FOURTH, "Complaints")}
    assert set(match_keys(gone, fresh)) == {(FIRST, THIRD), (SECOND, FOURTH)}


def test_lines_without_a_label_are_not_paired_among_several():
    gone = {FIRST: says(FIRST)}
    assert match_keys(gone, {key: says(key) for key in (SECOND, THIRD)}) == []


def test_the_same_label_for_another_purpose_is_no_pair():
    gone = {FIRST: says(FIRST, "Call", purpose="fraud")}
    fresh = {key: says(key, "Call", purpose="sales") for key in (SECOND, THIRD)}
    assert match_keys(gone, fresh) == []
