from urllib.parse import unquote_plus, urlsplit

import pytest

from lab.operators import reflected
from tests.lab.operators.offered import ALL, ENGLISH, added_to, changed, ids_of, is_in, plant


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.provider.country)
@pytest.mark.parametrize("operator", ids_of(reflected))
def test_the_page_ends_at_an_address_of_its_own_host_that_holds_the_number(operator, one):
    planting = plant(operator, one)
    answer = planting.answers[planting.page, ""]
    assert answer.hops == ((planting.page, 302, answer.url),)
    assert urlsplit(answer.url).netloc == urlsplit(planting.page).netloc
    assert is_in(planting.planted, unquote_plus(answer.url))
    assert is_in(planting.planted, changed(planting))
    assert planting.expected == "urgent"


def test_title_box_and_text_each_repeat_what_was_asked():
    assert '<input type="search"' in added_to(plant("reflected_in_input", ENGLISH), ENGLISH)
    assert "No results" in added_to(plant("reflected_in_body", ENGLISH), ENGLISH)
    title = changed(plant("reflected_in_title", ENGLISH)).partition("</title>")[0]
    assert is_in(plant("reflected_in_title", ENGLISH).planted, title)
