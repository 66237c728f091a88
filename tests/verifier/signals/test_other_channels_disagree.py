import pytest

from tests.verifier.cases import (
    CONTACT,
    HELP,
    LISTED,
    NEW,
    TERMS,
    a_case,
    a_page,
    a_provider,
    a_reading,
    a_sighting,
    an_entry,
)
from verifier.signals import other_channels_disagree

SAME_HOST = "https://www.northmoor.example/help.html"
SAME_CHANNEL = "https://shop.northmoor.example/contact.html"
OLD = {CONTACT: a_reading(LISTED)}


def kinds(now, before=OLD, **more):
    return [(one.key, one.kind) for one in other_channels_disagree.check(a_case(now=now, before=before, **more))]


def test_a_swap_that_two_other_channels_contradict_is_suspected():
    now = {CONTACT: a_reading(NEW), HELP: a_reading(LISTED), TERMS: a_reading(LISTED)}
    assert kinds(now) == [(NEW, "several")]


def test_a_swap_that_one_other_channel_contradicts_is_suspected_less():
    assert kinds({CONTACT: a_reading(NEW), HELP: a_reading(LISTED)}) == [(NEW, "one")]


def test_a_page_read_for_the_first_time_is_held_against_the_listed_lines():
    assert kinds({CONTACT: a_reading(NEW), HELP: a_reading(LISTED)}, before={}) == [(NEW, "one")]


@pytest.mark.parametrize(
    "now",
    [
        {CONTACT: a_reading(NEW)},
        {CONTACT: a_reading(NEW), HELP: a_reading()},
        {CONTACT: a_reading(NEW, LISTED), HELP: a_reading(LISTED)},
        {CONTACT: a_reading(NEW), HELP: a_reading(NEW)},
        {CONTACT: a_reading(NEW), HELP: a_reading(LISTED, NEW)},
        {CONTACT: a_reading(NEW), HELP: a_reading("+442079460199")},
        {CONTACT: a_reading(NEW), HELP: a_reading(a_sighting(LISTED, layer="hidden"))},
        {CONTACT: a_reading(NEW), HELP: a_reading(a_sighting(LISTED, is_warned=True))},
        {CONTACT: a_reading(LISTED), HELP: a_reading(LISTED)},
    ],
)
def test_where_none_contradicts_or_the_line_still_stands_beside_it_it_stays_quiet(now):
    assert kinds(now) == []


def test_a_page_that_never_had_the_line_got_one_of_its_own():
    now = {CONTACT: a_reading("+442079460199", NEW), HELP: a_reading(LISTED)}
    assert kinds(now, before={CONTACT: a_reading("+442079460199")}) == []


@pytest.mark.parametrize("url", [SAME_HOST, SAME_CHANNEL])
def test_a_page_of_the_same_host_or_channel_is_not_independent(url):
    pages = (a_page(CONTACT), a_page(SAME_HOST, "help"), a_page(SAME_CHANNEL))
    assert kinds({CONTACT: a_reading(NEW), url: a_reading(LISTED)}, provider=a_provider(pages=pages)) == []


def test_the_line_in_another_notation_is_no_other_line():
    provider = a_provider(country="CN")
    now = {CONTACT: a_reading("+8657195188"), HELP: a_reading("CN:95188")}
    before = {CONTACT: a_reading("CN:95188")}
    assert kinds(now, before, provider=provider, entries=[an_entry("CN:95188")]) == []
