from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from directory.findings import Change
from directory.records import Provider
from directory.store import Store
from directory.store_trouble import NotFound, Refused

KILLS = Path(__file__).with_name("close_and_die.py")


def test_run_is_new_then_resumed_then_closed(store: Store, make):
    assert store.begin_run("run-1", make.at(), "inputs", {"crawl": {"resolve": {}}}) == "new"
    assert store.begin_run("run-1", make.at(), "inputs", {}) == "resumed"
    assert store.settings_of("run-1") == {"crawl": {"resolve": {}}}
    store.close_run("run-1", make.night())
    assert store.begin_run("run-1", make.at(), "inputs", {}) == "closed"
    assert store.night("run-1") == make.night()


def test_open_run_is_the_latest_unfinished_one_of_the_same_inputs(store: Store, make):
    for number in (1, 2, 3):
        store.begin_run(f"run-{number}", make.at(number), "other" if number == 3 else "same", {})
    assert store.open_run("same") == "run-2"
    store.close_run("run-2", make.night(2))
    assert store.open_run("same") == "run-1"
    assert store.open_run("none") is None


def test_runs_are_listed_latest_first(store: Store, make):
    for number in (2, 1, 3):
        make.begun(store, number)
    store.close_run("run-2", make.night(2))
    assert store.runs(2) == [("run-3", make.at(3), "open"), ("run-2", make.at(2), "closed")]


def test_night_of_unknown_or_unfinished_run_is_told_apart(store: Store, make):
    make.begun(store)
    with pytest.raises(NotFound, match="is not finished"):
        store.night("run-1")
    with pytest.raises(NotFound, match="the store has none of that id"):
        store.night("run-9")


def test_closing_writes_lines_changes_findings_and_state_together(store: Store, make):
    change = Change(provider="xx/pay", number="CN:95188", change="appeared", cause="provider")
    night = make.night(changes=(change,), findings=(make.finding(),))
    store.close_run(make.begun(store), night, [make.entry(last_seen=make.at(), presence="seen")])
    assert store.entries() == [make.entry(id=1, last_seen=make.at(), presence="seen")]
    assert store.findings() == [make.finding()]
    assert store.night("run-1") == night
    assert store.run_state("run-1") == "closed"


def test_closing_is_all_or_nothing(store: Store, make):
    night = make.night(findings=(make.finding(),))
    good, bad = make.entry(), make.entry(key="CN:95017", status="verified")
    make.begun(store)
    with pytest.raises(Refused, match="verified_needs_decision"):
        store.close_run("run-1", night, [good, bad])
    assert (store.entries(), store.findings(), store.run_state("run-1")) == ([], [], "open")


def test_closing_twice_with_the_same_night_is_no_double_and_with_another_is_refused(store: Store, make):
    change = Change(provider="xx/pay", number="CN:95188", change="appeared", cause="provider")
    night = make.night(changes=(change,), findings=(make.finding(),))
    make.begun(store)
    for _ in range(2):
        store.close_run("run-1", night, [make.entry()])
    assert len(store.entries()) == len(store.findings()) == 1
    with pytest.raises(ValueError, match="was closed with another night"):
        store.close_run("run-1", make.night(), [])


def test_run_that_was_never_begun_cannot_be_closed(store: Store, make):
    with pytest.raises(ValueError, match="never begun"):
        store.close_run("run-1", make.night())


def test_run_that_missed_its_canary_touches_nothing_and_may_be_taken_up_again(store: Store, make):
    night = make.night(canary="missed", findings=(make.finding(),))
    store.close_run(make.begun(store), night, [make.entry()])
    assert (store.run_state("run-1"), store.entries(), store.findings()) == ("invalid", [], [])
    assert store.night("run-1") == night
    assert store.begin_run("run-1", make.at(), "inputs-1", {}) == "resumed"
    store.close_run("run-1", make.night(), [make.entry()])
    assert store.run_state("run-1") == "closed"


def test_progress_tells_how_far_each_provider_came(store: Store, make):
    run = make.begun(store)
    make.read(store, run, make.fetch(), make.reading())
    make.read(store, run, make.fetch(provider="xx/bank"))
    assert store.progress(run) == {"xx/bank": "fetched", "xx/pay": "read"}


def test_process_killed_at_any_statement_leaves_the_state_before_or_after(database_url: str, make):
    with Store.open(database_url) as store:
        make.begun(store)
    # Each child dies before the n-th statement of closing, or at the commit; the last one lives to the end.
    script = [sys.executable, str(KILLS), database_url]
    done = subprocess.run(script, capture_output=True, text=True, check=True, cwd=KILLS.parents[2])
    *killed, lived = done.stdout.split()
    assert len(killed) > 5
    assert set(killed) == {"before"}
    assert lived == "after"


def test_providers_keep_the_digest_of_what_decisions_on_them_rest_on(store: Store):
    pay = Provider(
        id="xx/pay", name="Pay", kind="wallet", country="CN", official_hosts=("pay.example",), hotline="none"
    )
    for basis in ("b1", "b2"):
        store.save_providers([pay], {"xx/pay": basis})
    assert store.bases() == {"xx/pay": "b2"}
