from datetime import timedelta

import pytest

from directory.nights import Past
from tests.verifier.cases import AT, LISTED, NEW, a_change, an_entry, keys_of, on_contact
from verifier.signals import restless_provider

YEARS_AGO = AT - timedelta(days=800)
LINES = [f"+4420794601{number}" for number in range(50, 60)]


def replaced(*keys, **more):
    return tuple(
        Past(at=AT - timedelta(days=20 * place + 20), change=a_change(key, "replaced", was=LISTED, **more))
        for place, key in enumerate(keys)
    )


def lines(count, first_seen=YEARS_AGO):
    return [an_entry(key, first_seen=first_seen) for key in LINES[:count]]


FEW = ["+448081570901", "+448081570902", "+448081570903"]


def test_a_fourth_replacement_within_a_year_on_a_few_lines_is_suspected():
    [suspicion] = restless_provider.check(on_contact(NEW, entries=lines(3), past=replaced(*FEW)))
    assert (suspicion.key, suspicion.values) == (NEW, {"changes": "3"})


def test_three_replacements_within_a_month_of_watching_are_many_for_any_provider():
    month = lines(10, AT - timedelta(days=61))
    assert keys_of(restless_provider.check, on_contact(NEW, entries=month, past=replaced(*FEW))) == [NEW]


@pytest.mark.parametrize(
    ("case", "why"),
    [
        (on_contact(NEW, entries=lines(3)), "a quiet past"),
        (on_contact(NEW, entries=lines(3), past=replaced(*FEW[:2])), "two changes are chance"),
        (on_contact(NEW, entries=lines(10), past=replaced(*FEW)), "ten lines may change three times in a year"),
        (on_contact(NEW, entries=lines(3), past=replaced(*FEW, cause="reader")), "only our reader changed"),
        (on_contact(NEW, entries=lines(3), past=replaced(*FEW, storm="area_code_added")), "one change of notation"),
        (on_contact(NEW, entries=lines(3), past=replaced(FEW[0], LISTED, FEW[0], LISTED)), "one pair that flips"),
        (on_contact(NEW, entries=lines(3), past=replaced(*FEW[:2], NEW)), "the number itself is one of the three"),
        (on_contact(LINES[0], entries=lines(3), past=replaced(*FEW)), "a listed line is not asked about"),
    ],
)
def test_where_lines_change_as_lines_do_it_keeps_still(case, why):
    assert keys_of(restless_provider.check, case) == [], why
