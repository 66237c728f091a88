import pytest

from directory.providers import load_providers
from lab.world import answers_of, provider_toml, write_providers
from tests.lab.worlds import small_world


def test_a_written_description_loads_as_it_was(tmp_path):
    world = small_world()
    write_providers(world, tmp_path)
    assert load_providers(tmp_path) == {one.provider.id: one.provider for one in world}


def test_a_description_says_nothing_empty():
    assert '""' not in provider_toml(small_world()[0].provider).split("[[pages]]")[0]


def test_a_clean_night_answers_every_page_with_its_bytes():
    world = small_world()
    answers = answers_of(world)
    pages = [page for one in world for page in one.pages]
    assert {answers[page.url, ""].body == page.body for page in pages} == {True}
    assert len(answers) == len(pages)


def test_a_page_is_found_by_its_address():
    one = small_world()[0]
    assert one.page(one.pages[1].url) == one.pages[1]
    with pytest.raises(KeyError):
        one.page("https://elsewhere.example/")
