from datetime import timedelta

import pytest

from tests.verifier.cases import AT, LISTED, NEW, an_entry, keys_of, on_contact
from verifier.signals import young_number
from verifier.signals_found import find_signals

OLD = an_entry(LISTED, first_seen=AT - timedelta(days=300))


def a_candidate(nights):
    return an_entry(NEW, "candidate", first_seen=AT - timedelta(days=nights))


def test_a_number_seen_for_the_first_time_tonight_is_young():
    [suspicion] = young_number.check(on_contact(NEW, entries=[OLD]))
    assert (suspicion.key, suspicion.kind, suspicion.values) == (NEW, "new", {"nights": "0"})


@pytest.mark.parametrize(
    ("nights", "kind"), [(4, "new"), (5, "recent"), (9, "recent"), (10, "settling"), (13, "settling")]
)
def test_the_suspicion_fades_with_each_night(nights, kind):
    [suspicion] = young_number.check(on_contact(NEW, entries=[OLD, a_candidate(nights)]))
    assert suspicion.kind == kind


def test_each_step_weighs_less_than_the_one_before():
    kinds = find_signals()["young_number"].terms.kinds
    weights = [kinds[name].weight for name in ("new", "recent", "settling")]
    assert weights == sorted(weights, reverse=True)
    assert weights[-1] > 0


@pytest.mark.parametrize("nights", [14, 15, 400])
def test_after_two_weeks_a_number_is_no_longer_young(nights):
    old = an_entry(LISTED, first_seen=AT - timedelta(days=900))
    assert keys_of(young_number.check, on_contact(NEW, entries=[old, a_candidate(nights)])) == []


@pytest.mark.parametrize(
    ("entries", "why"),
    [
        ([], "the first night of a provider: everything is young"),
        ([an_entry(LISTED, first_seen=AT - timedelta(days=13))], "a provider watched for less than two weeks"),
        ([an_entry(LISTED, "candidate", first_seen=None)], "a claim that no page has shown"),
        ([OLD, an_entry(NEW, first_seen=AT)], "a person has decided on the number"),
    ],
)
def test_where_youth_says_nothing_it_keeps_still(entries, why):
    assert keys_of(young_number.check, on_contact(NEW, entries=entries)) == [], why


def test_a_listed_line_alone_is_not_asked_about():
    assert keys_of(young_number.check, on_contact(LISTED, entries=[OLD])) == []
