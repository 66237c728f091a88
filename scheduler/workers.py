"""Disposable worker processes that read hostile documents; what kills one costs one document, never the run."""

from __future__ import annotations

import signal
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from multiprocessing.connection import Connection, wait
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from directory.records import Capture, Fetch, Page, Provider, Reading, Record
from directory.terms import ReadingOutcome
from scheduler.config import MIB
from scheduler.nursery import READER, START_LIMIT_S, Limits, Nursery, ReadingPoolError, Worker, describe, open_nursery

# A message costs well under a millisecond and a page some 20 ms, so a short batch is cheap enough and keeps
# two workers evenly loaded.
JOBS_A_BATCH = 4
# A reading of a page with 500 numbers, the reader's own cap, is below 1 MiB.
ANSWER_LIMIT_BYTES = 64 * MIB
# The limit is one of processor time, so that a busy machine makes no page unreadable; a document that waits for
# something, or a machine that is hopelessly busy, ends at this many times the limit on the clock.
CLOCK_SHARE = 3
# Recognising text in a picture needs 2 GiB, everything else stays below the setting (dependencies, opening notes), and
# a second for a banner, half a minute for a page of small print on a busy machine: limits of pictures, in those of a page.
PICTURE_MEMORY = 2
PICTURE_TIME = 12
# A worker can vanish between two documents (killed from outside); that this often is no accident.
LOST_LIMIT = 10


class ReadJob(Record, frozen=True):
    """One document to read. The bytes are `body`, or where that is None the snapshot that `capture` names.

    data: data folder that `capture.file` is relative to. known: keys to look for directly.
    before: what is known of the page's last snapshot. explains: give a reason for all digits that are no number.
    """

    page: Page
    provider: Provider
    fetch: Fetch
    capture: Capture | None
    known: tuple[str, ...]
    data: Path
    body: bytes | None = None
    before: Reading | None = None
    explains: bool = False


class Answer(Record, frozen=True):
    """What a worker sends back for one job; `is_spent`: it has come to its end and wants to be replaced."""

    reading: Reading
    is_spent: bool = False


JOBS_TO_BYTES = msgspec.msgpack.Encoder(enc_hook=str)
BYTES_TO_ANSWER = msgspec.msgpack.Decoder(Answer)


def is_picture(job: ReadJob) -> bool:
    """Whether a job gets the limits of pictures; what its medium was said to be decides."""
    return job.fetch.media.startswith("image/")


def unread(job: ReadJob, outcome: ReadingOutcome, detail: str) -> Reading:
    """Give the reading of a document that could not be read: no sightings, and why."""
    return Reading(snapshot=job.fetch.snapshot or "", outcome=outcome, content="", detail=detail)


class ReadingPool:
    """Up to `workers` processes, started when there is work, that read documents under limits.

    memory_bytes: address space above what a started worker holds.
    timeout_s: processor time for one document; on the clock it gets three times as much.
    A picture gets PICTURE_MEMORY and PICTURE_TIME times as much of either.
    reader: "module:function" from ReadJob to Reading, imported in the worker.
    Use as a context manager: leaving it ends every worker, also on KeyboardInterrupt.
    """

    def __init__(
        self, workers: int = 2, memory_bytes: int = 1024 * MIB, timeout_s: float = 5.0, reader: str = READER
    ) -> None:
        self._size = workers
        self._timeout_s = timeout_s
        self._clock_s = CLOCK_SHARE * timeout_s
        self._limits = Limits(memory_bytes, timeout_s, self._clock_s)
        self._reader = reader
        self._nursery: Nursery | None = None
        self._workers: list[_Worker] = []
        self._lost = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End every worker at once."""
        for worker in list(self._workers):
            self._end(worker)
        if self._nursery is not None:
            self._nursery.close()
            self._nursery = None

    def read(self, jobs: Iterable[ReadJob]) -> Iterator[tuple[ReadJob, Reading]]:
        """Read every job, each exactly once; results come as they are finished, so callers sort.

        A document that runs out of time or memory, or takes its worker down, is `unreadable` with the reason;
        one that makes the reader raise is `internal_error`. Raises ReadingPoolError when no worker can start.
        """
        waiting = _Waiting(jobs)
        try:
            while self._feed(waiting):
                for worker in self._ready():
                    yield from self._hear(worker, waiting)
                for worker in self._late():
                    yield from self._bury(worker, waiting)
        finally:
            for worker in self._busy():
                self._end(worker)

    def _feed(self, waiting: _Waiting) -> bool:
        for worker in [worker for worker in self._workers if not worker.batch]:
            self._send(worker, waiting.take(), waiting)
        while len(self._workers) < self._size and (batch := waiting.take()):
            worker = _Worker(*self._nursery_open().bear(self._limits))
            worker.batch.extend(batch)
            worker.deadline = time.monotonic() + START_LIMIT_S
            self._workers.append(worker)
        return bool(self._busy()) or waiting.is_left()

    def _nursery_open(self) -> Nursery:
        """The nursery that others have opened around us, else our own; one that was killed is replaced."""
        shared = open_nursery(self._reader)
        if shared is not None and shared.is_alive:
            return shared
        if self._nursery is None or not self._nursery.is_alive:
            self._nursery = Nursery(self._reader)
        return self._nursery

    def _busy(self) -> list[_Worker]:
        return [worker for worker in self._workers if worker.batch]

    def _ready(self) -> list[_Worker]:
        busy = self._busy()
        if not busy:
            return []
        left_s = max(0.0, min(worker.deadline for worker in busy) - time.monotonic())
        answered = wait([worker.connection for worker in busy], left_s)
        return [worker for worker in busy if worker.connection in answered]

    def _late(self) -> list[_Worker]:
        # A caller may take long between two results: what lies in the pipe by now was in time.
        now = time.monotonic()
        return [worker for worker in self._busy() if worker.deadline <= now and not worker.connection.poll()]

    def _hear(self, worker: _Worker, waiting: _Waiting) -> Iterator[tuple[ReadJob, Reading]]:
        try:
            message = worker.connection.recv_bytes(ANSWER_LIMIT_BYTES)
        except (EOFError, OSError):
            yield from self._bury(worker, waiting)
            return
        if not worker.is_started:
            worker.is_started = True
            self._send(worker, worker.take_back(), waiting)
            return
        job = worker.batch.popleft()
        self._wind(worker)
        try:
            answer = BYTES_TO_ANSWER.decode(message)
        except msgspec.DecodeError:
            answer = Answer(reading=unread(job, "internal_error", "the worker's answer is no reading"), is_spent=True)
        if answer.is_spent:
            waiting.put_back(worker.take_back())
            self._end(worker)
        yield job, answer.reading

    def _send(self, worker: _Worker, batch: Sequence[ReadJob], waiting: _Waiting) -> None:
        if not batch:
            return
        try:
            worker.connection.send_bytes(JOBS_TO_BYTES.encode(batch))
        except OSError as error:
            self._lost += 1
            if self._lost > LOST_LIMIT:
                raise ReadingPoolError(f"{self._lost} reading workers ended before they were given anything") from error
            waiting.put_back(batch)
            self._end(worker)
            return
        worker.batch.extend(batch)
        self._wind(worker)

    def _wind(self, worker: _Worker) -> None:
        """Set the time by which the worker must have answered for the job it has in hand."""
        if worker.batch:
            worker.deadline = time.monotonic() + self._clock_s * (PICTURE_TIME if is_picture(worker.batch[0]) else 1)

    def _bury(self, worker: _Worker, waiting: _Waiting) -> Iterator[tuple[ReadJob, Reading]]:
        is_late = worker.process.poll() is None and worker.deadline <= time.monotonic()
        batch = worker.take_back()
        code = self._end(worker, grace_s=0.0 if is_late else 1.0)
        if not worker.is_started:
            why = "did not start in time" if is_late else f"ended with {describe(code)} while starting"
            raise ReadingPoolError(f"a reading worker {why}; `hotlinewatch doctor` checks this machine")
        waiting.put_back(batch[1:])
        share = PICTURE_TIME if is_picture(batch[0]) else 1
        if code == -signal.SIGPROF:
            detail = f"gave up after {share * self._timeout_s:g} s"
        elif is_late or code == -signal.SIGALRM:
            detail = f"gave up after {share * self._clock_s:g} s on the clock"
        else:
            detail = f"worker died ({describe(code)})"
        yield batch[0], unread(batch[0], "unreadable", detail)

    def _end(self, worker: _Worker, grace_s: float = 0.0) -> int:
        self._workers.remove(worker)
        return worker.end(grace_s)


class _Worker:
    """One worker process, the pipe to it, and the jobs it was given and has not answered."""

    def __init__(self, process: Worker, connection: Connection) -> None:
        self.process = process
        self.connection = connection
        self.batch: deque[ReadJob] = deque()
        self.deadline = 0.0
        self.is_started = False

    def take_back(self) -> list[ReadJob]:
        """Empty the batch and return what was in it."""
        batch = list(self.batch)
        self.batch.clear()
        return batch

    def end(self, grace_s: float) -> int:
        """End the process and return how it ended; grace_s: time to let one that is dying die its own death."""
        self.connection.close()
        return self.process.end(grace_s)


class _Waiting:
    """The jobs that no worker has: those still to come, and those given back."""

    def __init__(self, jobs: Iterable[ReadJob]) -> None:
        self._to_come = iter(jobs)
        self._back: deque[ReadJob] = deque()

    def take(self) -> list[ReadJob]:
        """Return the next batch; empty when none are left."""
        batch = [self._back.popleft() for _ in range(min(JOBS_A_BATCH, len(self._back)))]
        return batch + list(islice(self._to_come, JOBS_A_BATCH - len(batch)))

    def put_back(self, jobs: Sequence[ReadJob]) -> None:
        """Keep jobs for the next worker, before all others."""
        self._back.extendleft(reversed(jobs))

    def is_left(self) -> bool:
        """Say whether some were given back and wait for a worker."""
        return bool(self._back)
