import pytest

from reports.objectives import Target, judge, targets

ALL = {one.id: None for one in targets()}


def test_every_objective_has_one_bound():
    assert [one.id for one in targets()] == [
        "nights",
        "detect_p90_h",
        "stale_p90_days",
        "stale_p99_days",
        "false_review",
        "false_urgent",
    ]
    for both in ({}, {"most": 1.0, "least": 1.0}):
        with pytest.raises(ValueError, match="expected one of"):
            Target(id="nights", **both)


@pytest.mark.parametrize(
    ("name", "value", "is_kept"),
    [
        ("nights", 0.98, True),
        ("nights", 0.97, False),
        ("detect_p90_h", 26.0, True),
        ("detect_p90_h", 26.1, False),
        ("false_urgent", 0.0, True),
        ("false_urgent", None, None),
    ],
)
def test_a_value_at_its_bound_keeps_it_and_no_value_decides_nothing(name, value, is_kept):
    found = {one.id: one for one in judge({**ALL, name: value})}
    assert found[name].is_kept is is_kept
    assert found[name].value == value
