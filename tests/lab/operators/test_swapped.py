import pytest

from lab.markup import shows
from lab.operators import swapped
from tests.lab.operators.offered import ALL, CHINESE, ENGLISH, a_provider, before, changed, ids_of, is_in, plant

PLACES = {
    "swapped_text_over_link": {"text"},
    "swapped_link": {"link"},
    "swapped_text_and_link": {"text", "link"},
    "swapped_structured": {"structured"},
}


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.provider.country)
@pytest.mark.parametrize("operator", PLACES)
def test_the_line_is_gone_where_it_was_swapped_and_stands_elsewhere(operator, one):
    planting = plant(operator, one)
    line = next(line for line in one.pages[0].lines if line.key == planting.was)
    stood = {place for place in ("text", "link", "structured") if shows(before(planting, one), line, place)}
    left = {place for place in ("text", "link", "structured") if shows(changed(planting), line, place)}
    assert left == stood - PLACES[operator]
    assert is_in(planting.planted, changed(planting))


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.provider.country)
def test_everything_else_on_the_page_stays_as_it_was(one):
    planting = plant("swapped_text_over_link", one)
    line = next(line for line in one.pages[0].lines if line.key == planting.was)
    old, new = before(planting, one), changed(planting)
    assert new.partition("<h2>")[0] == old.partition("<h2>")[0]
    assert new.partition("</main>")[2] == old.partition("</main>")[2]
    assert line.printed in old
    assert line.printed not in new


def test_a_text_under_a_link_is_not_a_text_alone():
    planting = plant("swapped_text", ENGLISH)
    assert planting.was == "+448081570123"


def test_a_number_swapped_on_all_pages_is_on_each():
    planting = plant("swapped_on_all_pages", CHINESE)
    assert len(planting.answers) == len(CHINESE.pages)


def test_a_page_written_by_scripts_is_asked_for():
    assert plant("swapped_in_script_page", ENGLISH) is None
    lines = ENGLISH.pages[0].lines
    assert plant("swapped_in_script_page", a_provider("northmoor", "GB", "en", lines, kind="script")) is not None


def test_a_mismatch_of_text_and_link_must_be_urgent():
    assert {plant(one, ENGLISH).expected for one in ("swapped_link", "swapped_text_over_link")} == {"urgent"}


@pytest.mark.parametrize("operator", ids_of(swapped))
def test_the_planted_number_is_no_line_of_the_provider(operator):
    planting = plant(operator, ENGLISH)
    if planting is not None:
        assert planting.planted not in {line.key for line in ENGLISH.pages[0].lines}
