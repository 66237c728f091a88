from tests.verifier.cases import CONTACT, LISTED, NEW, a_case, a_reading, a_sighting, keys_of, on_contact
from verifier.signals.foreign_frame import check


def inside(layer, key=NEW):
    return a_sighting(key, layer=layer, raw="0808 157 0967", around="phone 0808 157 0967")


def night(now, before):
    return a_case(now={CONTACT: a_reading(*now)}, before={CONTACT: a_reading(*before)})


def test_a_number_that_came_in_a_frame_is_suspected():
    (found,) = check(night([LISTED, inside("embedded")], [LISTED]))
    assert (found.key, found.kind) == (NEW, "frame")


def test_a_number_that_came_in_a_script_is_suspected():
    (found,) = check(night([LISTED, inside("script")], [LISTED]))
    assert (found.key, found.kind) == (NEW, "script")


def test_on_a_page_that_is_read_for_the_first_time_a_frame_is_and_a_script_is_not():
    assert keys_of(check, on_contact(inside("embedded"))) == [NEW]
    assert keys_of(check, on_contact(inside("script"))) == []


def test_what_stands_there_as_it_stood_is_no_matter():
    same = [LISTED, inside("script"), inside("embedded")]
    assert keys_of(check, night(same, same)) == []


def test_the_listed_line_in_a_frame_or_a_script_is_no_matter():
    assert keys_of(check, night([inside("embedded", LISTED), inside("script", LISTED)], [a_sighting(NEW)])) == []


def test_a_number_that_the_page_shows_as_well_is_no_matter_of_the_script():
    assert keys_of(check, night([a_sighting(NEW), inside("script")], [LISTED])) == []


def test_ids_in_a_script_are_no_numbers():
    noise = a_sighting(NEW, layer="script", around='1: 0808 157 0967, 2: 1234567, 3: 7654321, "a"')
    assert keys_of(check, night([LISTED, noise], [LISTED])) == []
