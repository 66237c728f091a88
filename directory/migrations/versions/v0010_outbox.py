"""Delivery: messages kept before they are sent, and what each recipient was told."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "letters",
        sa.Column("id", sa.Text, primary_key=True, nullable=False),
        sa.Column("to", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("tries", WHOLE, nullable=False),
        sa.Column("next_at", MOMENT),
        sa.Column("sent_at", MOMENT),
        sa.Column("error", sa.Text, nullable=False),
        sa.CheckConstraint("kind IN ('digest', 'urgent', 'pages', 'alarm', 'test')", name="kind"),
        sa.CheckConstraint("state IN ('waiting', 'sent', 'failed')", name="state"),
        sqlite_strict=True,
    )
    op.create_index("ix_letters_state_made_at", "letters", ["state", "made_at"])
    op.create_table(
        "told",
        sa.Column("to", sa.Text, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("to", "what"),
        sqlite_strict=True,
    )
