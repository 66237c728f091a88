import json

import pytest

from directory.store import Store
from tests.scheduler.cli.nights import store_night
from verifier.policy import load_policy, policy_name

WHY = ("--reason", "agreed among us")
SETTINGS = 'data = "data"\nproviders = "own"\npolicy = "policy.toml"\n'


@pytest.fixture(autouse=True)
def people(home, run):
    """A night, a reviewer, a viewer, an admin; a policy file that the settings name."""
    store_night(home)
    run("user", "add", "ada", "--role", "admin", "--no-password")
    (home / "hotlinewatch.toml").write_text(SETTINGS, encoding="utf-8")
    (home / "policy.toml").write_text("expires_after_days = 90\n", encoding="utf-8")


def in_force(run):
    return run("policy", "show", "--json").json


def test_what_the_program_ships_is_in_force_until_an_admin_adopts_another(run):
    shown = in_force(run)
    assert (shown["decision"], shown["rules"]["expires_after_days"]) == (None, 180)
    assert "nobody has adopted" in shown["file"]
    done = run("policy", "adopt", "--by", "ada", *WHY)
    assert (done.code, done.out.splitlines()[0]) == (0, "expires_after_days: 180 → 90")
    shown = in_force(run)
    assert (shown["decision"], shown["rules"]["expires_after_days"], shown["file"]) == (1, 90, "")


def test_adopting_is_a_decision_with_the_old_and_the_new_digest(run, home):
    run("policy", "adopt", "--by", "ada", *WHY)
    with Store.open(f"sqlite:///{home / 'data' / 'directory.db'}") as store:
        [decision] = store.decisions()
    wanted = load_policy(home / "policy.toml")
    assert (decision.kind, decision.who, decision.was, decision.ground) == (
        "policy",
        "3",
        policy_name(load_policy()),
        policy_name(wanted),
    )
    assert run("audit", "verify").code == 0


@pytest.mark.parametrize(("who", "says"), [("ann", "only an admin"), ("vic", "only reviewers")])
def test_only_an_admin_changes_the_policy(run, who, says):
    done = run("policy", "adopt", "--by", who, *WHY)
    assert done.code == 2
    assert says in done.err
    assert in_force(run)["decision"] is None


def test_a_file_that_was_edited_by_hand_is_not_in_force_and_a_decision_says_so(run, home):
    run("policy", "adopt", "--by", "ada", *WHY)
    (home / "policy.toml").write_text("two_persons = false\n", encoding="utf-8")
    assert in_force(run)["rules"]["two_persons"] is True
    assert "nobody has adopted" in run("policy", "show").err
    # The premium-rate number of the night is urgent: one word is still not enough for it.
    assert run("accept", "aaa", "--by", "ann", *WHY).code == 3


def test_who_wants_less_than_two_persons_needs_two_words_once_something_was_decided(run, home):
    run("accept", "bbb", "--by", "ann", *WHY)
    (home / "policy.toml").write_text("two_persons = false\n", encoding="utf-8")
    done = run("policy", "adopt", "--by", "ada", *WHY)
    assert done.code == 3
    assert "only reviewer" in done.out
    assert in_force(run)["rules"]["two_persons"] is True


def test_the_shipped_policy_is_adopted_again_and_nothing_is_adopted_twice(run):
    run("policy", "adopt", "--by", "ada", *WHY)
    assert "already" in run("policy", "adopt", "--by", "ada", *WHY).err
    assert run("policy", "adopt", "--defaults", "--by", "ada", *WHY).code == 0
    assert in_force(run)["rules"] == in_force(run)["shipped"]
    assert "adopt" in run("undo", "1", "--by", "ada", *WHY).err


def test_a_release_with_the_rules_in_force_follows(run, home):
    run("accept", "bbb", "--by", "ann", *WHY)
    assert "000002" in run("policy", "adopt", "--by", "ada", *WHY).err
    manifest = json.loads((home / "data" / "releases" / "000002" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["ground"]["rules"]["expires_after_days"] == 90


def test_a_policy_that_cannot_be_used_is_refused_with_its_file(run, home):
    (home / "policy.toml").write_text("expires = 90\n", encoding="utf-8")
    done = run("policy", "adopt", "--by", "ada", *WHY)
    assert done.code == 2
    assert "policy.toml" in done.err
    assert run("policy", "adopt", "policy.toml", "--defaults", "--by", "ada", *WHY).code == 2


def test_before_there_is_a_directory_the_shipped_policy_is_shown(run):
    done = run("policy", "show", "--data", "none")
    assert done.code == 0
    assert policy_name(load_policy()) in done.out
