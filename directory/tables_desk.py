"""The tables of the review desk: sessions, tries to sign in, and what people note on findings for each other."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, PrimaryKeyConstraint, Table

from directory.columns import WHOLE, Moment, Words
from directory.tables import metadata

sessions = Table(
    "sessions",
    metadata,
    Column("id", Words, nullable=False),
    Column("account", WHOLE, ForeignKey("accounts.id"), nullable=False),
    Column("form_token", Words, nullable=False),
    Column("began_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    PrimaryKeyConstraint("id"),
    Index(None, "account"),
    sqlite_strict=True,
)

# Failures alone: what counts towards a pause, by the name that was typed and by the client.
sign_in_tries = Table(
    "sign_in_tries",
    metadata,
    Column("id", WHOLE, primary_key=True),
    Column("name", Words, nullable=False),
    Column("client", Words, nullable=False),
    Column("at", Moment, nullable=False),
    Index(None, "at"),
    sqlite_strict=True,
)

comments = Table(
    "comments",
    metadata,
    Column("id", WHOLE, primary_key=True),
    Column("finding", Words, ForeignKey("findings.id"), nullable=False),
    Column("account", WHOLE, ForeignKey("accounts.id"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("text", Words, nullable=False),
    Index(None, "finding"),
    sqlite_strict=True,
)

# Who looks after a finding (one at most), and who has looked at it.
marks = Table(
    "marks",
    metadata,
    Column("finding", Words, ForeignKey("findings.id"), nullable=False),
    Column("account", WHOLE, ForeignKey("accounts.id"), nullable=False),
    Column("kind", Words, nullable=False),
    Column("at", Moment, nullable=False),
    PrimaryKeyConstraint("finding", "account", "kind"),
    CheckConstraint("kind IN ('assigned', 'seen')", name="kind"),
    sqlite_strict=True,
)
