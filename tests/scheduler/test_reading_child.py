import resource

import pytest

from scheduler.config import MIB
from scheduler.nursery import Limits, Nursery
from scheduler.reading_child import DOCUMENTS_A_LIFE
from scheduler.workers import BYTES_TO_ANSWER, JOBS_TO_BYTES, PICTURE_MEMORY
from tests.scheduler.test_workers import a_job

READER = """
import resource
from directory.records import Reading

def limits(job):
    held = [resource.getrlimit(name)[0] for name in (resource.RLIMIT_CORE, resource.RLIMIT_FSIZE, resource.RLIMIT_AS)]
    return Reading(snapshot="", outcome="ok", content="", detail=" ".join(map(str, held)))
"""


@pytest.fixture
def child(tmp_path, monkeypatch):
    """A worker as the pool starts it, and our end of its pipe."""
    (tmp_path / "limits_reader.py").write_text(READER, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    with Nursery("limits_reader:limits") as nursery:
        worker, pipe = nursery.bear(Limits(256 * MIB, 5.0, 15.0))
        with pipe:
            assert pipe.recv_bytes() == b"ready"
            yield worker, pipe


def ask(pipe, *jobs):
    pipe.send_bytes(JOBS_TO_BYTES.encode(list(jobs)))
    return [BYTES_TO_ANSWER.decode(pipe.recv_bytes()) for _ in jobs]


def test_a_worker_may_write_no_file_and_hold_so_much_memory_more_than_it_began_with(child):
    _, pipe = child
    text, picture = ask(pipe, a_job(""), a_job("", media="image/png"))
    core, file_size, memory = map(int, text.reading.detail.split())
    assert (core, file_size) == (0, 0)
    assert memory > 256 * MIB
    assert int(picture.reading.detail.split()[2]) - memory == (PICTURE_MEMORY - 1) * 256 * MIB
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 0


def test_a_worker_ends_with_its_pipe(child):
    worker, pipe = child
    pipe.close()
    assert worker.end(10.0) == 0


def test_a_worker_says_when_its_life_is_over(child):
    _, pipe = child
    answers = [answer for _ in range(DOCUMENTS_A_LIFE // 10) for answer in ask(pipe, *[a_job("")] * 10)]
    assert [answer.is_spent for answer in answers].index(True) == DOCUMENTS_A_LIFE - 1
