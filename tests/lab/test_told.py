import pytest

from lab.planting import Operator, Planting
from lab.schedule import Trial
from lab.told import highest, lacks, result_of
from lab.world import Answer
from tests.lab.plays import PAGE, a_finding, a_result

ATTACK = Operator("swap", "attack", "swaps", "T7", lambda *_: None)
HONEST = Operator("year", "honest", "a new year", "§ 4", lambda *_: None)


def trial(operator=ATTACK, planted="+442079460999", expected="review"):
    planting = Planting(
        operator=operator.id,
        provider="gb/kestrel-pay",
        answers={(PAGE, ""): Answer(url=PAGE)},
        planted=planted,
        page=PAGE,
        expected=expected,
    )
    return Trial(operator, "development", planting)


def test_an_attack_is_found_by_its_number_or_by_its_page():
    elsewhere = a_finding(page="https://x.example/", evidence=[])
    assert result_of(trial(), {"findings": [elsewhere]}, frozenset()).level == "routine"
    by_page = a_finding(number="+442079460001", level="review")
    assert result_of(trial(), {"findings": [by_page]}, frozenset()).level == "review"


def test_a_finding_about_something_else_finds_no_attack():
    other = a_finding(number="+442079460001", page="https://x.example/", evidence=[], level="urgent")
    result = result_of(trial(), {"findings": [other]}, frozenset())
    assert (result.level, result.others, result.is_met) == ("quiet", 1, False)


def test_every_finding_of_its_provider_counts_against_an_honest_change():
    other = a_finding(number="+442079460001", page="https://x.example/", evidence=[], level="review")
    result = result_of(trial(HONEST, expected="routine"), {"findings": [other]}, frozenset())
    assert (result.level, result.is_met) == ("review", False)


def test_what_was_asked_on_the_clean_night_and_what_is_anothers_counts_for_nothing():
    findings = [a_finding(), a_finding(id="ba9876543210", provider="gb/other")]
    assert result_of(trial(), {"findings": findings}, frozenset({"0123456789ab"})).level == "quiet"


def test_an_attack_is_met_at_its_level_or_above_an_honest_change_at_its_bound_or_below():
    assert a_result(expected="review", level="urgent").is_met
    assert not a_result(expected="urgent", level="review").is_met
    assert a_result(kind="honest", expected="routine", level="quiet").is_met
    assert not a_result(kind="honest", expected="quiet", level="routine").is_met


def test_the_highest_level_of_nothing_is_quiet():
    assert highest([]) == "quiet"
    assert highest([a_finding(level="urgent"), a_finding(level="routine")]) == "urgent"


def test_a_whole_finding_lacks_nothing():
    assert lacks(a_finding()) == ()


def test_a_page_that_was_refused_needs_no_capture():
    refused = [{"url": PAGE, "snapshot": "", "place": "", "layer": "visible", "quote": "https://elsewhere.example/"}]
    assert lacks(a_finding(matter="page", number="", evidence=refused)) == ()


@pytest.mark.parametrize(
    ("said", "lacking"),
    [
        ({"signals": []}, "signals"),
        ({"signals": [{"id": "x", "weight": 1, "reason": ""}]}, "reasons"),
        ({"matter": "replacement"}, "before"),
        ({"voices": []}, "voices"),
        ({"summary": ""}, "summary"),
        ({"evidence": []}, "evidence"),
        ({"evidence": [{"url": PAGE, "snapshot": "", "place": "", "layer": "visible", "quote": ""}]}, "capture"),
    ],
)
def test_what_a_finding_lacks_is_named(said, lacking):
    assert lacking in lacks(a_finding(**said))
