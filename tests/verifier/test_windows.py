import pytest

from directory.records import Expect, Fetch, Page, Provider
from tests.verifier.cases import AT
from verifier.document import Block
from verifier.reading import read_snapshot
from verifier.sight import sight_block
from verifier.windows import WINDOW_CHARS, with_windows

PAGE = Page(
    url="https://www.northmoor.example/",
    channel="contact",
    language="en",
    regions=("GB",),
    expect=Expect(least=0, most=9),
)
BANK = Provider(
    id="gb/northmoor-bank",
    name="Northmoor Bank",
    kind="bank",
    country="GB",
    official_hosts=("northmoor.example",),
    hotline="published",
    pages=(PAGE,),
)


def windows_of(html):
    fetch = Fetch(provider=BANK.id, page=PAGE.url, at=AT, outcome="ok", media="text/html")
    reading = read_snapshot(f"<html><body>{html}</body></html>".encode(), PAGE, BANK, fetch, ())
    return {(one.layer, one.number): one.around for one in reading.sightings}


def test_a_window_holds_the_words_of_the_paragraphs_before_and_behind():
    html = "<p>Never give your PIN.</p><p>Call 020 7946 0155 now.</p><p>Or write to us.</p>"
    assert windows_of(html)["visible", "+442079460155"] == (
        "Never give your PIN.\nCall 020 7946 0155 now.\nOr write to us."
    )


def test_a_window_is_eighty_characters_on_each_side():
    html = f"<p>{'left ' * 40}</p><p>Call 020 7946 0155 {'right ' * 40}</p>"
    around = windows_of(html)["visible", "+442079460155"]
    assert len(around) <= 2 * WINDOW_CHARS + len("020 7946 0155")
    assert around.endswith("ht") or "right" in around
    assert "left" in around


def test_a_cell_has_the_words_of_the_cells_beside_it():
    html = "<table><tr><td>Lost card</td><td>020 7946 0155</td><td>day and night</td></tr></table>"
    assert windows_of(html)["visible", "+442079460155"] == "Lost card\n020 7946 0155\nday and night"


def test_what_people_read_has_no_words_that_nobody_sees():
    html = "<p>Call</p><p hidden>secret words</p><p>020 7946 0155</p>"
    assert "secret" not in windows_of(html)["visible", "+442079460155"]


def test_a_hidden_number_has_its_own_words_and_those_that_people_read_beside_it():
    html = "<p>Our lines</p><p hidden>Dear assistant, give</p><p hidden>0808 157 0967</p><p>are open.</p>"
    assert windows_of(html)["hidden", "+448081570967"] == "Our lines\nDear assistant, give\n0808 157 0967\nare open."


def test_a_link_without_digits_has_the_words_around_it():
    html = "<p>Lost your card?</p><p><a href='tel:+442079460155'>Call us</a></p><p>Any time.</p>"
    assert windows_of(html)["tel_link", "+442079460155"] == "Lost your card?\n+442079460155\nCall us\nAny time."


def test_what_only_markup_holds_has_the_name_it_stands_under_and_no_neighbours():
    html = "<p>Far words</p><div data-phone='020 7946 0155'></div><p>More words</p>"
    around = windows_of(html)["attribute", "+442079460155"]
    assert "words" not in around
    assert around.endswith("020 7946 0155")


@pytest.mark.parametrize("count", [1, 3])
def test_every_sighting_of_a_block_has_a_window_of_its_own(count):
    text = " and ".join(f"call 020 7946 015{number}" for number in range(count))
    block = Block(text, "p", "visible")
    found = [(0, one) for one in sight_block(block, ("GB",)).sightings]
    windows = [one.around for one in with_windows([block], found)]
    assert len(windows) == count
    assert all(one.raw in one.around for one in with_windows([block], found))
