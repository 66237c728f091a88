import pytest

from directory.nights import Reference
from tests.verifier.cases import (
    CONTACT,
    HELP,
    LISTED,
    NEW,
    a_case,
    a_reading,
    a_sighting,
    an_entry,
    keys_of,
    on_contact,
)
from verifier.signals.hidden_number import check


def unseen(key=NEW, layer="hidden", **more):
    return a_sighting(
        key, layer=layer, **({"raw": "0808 157 0967", "around": "call our helpline 0808 157 0967"} | more)
    )


def night(now, before, **more):
    return a_case(now={CONTACT: a_reading(*now)}, before={CONTACT: a_reading(*before)}, **more)


@pytest.mark.parametrize(("layer", "kind"), [("hidden", "hidden"), ("comment", "markup"), ("attribute", "markup")])
def test_an_unlisted_number_that_came_where_nobody_sees_it_is_suspected(layer, kind):
    (found,) = check(night([LISTED, unseen(layer=layer)], [LISTED]))
    assert (found.key, found.kind, found.page) == (NEW, kind, CONTACT)


def test_a_new_menu_that_repeats_the_listed_line_is_no_matter():
    assert keys_of(check, night([LISTED, unseen(LISTED)], [LISTED])) == []


def test_a_print_version_that_repeats_what_another_page_shows_is_no_matter():
    case = a_case(
        now={CONTACT: a_reading(unseen()), HELP: a_reading(NEW)},
        before={CONTACT: a_reading(LISTED), HELP: a_reading(LISTED)},
    )
    assert keys_of(check, case) == []


def test_what_a_page_hid_all_along_is_no_matter():
    assert keys_of(check, night([unseen()], [unseen()])) == []


def test_a_line_that_moved_into_a_menu_on_another_page_is_no_matter():
    case = a_case(
        now={CONTACT: a_reading(unseen()), HELP: a_reading(LISTED)},
        before={CONTACT: a_reading(LISTED), HELP: a_reading(unseen())},
    )
    assert keys_of(check, case) == []


def test_on_a_page_that_is_read_for_the_first_time_nothing_is_new():
    assert keys_of(check, on_contact(LISTED, unseen())) == []


def test_a_verified_line_that_is_hidden_now_is_no_matter():
    assert keys_of(check, night([unseen()], [a_sighting(NEW)], entries=[an_entry(NEW)])) == []


def test_another_firms_line_is_no_matter():
    reference = Reference(listed={NEW: ("gb/other",)})
    assert keys_of(check, night([unseen()], [LISTED], reference=reference)) == []


def test_coordinates_of_a_drawing_are_no_matter():
    noise = unseen(layer="comment", around="M16.6719 1.15609C16.0121 0.586396 0808 157 0967 14.4465 1.31943L5.9")
    assert keys_of(check, night([LISTED, noise], [LISTED])) == []


@pytest.mark.parametrize("layer", ["user_content", "script", "embedded"])
def test_what_others_write_is_another_signals(layer):
    assert keys_of(check, night([LISTED, unseen(layer=layer)], [LISTED])) == []
