import pytest

from tests.verifier.cases import LISTED, a_sighting
from verifier.document import Block
from verifier.presence import presence_of


@pytest.mark.parametrize(
    "text",
    ["020 7946 0155", "+44 20 7946 0155", "02079460155", "call ０２０ ７９４６ ０１５５ now"],
)
def test_a_known_line_is_present_in_every_written_form(text):
    assert presence_of([Block(text, "p", "visible")], [], [LISTED]) == {LISTED: ("visible",)}


@pytest.mark.parametrize("text", ["020 7946 0156", "0120794601557", "12020794601550", "no digits"])
def test_other_digits_are_no_presence(text):
    assert presence_of([Block(text, "p", "visible")], [], [LISTED]) == {}


def test_what_confirms_nothing_shows_no_line_by_its_digits():
    blocks = [Block("020 7946 0155", "p", "hidden"), Block("020 7946 0155", "p", "visible", is_kept=False)]
    assert presence_of(blocks, [], [LISTED]) == {}


def test_a_sighting_shows_its_line_in_its_layer_and_a_warned_one_shows_none():
    assert presence_of([], [a_sighting(LISTED, layer="hidden")], [LISTED]) == {LISTED: ("hidden",)}
    blocks = [Block("020 7946 0155", "p", "visible")]
    assert presence_of(blocks, [a_sighting(LISTED, is_warned=True)], [LISTED]) == {}
