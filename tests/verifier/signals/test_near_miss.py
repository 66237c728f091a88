from typing import get_args

import pytest

from tests.verifier.cases import LISTED, NEW, an_entry, keys_of, on_contact
from verifier.look_alike import How
from verifier.signals import near_miss
from verifier.signals_found import find_signals

HOTLINE = "+864006668800"


@pytest.mark.parametrize(
    ("key", "listed", "kind"),
    [
        ("+442079460855", LISTED, "substitution"),
        ("+442079460156", LISTED, "substitution"),
        ("+442079461055", LISTED, "swap"),
        ("+864008800666", HOTLINE, "block_swap"),
        ("+864006660088", HOTLINE, "reordered"),
        ("CN:400666880", HOTLINE, "lost_digit"),
        ("CN:40066668800", HOTLINE, "added_digit"),
        ("+18005550199", "+868005550199", "other_country"),
        ("+864000951880", "CN:95188", "shell"),
    ],
)
def test_a_number_that_misses_a_listed_line_by_one_slip_is_suspected(key, listed, kind):
    [suspicion] = near_miss.check(on_contact(key, entries=[an_entry(listed)]))
    assert (suspicion.key, suspicion.kind) == (key, kind)


def test_every_way_to_differ_has_its_words():
    assert set(find_signals()["near_miss"].terms.kinds) == {*get_args(How), "neighbour"}


@pytest.mark.parametrize(
    ("key", "listed"),
    [("+442079460156", LISTED), ("+442079460195", LISTED), ("+864008895188", "CN:95188")],
)
def test_what_firms_themselves_add_beside_the_true_line_weighs_less(key, listed):
    [suspicion] = near_miss.check(on_contact(listed, key, entries=[an_entry(listed)]))
    assert suspicion.kind == "neighbour"
    kinds = find_signals()["near_miss"].terms.kinds
    assert kinds["neighbour"].weight < kinds["substitution"].weight


def test_another_digit_changed_beside_the_true_line_weighs_as_much_as_ever():
    [suspicion] = near_miss.check(on_contact(LISTED, "+442079460855"))
    assert suspicion.kind == "substitution"


@pytest.mark.parametrize(
    ("key", "listed", "why"),
    [
        (NEW, LISTED, "another line altogether"),
        (LISTED, LISTED, "the listed line itself"),
        ("CN:95189", "CN:95188", "codes have honest neighbours"),
        ("+85222662266", "+85222662222", "eight digits are too few to tell"),
        ("+868006668800", HOTLINE, "the 800 number of a 400 one"),
        ("+8657195188", "CN:95188", "the form for abroad"),
        ("CN:95188;ext=6", "CN:95188", "a sub-line"),
        (f"{LISTED};ext=6", LISTED, "a menu key"),
        ("+864000000000", "CN:95188", "a 400 number without the code in it"),
        ("+442079460866", LISTED, "three digits differ"),
        ("+442079461500", LISTED, "the same exchange"),
        ("+442079460855", "+442079460199", "two digits differ"),
    ],
)
def test_what_is_no_near_miss_is_not_suspected(key, listed, why):
    assert keys_of(near_miss.check, on_contact(key, entries=[an_entry(listed)])) == [], why


def test_in_a_block_of_which_the_provider_lists_dozens_a_neighbour_is_no_wonder():
    branches = [an_entry(f"+86755260{number:05d}") for number in range(0, 30 * 11, 11)]
    assert keys_of(near_miss.check, on_contact("+8675526000001", entries=branches)) == []
    assert keys_of(near_miss.check, on_contact("+8675526000001", entries=branches[:9])) == ["+8675526000001"]
    assert keys_of(near_miss.check, on_contact("+8675626000011", entries=branches)) == ["+8675626000011"]


def test_a_listed_neighbour_is_not_asked_about():
    entries = [an_entry(LISTED), an_entry("+442079460855")]
    assert keys_of(near_miss.check, on_contact("+442079460855", entries=entries)) == []


def test_what_was_only_seen_and_never_claimed_is_no_line_to_be_missed():
    entries = [an_entry(LISTED, "candidate")]
    assert keys_of(near_miss.check, on_contact("+442079460855", entries=entries)) == []
