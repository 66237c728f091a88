"""What the jobs of the schedule leave behind: one row for each time at which a job was due. Pure."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, get_args

import msgspec

from directory.records import Record

# `taken`: somebody carries it out; `missed`: too much time had passed when somebody looked.
JobState = Literal["taken", "done", "failed", "missed"]
JOB_STATES: tuple[JobState, ...] = get_args(JobState)


class JobRun(Record):
    """One time at which a job was due, and what became of it. due: local wall time with its zone's name, the identity.

    due_at: the same as an instant, aware, UTC. taker, held_until: who carries it out, and until when that counts.
    result: what came of it, by name; "error" says why it failed.
    """

    job: str
    due: str
    due_at: datetime
    state: JobState
    taker: str
    began_at: datetime
    held_until: datetime | None = None
    tries: int = 1
    ended_at: datetime | None = None
    result: dict[str, str] = msgspec.field(default_factory=dict)
