"""Fetches of the same pages from other vantages, in a table of their own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table; earlier nights looked from nowhere else, so it begins empty."""
    op.create_table(
        "vantages",
        sa.Column("run", sa.Text, sa.ForeignKey("runs.id"), nullable=False),
        sa.Column("provider", sa.Text, nullable=False),
        sa.Column("page", sa.Text, nullable=False),
        sa.Column("vantage", sa.Text, nullable=False),
        sa.Column("snapshot", sa.Text, sa.ForeignKey("snapshots.digest"), nullable=True),
        sa.Column("fetch", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("run", "provider", "page", "vantage"),
        sqlite_strict=True,
    )
