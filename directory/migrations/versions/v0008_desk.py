"""The review desk: sessions, tries to sign in, comments, and who looks after a finding or has looked at it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")


def upgrade() -> None:
    """Create the tables, and the index by which the queue is read in its order."""
    op.create_table(
        "sessions",
        sa.Column("id", sa.Text, nullable=False),
        _account(),
        sa.Column("form_token", sa.Text, nullable=False),
        sa.Column("began_at", MOMENT, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.drop_index("ix_findings_state", "findings")
    queue = ["state", "level", "score", "first_run", "id"]
    op.create_index("ix_findings_" + "_".join(queue), "findings", queue)
    op.create_index("ix_sessions_account", "sessions", ["account"])
    op.create_table(
        "sign_in_tries",
        sa.Column("id", WHOLE, primary_key=True),
        *[sa.Column(name, sa.Text, nullable=False) for name in ("name", "client")],
        sa.Column("at", MOMENT, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("ix_sign_in_tries_at", "sign_in_tries", ["at"])
    op.create_table(
        "comments",
        sa.Column("id", WHOLE, primary_key=True),
        _finding(),
        _account(),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("ix_comments_finding", "comments", ["finding"])
    op.create_table(
        "marks",
        _finding(),
        _account(),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("finding", "account", "kind"),
        sa.CheckConstraint("kind IN ('assigned', 'seen')", name="kind"),
        sqlite_strict=True,
    )


def _account() -> sa.Column[int]:
    return sa.Column("account", WHOLE, sa.ForeignKey("accounts.id"), nullable=False)


def _finding() -> sa.Column[str]:
    return sa.Column("finding", sa.Text, sa.ForeignKey("findings.id"), nullable=False)
