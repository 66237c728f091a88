import pytest

from tests.verifier.cases import LISTED, NEW, PREMIUM, a_sighting, an_entry, on_contact
from verifier.signals import markup_disagrees


def data(key):
    return a_sighting(key, layer="structured", place="script > telephone")


def kinds(*sightings, **more):
    return [(one.key, one.kind) for one in markup_disagrees.check(on_contact(*sightings, **more))]


def test_a_number_that_only_the_data_names_is_suspected():
    assert kinds(a_sighting(LISTED), data(NEW)) == [(NEW, "data_only")]


def test_it_is_suspected_beside_the_true_line_in_the_data_too():
    assert kinds(a_sighting(LISTED), data(LISTED), data(NEW)) == [(NEW, "data_only")]


@pytest.mark.parametrize("layer", ["visible", "tel_link"])
def test_a_number_whose_page_has_other_lines_in_its_data_is_suspected(layer):
    assert kinds(a_sighting(NEW, layer=layer), data(LISTED)) == [(NEW, "text_only")]


@pytest.mark.parametrize(
    "sightings",
    [
        (a_sighting(NEW),),
        (data(NEW),),
        (a_sighting(NEW), data(NEW)),
        (a_sighting(NEW, layer="tel_link"), data(NEW)),
        (a_sighting("CN:95188"), data("+8657195188")),
        (a_sighting("+442079460188;ext=2"), data("+442079460188")),
        (a_sighting(LISTED), a_sighting(NEW), data(LISTED)),
        (a_sighting(NEW), a_sighting(LISTED, layer="hidden"), data(NEW)),
        (a_sighting(NEW, readings=(NEW, PREMIUM)), data(PREMIUM)),
    ],
)
def test_data_that_agree_with_any_of_the_text_stay_quiet(sightings):
    found = kinds(*sightings)
    assert found == ([] if PREMIUM not in {one.number for one in sightings} else found)
    assert not any(key == NEW for key, _ in found)


def test_what_is_not_the_providers_own_word_contradicts_nobody():
    assert kinds(a_sighting(NEW), a_sighting(LISTED, layer="structured", owner="police")) == []


def test_stale_data_beside_a_listed_line_is_asked_about_no_more():
    assert kinds(a_sighting(LISTED), data(NEW), entries=[an_entry(LISTED), an_entry(NEW)]) == []
