import re
from pathlib import Path

import pytest

from scheduler.cli import words

SOURCES = Path(words.__file__).parent


def test_both_languages_say_the_same_things_with_the_same_values():
    catalogue = words._catalogue()
    assert set(catalogue) == {"en", "zh"}
    assert set(catalogue["en"]) == set(catalogue["zh"])
    for key, text in catalogue["en"].items():
        assert sorted(re.findall(r"{\w+}", text)) == sorted(re.findall(r"{\w+}", catalogue["zh"][key])), key


def test_no_word_is_left_over():
    code = "".join(file.read_text(encoding="utf-8") for file in SOURCES.glob("*.py"))
    started = (
        "against_",
        "agrees_",
        "attested_",
        "doctor_",
        "hotline_",
        "job_",
        "letter_",
        "missing_",
        "rule_",
        "run_",
        "says_",
        "swept_",
        "verdict_",
    )
    unused = [key for key in words._catalogue()["en"] if f'"{key}"' not in code and not key.startswith(started)]
    assert unused == []


def test_a_key_that_is_missing_is_our_own_fault():
    with pytest.raises(KeyError):
        words.say("en", "no_such_word")
