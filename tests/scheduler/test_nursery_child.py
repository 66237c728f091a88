import os
import signal
import time

from scheduler.config import MIB
from scheduler.nursery import READER, Limits, Nursery

LIMITS = Limits(256 * MIB, 5.0, 15.0)


def test_a_worker_lives_until_it_is_ended_and_is_told_as_what_ended_it():
    with Nursery(READER) as nursery:
        (killed, first), (left, second) = nursery.bear(LIMITS), nursery.bear(LIMITS)
        assert (killed.poll(), left.poll()) == (None, None)
        os.kill(killed.pid, signal.SIGUSR1)
        assert killed.end(10.0) == -signal.SIGUSR1
        assert left.end(0.0) == -signal.SIGKILL
        first.close()
        second.close()


def test_a_worker_keeps_no_other_workers_pipe_open():
    with Nursery(READER) as nursery:
        first, pipe = nursery.bear(LIMITS)
        second, other = nursery.bear(LIMITS)
        assert (pipe.recv_bytes(), other.recv_bytes()) == (b"ready", b"ready")
        pipe.close()
        assert first.end(10.0) == 0
        assert second.poll() is None
        other.close()
        assert second.end(10.0) == 0


def test_an_interrupt_at_the_terminal_ends_no_nursery():
    with Nursery(READER) as nursery:
        worker, pipe = nursery.bear(LIMITS)
        for process in (nursery._process.pid, worker.pid):
            os.kill(process, signal.SIGINT)
        time.sleep(0.1)
        assert nursery.is_alive
        assert worker.poll() is None
        pipe.close()
