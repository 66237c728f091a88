import pytest
from msgspec.structs import replace

from lab.pdf import write_pdf
from tests.lab.operators.offered import ALL, ENGLISH, ENGLISH_LINES, a_page, changed, is_in, plant


def a_provider_with(page):
    return replace(ENGLISH, pages=(ENGLISH.pages[0], page))


def test_a_pdf_keeps_its_length_and_shows_another_number():
    url = "https://www.northmoor.example/terms.pdf"
    body = write_pdf(["Call 020 7946 0155 for help.", "Lost cards: 0808 157 0123."], "en")
    page = replace(a_page(url, "en", ENGLISH_LINES), media="application/pdf", kind="pdf", body=body)
    planting = plant("swapped_in_pdf", a_provider_with(page))
    told = planting.answers[url, ""].body
    assert len(told) == len(body)
    assert sum(a != b for a, b in zip(told, body, strict=True)) == 3
    assert planting.was in {line.key for line in ENGLISH_LINES}


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.provider.country)
def test_the_agreement_shows_another_number(one):
    planting = plant("swapped_in_agreement", one)
    assert planting.page.endswith("/terms.html")
    assert is_in(planting.planted, changed(planting))


def test_the_listing_of_the_app_is_asked_for():
    assert plant("swapped_in_app_listing", ENGLISH) is None
    page = a_page("https://apps.appshelf.example/app/1", "en", ENGLISH_LINES, "app_listing", "app_listing")
    assert plant("swapped_in_app_listing", a_provider_with(page)).page == page.url


def test_the_second_language_is_not_the_first_page_s():
    assert plant("swapped_in_second_language", ENGLISH) is None
    page = a_page("https://www.northmoor.example/es/", "es", ENGLISH_LINES)
    assert plant("swapped_in_second_language", a_provider_with(page)).page == page.url


def test_a_row_of_a_table_is_of_a_country_abroad():
    lines = (replace(ENGLISH_LINES[0], key="+61755501234", printed="+61 7 5550 1234"), ENGLISH_LINES[1])
    page = a_page("https://www.northmoor.example/global.html", "en", lines, kind="country_table")
    plantings = [plant("swapped_in_country_table", a_provider_with(page), seed) for seed in range(8)]
    assert {one.was for one in plantings if one is not None} == {"+61755501234"}
