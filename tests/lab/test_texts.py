import string

import pytest

from lab.texts import OTHERWISE, load_texts, say

LANGUAGES = {"zh", "en", "ja", "ko", "es", "hi"}


@pytest.mark.parametrize("text", load_texts())
def test_every_text_is_written_in_every_language_with_the_same_gaps(text):
    listed = load_texts()[text]
    assert set(listed) == LANGUAGES
    gaps = {
        language: {name for _, name, _, _ in string.Formatter().parse(words) if name}
        for language, words in listed.items()
    }
    assert all(found <= {"name", "label", "number", "old", "day", "extra"} for found in gaps.values())
    assert len({"number" in found for found in gaps.values()}) == 1


def test_a_language_the_lab_does_not_write_is_given_english():
    assert say("th", "hotline", number="1") == say(OTHERWISE, "hotline", number="1")


def test_a_region_behind_a_language_is_passed_over():
    assert say("zh-CN", "hotline", number="1") == say("zh", "hotline", number="1")


def test_what_fills_a_gap_is_text_not_markup():
    assert "Wye &amp; Sons" in say("en", "false_move", name="Wye & Sons", number="1", old="2", day="3")


def test_an_unknown_text_is_refused():
    with pytest.raises(KeyError):
        say("en", "no such text")
