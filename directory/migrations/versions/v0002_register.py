"""Report lists, when official hosts came, and a way to the changes of earlier nights."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

WHOLE: sa.types.TypeEngine[int] = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")
DAY = sa.Date().with_variant(sa.Text(), "sqlite")


def upgrade() -> None:
    """Create the tables, empty: no list was imported, and hosts are remembered from the next night on."""
    counts = [sa.Column(name, WHOLE, nullable=False) for name in ("numbers", "rows", "empty", "unread", "is_whole")]
    op.create_table(
        "report_lists",
        sa.Column("id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("dated_on", DAY, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("about", "format", "region", "digest")),
        sa.Column("imported_at", MOMENT, nullable=False),
        *counts,
        sa.PrimaryKeyConstraint("id"),
        sa.CheckConstraint("is_whole IN (0, 1)", name="is_whole"),
        sqlite_strict=True,
    )
    op.create_index("ix_report_lists_source_dated_on", "report_lists", ["source", "dated_on"])
    op.create_table(
        "reported",
        sa.Column("list", WHOLE, sa.ForeignKey("report_lists.id"), nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("reports", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("list", "key"),
        sqlite_strict=True,
    )
    op.create_index("ix_reported_key", "reported", ["key"])
    op.create_table(
        "hosts",
        sa.Column("provider", sa.Text, nullable=False),
        sa.Column("host", sa.Text, nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("provider", "host"),
        sqlite_strict=True,
    )
    op.create_index("ix_changes_change_run", "changes", ["change", "run"])
