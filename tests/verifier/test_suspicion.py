import pytest

from directory.nights import Reference
from directory.records import Known
from tests.verifier.cases import (
    CONTACT,
    HELP,
    LISTED,
    NEW,
    a_case,
    a_page,
    a_provider,
    a_reading,
    a_sighting,
    an_entry,
    on_contact,
)
from verifier.suspicion import asked_sightings, holders_of, load_data, same_lines, seen_tonight, served_countries


def test_numbers_are_seen_with_all_their_places_in_page_order():
    case = a_case(now={HELP: a_reading(NEW), CONTACT: a_reading(NEW, a_sighting(LISTED, layer="hidden"))})
    assert [(key, [one.page for one in places]) for key, places in seen_tonight(case).items()] == [
        (NEW, sorted([CONTACT, HELP]))
    ]


@pytest.mark.parametrize(
    ("case", "asked"),
    [
        (on_contact(NEW), [NEW]),
        (on_contact(NEW, entries=[an_entry(NEW, "candidate")]), [NEW]),
        (on_contact(NEW, entries=[an_entry(NEW)]), []),
        (on_contact(NEW, entries=[an_entry(NEW, "disputed")]), []),
        (on_contact(entries=[an_entry(NEW, "candidate")]), []),
        (on_contact(NEW, reference=Reference(known_false={NEW: ("gb/paylark",)})), [NEW]),
        (on_contact(NEW, reference=Reference(known_false={NEW: ("gb/northmoor-bank",)})), [NEW]),
        (
            on_contact(
                NEW,
                before={CONTACT: a_reading(NEW)},
                reference=Reference(known_false={NEW: ("gb/northmoor-bank",)}),
            ),
            [],
        ),
    ],
)
def test_what_nobody_has_answered_is_asked(case, asked):
    assert list(asked_sightings(case)) == asked


@pytest.mark.parametrize(
    ("key", "forms"),
    [
        ("CN:95188", ("CN:95188",)),
        ("CN:95188;ext=6", ("CN:95188;ext=6", "CN:95188")),
        ("+8657195188", ("+8657195188", "CN:95188")),
        ("+8657195188;ext=6", ("+8657195188;ext=6", "+8657195188", "CN:95188")),
    ],
)
def test_a_line_is_looked_for_under_each_of_its_keys(key, forms):
    assert same_lines(key) == forms


def test_holders_are_named_once_and_sorted():
    table = {"CN:95188": ("cn/b", "cn/a"), "+8657195188": ("cn/a",)}
    assert holders_of("+8657195188", table) == ("cn/a", "cn/b")
    assert holders_of("CN:95017", table) == ()


def test_a_country_is_served_by_home_page_claim_or_shared_plan():
    provider = a_provider(
        pages=(a_page(CONTACT, regions=("US", "CN")),),
        known=(Known(number="1930", country="IN", origin="o", sure="low"),),
    )
    served = served_countries(provider)
    assert {"GB", "JE", "US", "CA", "CN", "IN"} <= served
    assert not {"FR", "JP"} & served


def test_a_signals_own_lists_are_loaded_by_its_name():
    assert "guarded_kinds" in load_data("personal_mobile")
