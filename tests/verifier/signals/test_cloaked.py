from msgspec.structs import replace

from directory.nights import Reference
from tests.verifier.cases import CONTACT, HELP, LISTED, NEW, PREMIUM, a_case, a_reading, a_sighting, an_entry, keys_of
from verifier.signals.cloaked import check


def looked_at(now, mobile, **more):
    return a_case(now={CONTACT: a_reading(*now)}, vantages={CONTACT: {"mobile": a_reading(*mobile)}}, **more)


def test_a_number_that_only_another_vantage_shows_is_suspected():
    (found,) = check(looked_at([LISTED], [LISTED, NEW]))
    assert (found.key, found.kind, found.values["vantage"]) == (NEW, "there", "mobile")


def test_a_number_put_in_the_place_of_another_is_suspected():
    found = {one.key: one.kind for one in check(looked_at([NEW], [LISTED]))}
    assert found == {NEW: "here"}


def test_both_sides_of_a_swap_are_suspected_where_neither_is_listed():
    found = {one.key: one.kind for one in check(looked_at([NEW], [PREMIUM], entries=[]))}
    assert found == {NEW: "here", PREMIUM: "there"}


def test_a_vantage_that_shows_fewer_numbers_is_no_swap():
    assert keys_of(check, looked_at([LISTED, NEW], [LISTED])) == []
    assert keys_of(check, looked_at([LISTED, NEW], [])) == []


def test_a_vantage_that_shows_the_same_is_no_matter():
    assert keys_of(check, looked_at([LISTED, NEW], [NEW, LISTED])) == []


def test_a_listed_line_that_only_a_vantage_shows_is_no_matter():
    assert keys_of(check, looked_at([LISTED], [LISTED, NEW], entries=[an_entry(LISTED), an_entry(NEW)])) == []


def test_a_number_that_another_page_shows_to_everybody_is_no_matter():
    case = a_case(
        now={CONTACT: a_reading(LISTED), HELP: a_reading(NEW)},
        vantages={CONTACT: {"plain": a_reading(LISTED, NEW)}},
    )
    assert keys_of(check, case) == []


def test_a_menu_that_one_vantage_hides_is_no_matter():
    hidden = a_sighting(NEW, layer="hidden")
    assert (
        keys_of(
            check, looked_at([LISTED, NEW], [LISTED, hidden, PREMIUM], entries=[an_entry(LISTED), an_entry(PREMIUM)])
        )
        == []
    )


def test_a_menu_that_one_vantage_opens_is_no_matter():
    assert keys_of(check, looked_at([LISTED, a_sighting(NEW, layer="hidden")], [LISTED, NEW])) == []


def test_a_public_line_is_no_matter():
    assert keys_of(check, looked_at([LISTED], [LISTED, NEW], reference=Reference(public_lines=(NEW,)))) == []


def test_a_vantage_that_was_not_read_well_says_nothing():
    broken = replace(a_reading(NEW), outcome="captcha")
    assert keys_of(check, a_case(now={CONTACT: a_reading(LISTED)}, vantages={CONTACT: {"mobile": broken}})) == []


def test_without_vantages_nothing_is_said():
    assert keys_of(check, a_case(now={CONTACT: a_reading(NEW)})) == []
