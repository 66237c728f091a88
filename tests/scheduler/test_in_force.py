import msgspec

from scheduler.in_force import policy_in_force, unadopted
from tests.scheduler.conftest import settings_in
from tests.scheduler.listed import adopt
from verifier.policy import load_policy, policy_name


def test_the_shipped_policy_is_in_force_before_anybody_adopts_one(store):
    assert policy_in_force(None) == policy_in_force(store) == load_policy()


def test_the_last_adopted_policy_is_in_force(store):
    adopt(store, stale_after_days=30)
    latest = adopt(store, stale_after_days=21)
    assert policy_in_force(store) == latest


def test_a_file_is_in_force_only_when_it_says_what_was_adopted(tmp_path):
    shipped = load_policy()
    assert unadopted(settings_in(tmp_path), shipped) == ""
    file = tmp_path / "policy.toml"
    settings = msgspec.structs.replace(settings_in(tmp_path), policy=file)
    assert f"in force is {policy_name(shipped)}" in unadopted(settings, shipped)
    file.write_text("stale_after_days = 14\n", encoding="utf-8")
    assert unadopted(settings, shipped) == ""
    file.write_text("stale_after_days = 15\n", encoding="utf-8")
    assert "nobody has adopted" in unadopted(settings, shipped)
