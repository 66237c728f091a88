"""The schedule as it runs: APScheduler's threads, children, a signal in the middle of a night."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from directory.jobs import JobRun
from directory.store import Store
from directory.store_trouble import RunUnderWay
from scheduler.jobs.clockwork import JobBroken, Stopped
from scheduler.jobs.plan import jobs_of
from scheduler.jobs.running import Children, running_schedule, taker_name
from tests.walks.desk import a_world

ROOT = Path(__file__).resolve().parents[3]


def was_seen(settings, *names, days=1):
    """The jobs were first seen some days ago, so that their latest times were missed."""
    seen = datetime.now(UTC) - timedelta(days=days)  # noqa: TID251 - the schedule itself asks the clock
    with Store.open(settings.database) as store:
        for name in names:
            first = JobRun(
                job=name, due="first seen", due_at=seen, state="taken", taker="x", began_at=seen, held_until=seen
            )
            store.end_job(store.take_job(first), "done", {}, seen)


def wait_for(question, timeout_s=40.0):
    end = time.monotonic() + timeout_s
    while not question():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.05)


def ended(settings, job):
    with Store.open(settings.database) as store:
        return [run for run in store.job_runs([job]) if run.due != "first seen" and run.state != "taken"]


def test_what_was_missed_is_made_up_for_at_the_start_and_its_result_is_kept(tmp_path):
    settings = a_world(tmp_path / "home")
    was_seen(settings, "release")
    stop = threading.Event()
    with running_schedule(settings, stop):
        wait_for(lambda: ended(settings, "release"))
    (run,) = ended(settings, "release")
    assert (run.state, run.result["release"]) == ("done", "000001")


def test_a_schedule_that_is_told_to_stop_carries_out_nothing_more(tmp_path):
    settings = a_world(tmp_path / "home")
    stop = threading.Event()
    stop.set()
    with pytest.raises(Stopped):
        Children(settings, stop)(jobs_of(settings)["release"], datetime.now(UTC))  # noqa: TID251


def test_a_child_that_fails_is_told_with_its_words(tmp_path):
    settings = a_world(tmp_path / "home")
    job = jobs_of(settings)["nightly"]
    broken = msgspec.structs.replace(settings, database=f"sqlite:///{tmp_path / 'no' / 'folder.db'}")
    with pytest.raises(JobBroken, match="ended with 6"):
        Children(broken, threading.Event())(job, datetime.now(UTC))  # noqa: TID251
    with Store.open(settings.database) as store, store.one_run(), pytest.raises(RunUnderWay):
        Children(settings, threading.Event())(job, datetime.now(UTC))  # noqa: TID251


def test_takers_have_names_of_their_own():
    assert str(os.getpid()) in taker_name()


def test_a_night_under_way_ends_within_ten_seconds_of_a_signal_and_is_taken_up_at_the_next_start(tmp_path):
    settings = a_world(tmp_path / "home")
    was_seen(settings, "nightly")
    # A site that takes the connection and never answers.
    with socket.create_server(("127.0.0.1", 0)) as silent:
        file = tmp_path / "hotlinewatch.toml"
        port = silent.getsockname()[1]
        hosts = "\n".join(f'"{name}.example" = "127.0.0.1:{port}"' for name in ("pay", "bank", "planted"))
        file.write_text(
            f'data = "{settings.data}"\ncontact = "{settings.contact}"\nproviders = "{settings.providers}"\nshipped = false\n'
            f'key = "{settings.key}"\n[crawl]\ndelay_s = 0\nallow_private = ["127.0.0.1"]\n[crawl.resolve]\n{hosts}\n',
            encoding="utf-8",
        )
        command = [sys.executable, "-m", "scheduler.cli.main", "schedule", "--config", file]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT)
        try:
            with Store.open(settings.database) as store:
                wait_for(lambda: store.job_runs(["nightly"], state="taken"))
            wait_for(lambda: children_of(process.pid))
            time.sleep(2)
            began = time.monotonic()
            process.send_signal(signal.SIGTERM)
            out, err = process.communicate(timeout=20)
        finally:
            process.kill()
    assert process.returncode == 0, err
    assert time.monotonic() - began < 10
    assert "nightly" in out.splitlines()[0]
    assert "Traceback" not in err
    with Store.open(settings.database) as store:
        (left,) = store.job_runs(["nightly"], state="taken")
    assert left.held_until <= datetime.now(UTC)  # noqa: TID251
    assert left.tries == 0


def children_of(pid):
    return Path(f"/proc/{pid}/task/{pid}/children").read_text() or any(
        (task / "children").read_text() for task in Path(f"/proc/{pid}/task").iterdir()
    )
