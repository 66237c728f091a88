"""The schedule: one row for each time at which a job was due, by which several schedulers agree who carries it out."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "job_runs",
        sa.Column("job", sa.Text, nullable=False),
        sa.Column("due", sa.Text, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("taker", sa.Text, nullable=False),
        sa.Column("began_at", MOMENT, nullable=False),
        sa.Column("held_until", MOMENT),
        sa.Column("tries", WHOLE, nullable=False),
        sa.Column("ended_at", MOMENT),
        sa.Column("result", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("job", "due"),
        sa.CheckConstraint("state IN ('taken', 'done', 'failed', 'missed')", name="state"),
        sa.CheckConstraint("state <> 'taken' OR held_until IS NOT NULL", name="taken_is_held"),
        sqlite_strict=True,
    )
    op.create_index("ix_job_runs_due_at", "job_runs", ["due_at"])
