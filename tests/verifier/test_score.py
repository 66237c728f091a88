import pytest

from directory.findings import Hit
from verifier.policy import load_policy
from verifier.score import hard_ids, level_of, score_of
from verifier.signals_found import find_signals

POLICY = load_policy()
REASON = {"en": "", "zh": ""}


def hits(**weights):
    return [Hit(id=name, weight=weight, reason=REASON) for name, weight in weights.items()]


@pytest.mark.parametrize(
    ("fired", "score"),
    [
        ({}, 0.0),
        ({"unlisted_number": 1.5}, 1.5),
        ({"unlisted_number": 1.5, "personal_mobile": 3.5}, 5.0),
        # One family: at most twice its largest member, 4 + 4 + 1.5 > 8.
        ({"unlisted_number": 1.5, "text_and_tel_disagree": 4.0, "no_hotline_provider": 4.0}, 8.0),
        # A discount calms, never below zero, at most five in all.
        ({"unlisted_number": 1.5, "corroborated": -3.0}, 0.0),
        ({"unlisted_number": 1.5, "no_hotline_provider": 4.0, "corroborated": -3.0}, 2.5),
        ({"personal_mobile": 3.5, "no_hotline_provider": 4.0, "corroborated": -9.0}, 2.5),
        # A hard signal floors the score and nothing weighs against it, nor against text and link.
        ({"known_false_number": 5.0}, 6.0),
        ({"shared_number": 5.0, "unlisted_number": 1.5, "corroborated": -5.0}, 6.5),
        ({"text_and_tel_disagree": 4.0, "unlisted_number": 1.5, "corroborated": -5.0}, 6.0),
        # A signal that is no more is a family of its own.
        ({"once_a_signal": 2.0, "unlisted_number": 1.5}, 3.5),
    ],
)
def test_the_score_of_what_fired(fired, score):
    assert score_of(hits(**fired), find_signals(), POLICY) == score


def test_hard_signals_are_named_once_and_sorted():
    fired = hits(unlisted_number=1.5, shared_number=5.0, known_false_number=5.0)
    assert hard_ids(fired, find_signals()) == ["known_false_number", "shared_number"]


@pytest.mark.parametrize(
    ("score", "level"), [(0.0, "routine"), (2.99, "routine"), (3.0, "review"), (5.99, "review"), (6.0, "urgent")]
)
def test_levels_begin_at_the_policys_scores(score, level):
    assert level_of(score, POLICY) == level
