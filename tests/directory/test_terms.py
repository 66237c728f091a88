from typing import get_args

from directory import terms


def test_confirming_layers_and_good_readings_are_of_their_lists():
    assert set(get_args(terms.Layer)) >= terms.CONFIRMING_LAYERS
    assert set(get_args(terms.ReadingOutcome)) >= terms.GOOD_READINGS


def test_what_nobody_sees_never_confirms():
    assert not terms.CONFIRMING_LAYERS & {"hidden", "attribute", "script", "comment", "user_content", "embedded"}


def test_levels_rise():
    assert terms.LEVELS == ("routine", "review", "urgent")
