"""The table of the schedule's jobs: its key decides who carries out what."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index, PrimaryKeyConstraint, Table

from directory.columns import WHOLE, Body, Moment, Words
from directory.jobs import JOB_STATES
from directory.tables import metadata

job_runs = Table(
    "job_runs",
    metadata,
    Column("job", Words, nullable=False),
    Column("due", Words, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("state", Words, nullable=False),
    Column("taker", Words, nullable=False),
    Column("began_at", Moment, nullable=False),
    Column("held_until", Moment),
    Column("tries", WHOLE, nullable=False),
    Column("ended_at", Moment),
    Column("result", Body(dict[str, str]), nullable=False),
    PrimaryKeyConstraint("job", "due"),
    CheckConstraint(f"state IN ({', '.join(map(repr, JOB_STATES))})", name="state"),
    CheckConstraint("state <> 'taken' OR held_until IS NOT NULL", name="taken_is_held"),
    Index(None, "due_at"),
    sqlite_strict=True,
)
