from __future__ import annotations

import pytest

from verifier.policy import PolicyError, load_policy, policy_name


def written(tmp_path, text):
    file = tmp_path / "policy.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_the_shipped_policy_says_what_the_design_says():
    policy = load_policy()
    assert (policy.missed_nights_before_asking, policy.stale_after_days, policy.expires_after_days) == (3, 14, 180)
    assert (policy.release_valid_days, policy.corroborating_nights, policy.cooling_off_hours) == (7, 3, 24)
    assert (policy.held_share, policy.held_least, policy.global_guard_share, policy.storm_least) == (0.2, 2, 0.05, 3)
    assert policy.two_persons
    assert not policy.additions_by_policy


def test_a_file_overrides_what_it_names_and_nothing_else(tmp_path):
    policy = load_policy(written(tmp_path, "two_persons = false\n"))
    assert not policy.two_persons
    assert policy.stale_after_days == 14


WRONG = {
    "an unknown key": "held_shares = 0.5",
    "a word for a number": 'held_share = "much"',
    "a share above one": "held_share = 20",
    "no night at all": "missed_nights_before_asking = 0",
    "no TOML": "held_share 0.5",
}


@pytest.mark.parametrize("text", WRONG.values(), ids=WRONG)
def test_a_wrong_file_is_refused_by_its_name(tmp_path, text):
    with pytest.raises(PolicyError, match=r"policy\.toml"):
        load_policy(written(tmp_path, text))


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(PolicyError, match=r"none\.toml"):
        load_policy(tmp_path / "none.toml")


def test_a_policy_is_named_by_what_it_says(tmp_path):
    same = load_policy(written(tmp_path, "two_persons = true\n"))
    other = load_policy(written(tmp_path, "cooling_off_hours = 48\n"))
    assert policy_name(load_policy()) == policy_name(same)
    assert policy_name(other) != policy_name(same)
    assert policy_name(same).startswith("policy:")
