import resource
import socket
import subprocess
import sys
from multiprocessing.connection import Connection

import pytest

from scheduler.config import MIB
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
def child(tmp_path):
    """A worker as the pool starts it, and our end of its pipe."""
    (tmp_path / "limits_reader.py").write_text(READER, encoding="utf-8")
    ours, theirs = socket.socketpair()
    start = f"import sys; sys.path[:0] = {[str(tmp_path), *sys.path]!r}; from scheduler.reading_child import main; main(sys.argv[1:])"
    with theirs:
        command = [sys.executable, "-c", start, str(theirs.fileno()), "limits_reader:limits", str(256 * MIB), "5", "15"]
        process = subprocess.Popen(command, pass_fds=[theirs.fileno()])
    with Connection(ours.detach()) as pipe:
        assert pipe.recv_bytes() == b"ready"
        yield process, pipe
    process.wait(10)


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
    process, pipe = child
    pipe.close()
    assert process.wait(10) == 0


def test_a_worker_says_when_its_life_is_over(child):
    _, pipe = child
    answers = [answer for _ in range(DOCUMENTS_A_LIFE // 10) for answer in ask(pipe, *[a_job("")] * 10)]
    assert [answer.is_spent for answer in answers].index(True) == DOCUMENTS_A_LIFE - 1
