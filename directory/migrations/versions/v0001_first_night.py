"""The first schema: runs and what they fetched and read, the directory, what was decided.

A frozen copy: it says what the tables were when it was written, and never follows `directory.tables` later on.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from directory.migrations.append_only import TRIGGERS

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

WHOLE: sa.types.TypeEngine[int] = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
FRACTION: sa.types.TypeEngine[float] = sa.Double().with_variant(sa.REAL(), "sqlite")
MOMENT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")
DAY = sa.Date().with_variant(sa.Text(), "sqlite")


def upgrade() -> None:
    """Create every table, then the triggers that keep the decisions append-only."""
    _runs()
    _evidence()
    _readings()
    _decisions()
    _entries()
    _nights()
    for statement in TRIGGERS[op.get_bind().dialect.name]:
        op.execute(statement)


def _text(name: str, target: str | None = None, *, optional: bool = False) -> sa.Column[str]:
    references = [] if target is None else [sa.ForeignKey(target)]
    return sa.Column(name, sa.Text, *references, nullable=optional)


def _one_of(column: str, *words: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(f"{column} IN ({', '.join(repr(word) for word in words)})", name=column)


def _runs() -> None:
    op.create_table(
        "providers",
        _text("id"),
        _text("name"),
        _text("basis"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_table(
        "runs",
        _text("id"),
        sa.Column("at", MOMENT, nullable=False),
        _text("state"),
        _text("inputs"),
        sa.Column("settings", sa.Text, nullable=False),
        sa.Column("decided", WHOLE, nullable=False),
        sa.Column("night", sa.Text),
        sa.PrimaryKeyConstraint("id"),
        sa.CheckConstraint("state IN ('open', 'closed', 'invalid')", name="state"),
        sa.CheckConstraint("state = 'open' OR night IS NOT NULL", name="closed_has_night"),
        sqlite_strict=True,
    )
    op.create_index("ix_runs_inputs", "runs", ["inputs"])
    op.create_table(
        "run_providers",
        _text("run", "runs.id"),
        _text("provider"),
        _text("state"),
        sa.PrimaryKeyConstraint("run", "provider"),
        sa.CheckConstraint("state IN ('fetched', 'read')", name="state"),
        sqlite_strict=True,
    )


def _evidence() -> None:
    op.create_table(
        "snapshots",
        _text("digest"),
        _text("file"),
        sa.Column("offset", WHOLE, nullable=False),
        sa.Column("size_bytes", WHOLE, nullable=False),
        _text("media"),
        _text("charset"),
        sa.PrimaryKeyConstraint("digest"),
        sqlite_strict=True,
    )
    op.create_table(
        "pages",
        _text("provider"),
        _text("page"),
        sa.PrimaryKeyConstraint("provider", "page"),
        sqlite_strict=True,
    )
    op.create_table(
        "fetches",
        _text("run", "runs.id"),
        _text("provider"),
        _text("page"),
        sa.Column("at", MOMENT, nullable=False),
        _text("outcome"),
        _text("snapshot", "snapshots.digest", optional=True),
        _text("reading", optional=True),
        _text("reader", optional=True),
        _text("description", optional=True),
        sa.Column("fetch", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("run", "provider", "page"),
        sqlite_strict=True,
    )
    op.create_index("ix_fetches_page_provider_at", "fetches", ["page", "provider", "at"])
    op.create_index("ix_fetches_snapshot", "fetches", ["snapshot"])


def _readings() -> None:
    op.create_table(
        "readings",
        sa.Column("id", WHOLE, primary_key=True),
        _text("snapshot", "snapshots.digest"),
        _text("page"),
        _text("reader"),
        _text("description"),
        _text("outcome"),
        sa.Column("reading", sa.Text, nullable=False),
        sa.UniqueConstraint("snapshot", "page", "reader", "description"),
        sqlite_strict=True,
    )
    op.create_table(
        "sightings",
        sa.Column("reading", WHOLE, sa.ForeignKey("readings.id"), nullable=False),
        sa.Column("n", WHOLE, nullable=False),
        _text("key"),
        _text("layer"),
        _text("place"),
        _text("raw"),
        _text("label"),
        _text("purpose"),
        sa.PrimaryKeyConstraint("reading", "n"),
        sqlite_strict=True,
    )
    op.create_index("ix_sightings_key", "sightings", ["key"])


def _decisions() -> None:
    op.create_table(
        "decisions",
        sa.Column("seq", WHOLE, autoincrement=False, nullable=False),
        _text("kind"),
        _text("provider"),
        _text("finding"),
        sa.Column("at", MOMENT, nullable=False),
        _text("body"),
        _text("prev"),
        _text("hash"),
        sa.Column("before", sa.Text, nullable=False),
        sa.Column("effect", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("hash"),
        sqlite_strict=True,
    )
    op.create_index("ix_decisions_provider", "decisions", ["provider"])
    op.create_index("ix_decisions_finding", "decisions", ["finding"])
    op.create_table(
        "accounts",
        sa.Column("id", WHOLE, autoincrement=False, nullable=False),
        _text("name"),
        _text("role"),
        _text("secret", optional=True),
        sa.Column("disabled", WHOLE, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name"),
        _one_of("role", "viewer", "reviewer", "admin"),
        sa.CheckConstraint("disabled IN (0, 1)", name="disabled"),
        sqlite_strict=True,
    )


def _entries() -> None:
    op.create_table(
        "entries",
        sa.Column("id", WHOLE, autoincrement=False, nullable=False),
        _text("provider"),
        _text("key"),
        _text("line"),
        _text("country"),
        _text("ext"),
        _text("status"),
        _text("presence"),
        _text("purpose"),
        _text("audience"),
        _text("label"),
        _text("hours"),
        _text("origin"),
        _text("sure"),
        sa.Column("replaces", WHOLE, sa.ForeignKey("entries.id")),
        sa.Column("pages", sa.Text, nullable=False),
        sa.Column("first_seen", MOMENT),
        sa.Column("last_seen", MOMENT),
        sa.Column("missed_nights", WHOLE, nullable=False),
        sa.Column("night_on", DAY),
        sa.Column("verified_on", DAY),
        _text("accepted_by", optional=True),
        sa.Column("decision", WHOLE, sa.ForeignKey("decisions.seq")),
        _text("source"),
        _text("snapshot"),
        sa.Column("touched", WHOLE, sa.ForeignKey("decisions.seq")),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("provider", "key"),
        sa.CheckConstraint("status <> 'verified' OR decision IS NOT NULL", name="verified_needs_decision"),
        _one_of("status", "candidate", "verified", "disputed", "retired"),
        _one_of("presence", "seen", "unseen", "stale"),
        sa.CheckConstraint("accepted_by IN ('person', 'policy')", name="accepted_by"),
        sqlite_strict=True,
    )
    op.create_index("ix_entries_line", "entries", ["line"])
    op.create_table(
        "known_false",
        _text("provider"),
        _text("key"),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("decision", WHOLE, sa.ForeignKey("decisions.seq")),
        _text("source"),
        sa.PrimaryKeyConstraint("provider", "key"),
        sqlite_strict=True,
    )
    op.create_index("ix_known_false_key", "known_false", ["key"])


def _nights() -> None:
    op.create_table(
        "changes",
        _text("run", "runs.id"),
        sa.Column("n", WHOLE, nullable=False),
        _text("provider"),
        _text("number"),
        _text("change"),
        _text("cause"),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("run", "n"),
        sqlite_strict=True,
    )
    op.create_index("ix_changes_provider_number", "changes", ["provider", "number"])
    op.create_table(
        "findings",
        _text("id"),
        _text("provider"),
        _text("matter"),
        sa.Column("keys", sa.Text, nullable=False),
        _text("level"),
        sa.Column("score", FRACTION, nullable=False),
        _text("ground"),
        sa.Column("body", sa.Text, nullable=False),
        _text("first_run", "runs.id"),
        _text("last_run", "runs.id"),
        _text("state"),
        sa.Column("wait_until", DAY),
        sa.PrimaryKeyConstraint("id"),
        _one_of("state", "open", "waiting", "answered", "lapsed"),
        sa.CheckConstraint("state <> 'waiting' OR wait_until IS NOT NULL", name="waiting_has_date"),
        sqlite_strict=True,
    )
    op.create_index("ix_findings_state", "findings", ["state"])
    op.create_table(
        "requests",
        sa.Column("id", WHOLE, primary_key=True),
        _text("kind"),
        _text("provider"),
        _text("page"),
        _text("by"),
        sa.Column("at", MOMENT, nullable=False),
        _text("state"),
        sa.PrimaryKeyConstraint("id"),
        sa.CheckConstraint("state IN ('open', 'taken', 'done', 'failed')", name="state"),
        sqlite_strict=True,
    )
