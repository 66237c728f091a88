import json
from datetime import timedelta

import msgspec

from directory.findings import Change
from publish.stored import read_contents
from publish.verify import verify_release
from scheduler.cli.deciding import account_of, append, bound_to, draft_of, rules_of
from scheduler.keys import key_path
from scheduler.listing import accepted_entries
from scheduler.releasing import (
    decided_since_release,
    failed_guards,
    release_after_decisions,
    release_after_run,
    release_now,
)
from tests.scheduler.conftest import NOW
from tests.scheduler.listed import LOST, PROVIDERS, accept, adopt, become
from verifier.policy import load_policy, policy_name


def accept_all(place, night):
    place.store.add_account("mei", "reviewer", None, NOW)
    account, rules = account_of(place.store, "mei"), rules_of(place.store)
    for finding in night.findings:
        draft = draft_of("accept", place.providers[finding.provider], account, "seen", **bound_to(finding))
        append(place.store, draft, rules)


def test_nothing_is_released_before_anything_is_accepted(place):
    night = place.run("night-1")
    assert release_after_run(place.store, place.settings, place.providers, night) is None
    assert not (place.settings.data / "releases").exists()


def test_only_accepted_lines_are_released_and_the_release_is_signed(place):
    night = place.run("night-1")
    accept_all(place, night)
    release = release_now(place.store, place.settings, place.providers, NOW, night)
    assert verify_release(release) == ()
    listed = json.loads((release / "directory.json").read_text(encoding="utf-8"))
    keys = {entry["key"] for entry in listed["entries"]}
    assert keys == {entry.key for entry in place.store.entries(status="verified")}
    assert "CN:95188" in keys
    assert not key_path(place.settings).is_relative_to(place.settings.data)


def test_decisions_that_the_release_does_not_know_of_are_told_by_provider(place):
    assert decided_since_release(place.store, place.settings) == set()
    accept(place.store, LOST)
    release_now(place.store, place.settings, PROVIDERS, NOW, None)
    assert decided_since_release(place.store, place.settings) == set()
    become(place.store, "dispute", "disputed", LOST)
    assert decided_since_release(place.store, place.settings) == {"gb/example-pay"}


def test_a_planted_number_never_reaches_a_release(place):
    accept_all(place, place.run("night-1"))
    night = place.run("night-2")
    release = release_now(place.store, place.settings, place.providers, NOW, night)
    assert "9098790123" not in (release / "directory.json").read_text(encoding="utf-8")
    assert "+449098790123" not in {entry.key for entry in accepted_entries(place.store, place.providers)}


def test_a_night_that_loses_too_many_lines_keeps_the_last_release_up(place):
    night = place.run("night-1")
    accept_all(place, night)
    release_now(place.store, place.settings, place.providers, NOW, night)
    gone = tuple(
        Change(provider=entry.provider, number=entry.key, change="missing", cause="provider")
        for entry in place.store.entries()
    )
    bad = msgspec.structs.replace(night, changes=gone)
    assert failed_guards(place.store, place.providers, bad, load_policy())
    assert release_after_run(place.store, place.settings, place.providers, bad) is None


def test_a_missed_canary_refuses_a_release(place):
    night = place.run("night-1")
    blind = msgspec.structs.replace(night, run=msgspec.structs.replace(night.run, canary="missed"))
    assert any("canary" in reason for reason in failed_guards(place.store, place.providers, blind, load_policy()))


def test_a_line_that_was_made_verified_by_hand_is_never_signed(place):
    night = place.run("night-1")
    accept_all(place, night)
    with place.store.writing() as connection:
        connection.exec_driver_sql("UPDATE entries SET key = '+448081570999' WHERE key = '+448081570142'")
    assert any(
        "+448081570999" in reason for reason in failed_guards(place.store, place.providers, night, load_policy())
    )
    assert release_after_run(place.store, place.settings, place.providers, night) is None


def test_the_policy_says_how_long_lines_and_releases_count_and_stands_in_the_release(place):
    policy = adopt(place.store, expires_after_days=90, release_valid_days=3)
    accept(place.store, LOST)
    contents = read_contents(release_now(place.store, place.settings, PROVIDERS, NOW, None))
    assert contents.entries[0].expires_on == NOW.date() + timedelta(days=90)
    assert contents.expires_at == NOW + timedelta(days=3)
    assert contents.ground["rules"]["release_valid_days"] == 3
    assert contents.ground["policy"] == policy_name(policy)
    assert contents.ground["contact"] == "tests@hotlinewatch.example"
    assert "withdrawn.json" in contents.ground["takedown"]


def test_when_the_last_line_is_taken_back_an_empty_release_says_so(place):
    accept(place.store, LOST)
    release_now(place.store, place.settings, PROVIDERS, NOW, None)
    become(place.store, "dispute", "disputed", LOST)
    after = release_after_decisions(place.store, place.settings, PROVIDERS, NOW)
    assert read_contents(after).entries == ()
