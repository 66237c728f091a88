import pytest
from msgspec.structs import replace

from lab.markup import shows
from lab.operators import redesign
from tests.lab.operators.offered import ALL, ENGLISH, ENGLISH_LINES, a_page, changed, ids_of, plant

OF_ONE_LANGUAGE = [one for one in ids_of(redesign) if one != "language_switched"]


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.provider.country)
@pytest.mark.parametrize("operator", OF_ONE_LANGUAGE)
def test_the_form_changes_and_the_lines_stay(operator, one):
    planting = plant(operator, one)
    assert planting.planted == ""
    for line in one.pages[0].lines:
        assert shows(changed(planting), line)


def test_a_redirect_at_home_ends_on_the_same_host_with_the_same_bytes():
    planting = plant("sent_on_at_home", ENGLISH)
    answer = planting.answers[planting.page, ""]
    assert answer.url.startswith(planting.page)
    assert answer.body == ENGLISH.page(planting.page).body


def test_a_page_answers_in_the_second_language_with_its_own_lines():
    assert plant("language_switched", ENGLISH) is None
    page = a_page("https://www.northmoor.example/es/", "es", ENGLISH_LINES)
    one = replace(ENGLISH, pages=(ENGLISH.pages[0], page))
    planting = plant("language_switched", one)
    assert planting.page in {one.pages[0].url, page.url}
    assert shows(changed(planting), ENGLISH_LINES[0])
