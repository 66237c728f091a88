"""The tables of delivery: what waits to be sent, and what each recipient was told already."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index, PrimaryKeyConstraint, Table

from directory.columns import WHOLE, Moment, Words
from directory.outbox import LETTER_KINDS, LETTER_STATES
from directory.tables import metadata

letters = Table(
    "letters",
    metadata,
    Column("id", Words, primary_key=True),
    Column("to", Words, nullable=False),
    Column("kind", Words, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("title", Words, nullable=False),
    Column("body", Words, nullable=False),
    Column("state", Words, nullable=False),
    Column("tries", WHOLE, nullable=False),
    Column("next_at", Moment),
    Column("sent_at", Moment),
    Column("error", Words, nullable=False),
    CheckConstraint(f"kind IN ({', '.join(map(repr, LETTER_KINDS))})", name="kind"),
    CheckConstraint(f"state IN ({', '.join(map(repr, LETTER_STATES))})", name="state"),
    Index(None, "state", "made_at"),
    sqlite_strict=True,
)

# recipient "": for nobody in particular, so that a run is gone through once.
told = Table(
    "told",
    metadata,
    Column("to", Words, nullable=False),
    Column("what", Words, nullable=False),
    Column("at", Moment, nullable=False),
    PrimaryKeyConstraint("to", "what"),
    sqlite_strict=True,
)
