"""Read one job: its bytes from the archive or from its own hands, then the reader. Runs in a worker process only."""

from __future__ import annotations

from directory import snapshots
from directory.records import Reading
from scheduler.workers import ReadJob
from verifier.reading import read_snapshot


def read_job(job: ReadJob) -> Reading:
    """Read the snapshot that a job names, or the body it carries.

    Raises SnapshotDamaged when the archive does not hold what its index says.
    """
    return read_snapshot(
        _body(job), job.page, job.provider, job.fetch, job.known, before=job.before, explains=job.explains
    )


def _body(job: ReadJob) -> bytes:
    if job.body is not None:
        return job.body
    if job.capture is None:
        raise ValueError(f"job for {job.page.url}: has neither a body nor a capture, expected one of them")
    return snapshots.read_snapshot(job.data, job.capture)
