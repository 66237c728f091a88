"""What the desk asks of the shell, with who took it and what came of it; and the pictures that are made for it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0005"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")


def upgrade() -> None:
    """Create the tables; nothing ever wrote to the `requests` of schema 0001, which knew no claim and no result."""
    op.drop_table("requests")
    op.create_table(
        "requests",
        sa.Column("id", WHOLE, autoincrement=False, nullable=False),
        *[sa.Column(name, sa.Text, nullable=False) for name in ("kind", "provider", "page", "finding", "by")],
        sa.Column("at", MOMENT, nullable=False),
        *[sa.Column(name, sa.Text, nullable=False) for name in ("state", "taker")],
        sa.Column("held_until", MOMENT),
        sa.Column("tries", WHOLE, nullable=False),
        *[sa.Column(name, sa.Text, nullable=False) for name in ("progress", "result")],
        sa.Column("ended_at", MOMENT),
        sa.PrimaryKeyConstraint("id"),
        sa.CheckConstraint("kind IN ('crop', 'run_page', 'run_provider')", name="kind"),
        sa.CheckConstraint("state IN ('waiting', 'taken', 'done', 'failed')", name="state"),
        sa.CheckConstraint("state <> 'taken' OR held_until IS NOT NULL", name="taken_is_held"),
        sqlite_strict=True,
    )
    op.create_index("ix_requests_state", "requests", ["state"])
    op.create_index("ix_requests_finding", "requests", ["finding"])
    op.create_table(
        "crops",
        sa.Column("snapshot", sa.Text, nullable=False),
        sa.Column("number", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("snapshot", "number"),
        sqlite_strict=True,
    )
