import json
import re

import pytest

from publish.api.problems import Problem, answer_problem, preferred, problem_texts


def test_every_problem_has_a_status_and_words_in_both_languages():
    for code, text in problem_texts().items():
        assert set(text) == {"status", "en", "zh"}, code
        assert 400 <= text["status"] <= 599
        assert re.search("[一-鿿]", text["zh"])


@pytest.mark.parametrize(
    ("asked", "lang"),
    [
        ("", "en"),
        ("zh", "zh"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("en-GB,en;q=0.9,zh;q=0.8", "en"),
        ("zh-Hant-TW", "zh"),
        ("en;q=0.2, zh;q=0.7", "zh"),
        ("fr, de", "en"),
        ("zhuang", "en"),
        ("zh" * 10_000, "en"),
        ("q=;;;,,,en;q=x", "en"),
    ],
)
def test_the_words_come_in_the_language_that_is_preferred(asked, lang):
    assert preferred(asked) == lang


def test_a_problem_says_its_code_and_is_kept_by_no_cache():
    answered = answer_problem(Problem("too_many", headers={"retry-after": "3"}), "zh-CN")
    assert answered.status_code == 429
    assert json.loads(answered.body)["code"] == "too_many"
    assert answered.headers["retry-after"] == "3"
    assert answered.headers["content-language"] == "zh"
    assert answered.headers["cache-control"] == "no-store"
    assert answered.headers["vary"] == "Accept-Language"
