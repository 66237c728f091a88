import json

from directory.store import Store
from tests.scheduler.jobs.test_running import was_seen
from tests.walks.desk import a_world


def as_home(tmp_path, monkeypatch):
    settings = a_world(tmp_path / "world")
    for name, value in (("DATA", settings.data), ("KEY", settings.key), ("PROVIDERS", settings.providers)):
        monkeypatch.setenv(f"HOTLINEWATCH_{name}", str(value))
    monkeypatch.setenv("HOTLINEWATCH_SHIPPED", "false")
    monkeypatch.setenv("HOTLINEWATCH_CONTACT", settings.contact)
    return settings


def test_jobs_are_listed_with_their_next_time(run):
    done = run("schedule", "list")
    assert done.code == 0
    assert "nightly" in done.out
    assert "UTC" in done.out
    jobs = json.loads(run("schedule", "list", "--json").out)["jobs"]
    assert {"nightly", "recheck", "presence", "release", "alarm", "deliver", "retention", "weekly-deep"} == {
        job["name"] for job in jobs
    }
    assert all(job["next"].endswith("Z") for job in jobs)
    assert len(run("schedule", "list", "--job", "nightly").out.splitlines()) == 2


def test_a_job_that_is_none_is_told_with_those_there_are(run):
    done = run("schedule", "due", "--job", "nightlie")
    assert done.code == 2
    assert "nightly" in done.err


def test_a_live_schedule_names_whom_to_write_to(run, monkeypatch):
    monkeypatch.delenv("HOTLINEWATCH_CONTACT", raising=False)
    done = run("schedule")
    assert done.code == 2
    assert "contact" in done.err


def test_what_is_due_is_carried_out_once_and_told(run, tmp_path, monkeypatch):
    settings = as_home(tmp_path, monkeypatch)
    was_seen(settings, "release")
    done = run("schedule", "due", "--job", "release", "--json")
    assert done.code == 0, done.err
    (told,) = json.loads(done.out)["runs"]
    assert (told["state"], told["result"]["release"]) == ("done", "000001")
    assert "000001" in run("schedule", "past").out
    assert run("schedule", "past", "--state", "failed").code == 4
    with Store.open(settings.database) as store:
        assert len(store.job_runs(["release"])) == 2
