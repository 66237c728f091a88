from random import Random

import pytest

from directory.number import is_valid
from lab.forging import altered, forge, kinds, reported_keys, sample_line, with_last_digits
from lab.world import Line
from tests.lab.operators.offered import ALL, AMERICAN, CHINESE, ENGLISH
from tests.lab.worlds import small_world


@pytest.mark.parametrize("one", [*ALL, AMERICAN], ids=lambda one: one.provider.country)
@pytest.mark.parametrize("kind", kinds())
def test_a_number_is_drawn_in_the_country_s_writing_or_there_is_none(kind, one):
    line = one.pages[0].lines[0]
    found = forge(kind, line, one, Random(1))
    if found is not None:
        digits = "".join(filter(str.isdigit, found.printed))
        assert found.key.endswith(digits[-6:])
        assert found.key not in {line.key for line in one.pages[0].lines}
        assert forge(kind, line, one, Random(1)) == found


def test_an_ordinary_number_is_drawn_in_every_country_of_the_world():
    for one in small_world():
        for page in one.pages:
            for line in page.lines[:3]:
                assert forge("ordinary", line, one, Random(1)) is not None


def test_a_number_printed_with_its_plus_is_forged_with_one():
    line = Line(key="+442079460155", printed="+44 20 7946 0155")
    assert forge("ordinary", line, ENGLISH, Random(1)).printed.startswith("+44")


def test_an_altered_line_differs_in_every_digit_drawn_anew():
    for seed in range(20):
        found = altered(Line(key="+442079460155", printed="020 7946 0155"), ENGLISH, Random(seed))
        assert is_valid(found.key)
        assert sum(a != b for a, b in zip(found.printed, "020 7946 0155", strict=True)) == 3


def test_a_line_that_ends_in_other_digits_than_its_key_is_not_altered():
    assert altered(Line(key="+442079460155", printed="1-800-MY-BANK"), ENGLISH, Random(1)) is None


def test_digits_are_replaced_from_the_end_and_signs_stay():
    assert with_last_digits("(020) 7946-01 55.", "987") == "(020) 7946-09 87."


def test_links_dial_digits_with_the_plus_where_there_is_one():
    line = CHINESE.pages[0].lines[0]
    assert forge("ordinary", line, CHINESE, Random(1)).dial.startswith("+86")
    assert forge("code", line, CHINESE, Random(1)).dial.startswith("953")


def test_a_country_that_is_not_listed_has_no_sample():
    assert sample_line("GB").key.startswith("+44")
    assert sample_line("AQ") is None


def test_each_reported_number_has_a_neighbour_in_its_block():
    blocks = [key[:-4] for key in reported_keys()]
    assert len(set(reported_keys())) == len(reported_keys())
    assert any(blocks.count(block) > 1 for block in blocks)
