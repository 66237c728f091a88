import re
import string
from typing import get_args

import pytest

from directory.terms import Cause, ChangeKind, FetchOutcome, Layer, Level, Matter, ReadingOutcome
from reports.words import CATALOGUE, say


def holes(text):
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name)


def test_every_language_has_the_same_keys():
    english, chinese = CATALOGUE["en"], CATALOGUE["zh"]
    assert set(english) == set(chinese)


def test_every_language_fills_in_the_same_values():
    plural = re.compile(r"\.one$")
    for key, text in CATALOGUE["en"].items():
        if not plural.search(key):
            assert holes(text) == holes(CATALOGUE["zh"][key]), key


def test_no_words_are_empty():
    assert all(text.strip() for words in CATALOGUE.values() for text in words.values())


@pytest.mark.parametrize(
    ("section", "closed_list"),
    [
        ("level", Level),
        ("matter", Matter),
        ("layer", Layer),
        ("change", ChangeKind),
        ("cause", Cause),
        ("fetch", FetchOutcome),
        ("reading", ReadingOutcome),
    ],
)
def test_every_word_of_a_closed_list_is_said_in_every_language(section, closed_list):
    for words in CATALOGUE.values():
        assert {f"{section}.{word}" for word in get_args(closed_list)} <= set(words)


def test_one_is_said_otherwise_than_many():
    assert say("en", "headline.new", n=1) == "1 matter needs you tonight"
    assert say("en", "headline.new", n=2) == "2 matters need you tonight"
    assert say("zh", "headline.new", n=2) == "今晚有 2 件事等您决定"


def test_a_key_that_the_catalogue_lacks_stops():
    with pytest.raises(KeyError):
        say("en", "headline.nowhere")
