import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scheduler.config import MIB
from scheduler.nursery import READER, Limits, Nursery, ReadingPoolError, describe, one_nursery, open_nursery
from tests.scheduler.test_workers import a_job, a_pool, is_alive

LIMITS = Limits(256 * MIB, 5.0, 15.0)
PARENT_READER = """
import os
from directory.records import Reading

def read(job):
    return Reading(snapshot="", outcome="ok", content="", detail=str(os.getppid()))
"""


@pytest.fixture(autouse=True)
def _readers(tmp_path, monkeypatch):
    (tmp_path / "parent_reader.py").write_text(PARENT_READER, encoding="utf-8")
    (tmp_path / "broken_reader.py").write_text("raise SystemExit(3)", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)


def parents_of_two_pools() -> list[str]:
    found = []
    for _ in range(2):
        with a_pool(reader="parent_reader:read") as pool:
            found += [reading.detail for _, reading in pool.read([a_job("")])]
    return found


def test_all_pools_of_a_block_have_their_workers_of_one_nursery():
    with one_nursery("parent_reader:read"):
        first, second = parents_of_two_pools()
    assert first == second


def test_without_a_block_every_pool_has_its_own():
    first, second = parents_of_two_pools()
    assert first != second


def test_a_block_ends_its_nursery_and_gives_it_to_no_other_reader():
    with one_nursery("parent_reader:read"):
        nursery = open_nursery("parent_reader:read")
        assert nursery is not None
        assert open_nursery(READER) is None
    assert not nursery.is_alive
    assert open_nursery("parent_reader:read") is None


def test_a_nursery_that_was_killed_is_replaced():
    with a_pool(reader="parent_reader:read") as pool:
        before = [reading.detail for _, reading in pool.read([a_job("")])]
        os.kill(int(before[0]), signal.SIGKILL)
        pool._nursery._process.wait()
        found = [(reading.outcome, reading.detail) for _, reading in pool.read([a_job(str(n)) for n in range(3)])]
        pool._end(pool._workers[0])
        after = [reading.detail for _, reading in pool.read([a_job("")])]
    assert [outcome for outcome, _ in found] == ["ok"] * 3
    assert after != before


def test_one_that_cannot_load_its_reader_says_how_it_ended(capfd):
    with Nursery("broken_reader:read") as nursery, pytest.raises(ReadingPoolError, match="exit 3 while starting"):
        nursery.bear(LIMITS)
    capfd.readouterr()


def test_it_ends_with_its_owner(tmp_path):
    code = "import sys; sys.path[:0] = sys.argv[1:]; from scheduler.nursery import *; n = Nursery('parent_reader:read'); n.bear(Limits(1 << 28, 5, 15)); print(n._process.pid, flush=True); input()"
    command = [sys.executable, "-c", code, str(tmp_path), *sys.path]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as owner:
        nursery = int(owner.stdout.readline())
        owner.kill()
    for _ in range(100):
        if not is_alive(nursery):
            return
        time.sleep(0.1)
    pytest.fail("the nursery still runs")


def test_the_readers_start_no_thread_that_a_copy_would_lack():
    with Nursery(READER) as nursery:
        worker, pipe = nursery.bear(LIMITS)
        with pipe:
            assert pipe.recv_bytes() == b"ready"
            assert len(list(Path(f"/proc/{nursery._process.pid}/task").iterdir())) == 1
        assert worker.end(10.0) == 0


def test_an_end_is_told_as_a_person_would():
    assert (describe(3), describe(-9)) == ("exit 3", "signal 9")
