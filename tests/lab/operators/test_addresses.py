from urllib.parse import urlsplit

import pytest

from tests.lab.operators.offered import ALL, ENGLISH, changed, is_in, plant

SENT = ["sent_to_homoglyph", "sent_to_punycode", "sent_to_support_host", "sent_to_misspelt_host", "sent_elsewhere"]


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.provider.country)
@pytest.mark.parametrize("operator", SENT)
def test_the_page_is_sent_on_to_another_host(operator, one):
    planting = plant(operator, one)
    answer = planting.answers[planting.page, ""]
    host = urlsplit(answer.url).netloc
    assert answer.hops[0][0] == planting.page
    assert not host.endswith(f".{one.provider.official_hosts[0]}")
    assert host.endswith(".example")
    assert planting.planted == ""


def test_a_host_of_another_script_is_written_in_punycode():
    assert "xn--" in plant("sent_to_punycode", ENGLISH).answers[plant("sent_to_punycode", ENGLISH).page, ""].url


def test_the_copy_shows_another_number():
    planting = plant("sent_elsewhere", ENGLISH)
    assert "020 7946 0155" not in changed(planting) or "0808 157 0123" not in changed(planting)


@pytest.mark.parametrize(
    ("operator", "mark"), [("canonical_elsewhere", 'rel="canonical"'), ("og_url_elsewhere", "og:url")]
)
def test_the_page_names_another_site_as_its_own_address(operator, mark):
    planting = plant(operator, ENGLISH)
    line = next(line for line in changed(planting).splitlines() if mark in line)
    assert "northmoor" not in line
    assert changed(planting).count(mark) == 1
    assert is_in(planting.planted, changed(planting))


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.provider.country)
def test_a_spun_page_has_nothing_left_of_its_main_part(one):
    planting = plant("off_topic", one)
    assert "<h1>" not in changed(planting)
    assert is_in(planting.planted, changed(planting))
    assert changed(planting).partition("<main")[0] == one.page(planting.page).body.decode().partition("<main")[0]
