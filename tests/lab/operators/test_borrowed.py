import pytest

from lab.forging import reported_keys
from lab.rejected import rejected_before
from lab.world import answers_of
from tests.lab.operators.offered import (
    ALL,
    CHINESE,
    ENGLISH,
    ENGLISH_LINES,
    JAPANESE,
    a_provider,
    added_to,
    changed,
    is_in,
    plant,
)


def test_the_line_of_another_provider_of_the_night_is_planted():
    planting = plant("other_providers_line", ENGLISH, beside=(JAPANESE,))
    assert planting.planted in {line.key for line in JAPANESE.pages[0].lines}
    assert is_in(planting.planted, changed(planting))


def test_a_provider_that_is_alone_has_nobody_to_borrow_from():
    assert plant("other_providers_line", ENGLISH) is None


def test_a_holder_s_code_is_planted_on_chinese_pages():
    assert plant("holders_code", CHINESE).planted.startswith("CN:955")
    assert plant("holders_code", ENGLISH) is None


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.provider.country)
def test_a_reported_number_is_one_of_the_list(one):
    planting = plant("reported_number", one)
    assert planting.planted in reported_keys()
    assert is_in(planting.planted, added_to(planting, one))


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.provider.country)
def test_a_number_of_a_reported_block_shares_it_with_two_of_the_list(one):
    planting = plant("reported_block", one)
    assert sum(key[:-4] == planting.planted[:-4] for key in reported_keys()) >= 2


def test_only_a_provider_without_a_line_is_given_one():
    assert plant("no_hotline", ENGLISH) is None
    silent = a_provider("northmoor", "GB", "en", ENGLISH_LINES, hotline="none")
    planting = plant("no_hotline", silent)
    assert is_in(planting.planted, added_to(planting, silent))


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.provider.country)
def test_the_number_that_comes_back_is_the_one_that_was_rejected(one):
    again = plant("known_false_again", one, seed=5)
    assert again.planted == rejected_before(one, answers_of((one,))).number.key
    assert is_in(again.planted, changed(again))
    assert again.expected == "urgent"
