from datetime import timedelta

import pytest
from sqlalchemy import text

from directory.jobs import JobRun
from directory.store import Store
from scheduler.store_metrics import StoreMetrics
from tests.scheduler.conftest import NOW
from tests.walks.desk import a_world


def told(collector):
    return {
        (one.name.removeprefix("hotlinewatch_"), *one.labels.values()): one.value
        for family in collector.collect()
        for one in family.samples
    }


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """What a world of two nights tells, a job of the schedule among it."""
    settings = a_world(tmp_path_factory.mktemp("measured") / "home")
    with Store.open(settings.database) as store:
        at = store.latest_valid_run().at
        due = {"job": "nightly", "due": "x", "due_at": at, "taker": "a", "began_at": at, "held_until": at}
        store.end_job(store.take_job(JobRun(state="taken", **due)), "done", {}, at + timedelta(minutes=5))
        yield at, told(StoreMetrics(store, settings, lambda: at + timedelta(hours=1)))


def test_the_latest_valid_night_is_told_with_its_pages_and_its_cost(found):
    at, told = found
    assert told["run_timestamp_seconds",] == at.timestamp()
    assert told["run_pages", "ok"] >= 2
    assert told["run_taken_bytes",] > 0
    assert told["run_renders",] == 0
    assert (told["promise", "nights"], told["promise_kept", "nights"]) == (1, 1)


def test_lines_questions_and_jobs_are_told(found):
    at, told = found
    assert any(name == "lines" and value for (name, *_), value in told.items())
    assert told["findings_open", "urgent"] >= 1
    assert told["job_due_timestamp_seconds", "nightly"] == at.timestamp()
    assert told["job_ended_timestamp_seconds", "nightly"] == at.timestamp() + 300
    assert told["job_state", "nightly", "done"] == 1


def test_readiness_and_the_disk_are_told(found):
    _, told = found
    assert (told["ready", "night"], told["ready", "release"]) == (1, 0)
    assert told["data_free_bytes",] > 0


def test_a_store_in_trouble_is_told_and_breaks_no_scrape(place, capsys):
    with place.store.writing() as connection:
        connection.execute(text("ALTER TABLE runs RENAME TO gone"))
    found = told(StoreMetrics(place.store, place.settings, lambda: NOW))
    assert found["ready", "store"] == 0
    assert not any(name.startswith("run_") for name, *_ in found)
    capsys.readouterr()


def test_a_new_installation_has_its_figures(place):
    found = told(StoreMetrics(place.store, place.settings, lambda: NOW))
    assert (found["ready", "store"], found["ready", "night"]) == (1, 0)
    assert found["findings_open", "urgent"] == 0
