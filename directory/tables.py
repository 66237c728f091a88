"""The tables of the store: one description for SQLite and PostgreSQL.

A record that is always read whole stands in one JSON column (`Body`), with columns beside it only for what is
searched. SQLite tables are STRICT, so that a column holds what it says. A change here is a migration there.
"""

from __future__ import annotations

from typing import Any, get_args

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
)

from directory.columns import FRACTION, WHOLE, Body, Day, Moment, Words
from directory.decisions import Effect
from directory.findings import Change, Finding
from directory.nights import Night
from directory.records import Entry, Fetch, Reading
from directory.terms import FindingState, Presence, Role, Status

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMES)


def _table(name: str, *items: Column[Any] | CheckConstraint | UniqueConstraint | PrimaryKeyConstraint | Index) -> Table:
    return Table(name, metadata, *items, sqlite_strict=True)


def _text(name: str, target: str | None = None, *, optional: bool = False) -> Column[str]:
    """Describe a text column, a reference to `target` where one is given."""
    references = [] if target is None else [ForeignKey(target)]
    return Column(name, Words, *references, nullable=optional)


def _one_of(column: str, words: Any) -> CheckConstraint:
    """Make a closed list of the records a rule of the database."""
    return CheckConstraint(f"{column} IN ({', '.join(repr(word) for word in get_args(words))})", name=column)


providers = _table(
    "providers",
    _text("id"),
    _text("name"),
    _text("basis"),
    PrimaryKeyConstraint("id"),
)

runs = _table(
    "runs",
    _text("id"),
    Column("at", Moment, nullable=False),
    _text("state"),
    _text("inputs"),
    Column("settings", Body(dict[str, Any]), nullable=False),
    # The number of the last decision when the run began: what was decided later is not the night's to overwrite.
    Column("decided", WHOLE, nullable=False),
    Column("night", Body(Night)),
    PrimaryKeyConstraint("id"),
    CheckConstraint("state IN ('open', 'closed', 'invalid')", name="state"),
    CheckConstraint("state = 'open' OR night IS NOT NULL", name="closed_has_night"),
    Index(None, "inputs"),
)

run_providers = _table(
    "run_providers",
    _text("run", "runs.id"),
    _text("provider"),
    _text("state"),
    PrimaryKeyConstraint("run", "provider"),
    CheckConstraint("state IN ('fetched', 'read')", name="state"),
)

snapshots = _table(
    "snapshots",
    _text("digest"),
    _text("file"),
    Column("offset", WHOLE, nullable=False),
    Column("size_bytes", WHOLE, nullable=False),
    _text("media"),
    _text("charset"),
    PrimaryKeyConstraint("digest"),
)

# Every page that was ever fetched: the short list from which "the latest of each page" is looked up.
pages = _table(
    "pages",
    _text("provider"),
    _text("page"),
    PrimaryKeyConstraint("provider", "page"),
)

fetches = _table(
    "fetches",
    _text("run", "runs.id"),
    _text("provider"),
    _text("page"),
    Column("at", Moment, nullable=False),
    _text("outcome"),
    _text("snapshot", "snapshots.digest", optional=True),
    # How the run itself read the snapshot: what `recorded` means (design, 3).
    _text("reading", optional=True),
    _text("reader", optional=True),
    _text("description", optional=True),
    Column("fetch", Body(Fetch), nullable=False),
    PrimaryKeyConstraint("run", "provider", "page"),
    Index(None, "page", "provider", "at"),
    Index(None, "snapshot"),
)

# The same pages, looked at from elsewhere: apart, so that no question about a page's own fetches ever meets one.
vantages = _table(
    "vantages",
    _text("run", "runs.id"),
    _text("provider"),
    _text("page"),
    _text("vantage"),
    _text("snapshot", "snapshots.digest", optional=True),
    Column("fetch", Body(Fetch), nullable=False),
    PrimaryKeyConstraint("run", "provider", "page", "vantage"),
)

readings = _table(
    "readings",
    Column("id", WHOLE, primary_key=True),
    _text("snapshot", "snapshots.digest"),
    _text("page"),
    _text("reader"),
    _text("description"),
    _text("outcome"),
    Column("reading", Body(Reading), nullable=False),
    UniqueConstraint("snapshot", "page", "reader", "description"),
)

sightings = _table(
    "sightings",
    Column("reading", WHOLE, ForeignKey("readings.id"), nullable=False),
    Column("n", WHOLE, nullable=False),
    _text("key"),
    _text("layer"),
    _text("place"),
    _text("raw"),
    _text("label"),
    _text("purpose"),
    PrimaryKeyConstraint("reading", "n"),
    Index(None, "key"),
)

# Append-only: triggers refuse update, delete and a number out of turn (migrations, v0001).
decisions = _table(
    "decisions",
    Column("seq", WHOLE, autoincrement=False, nullable=False),
    _text("kind"),
    _text("provider"),
    _text("finding"),
    Column("at", Moment, nullable=False),
    _text("body"),
    _text("prev"),
    _text("hash"),
    # The lines as they were before the decision (for `undo`) and what it did to them.
    Column("before", Body(tuple[Entry, ...]), nullable=False),
    Column("effect", Body(Effect), nullable=False),
    PrimaryKeyConstraint("seq"),
    UniqueConstraint("hash"),
    Index(None, "provider"),
    Index(None, "finding"),
    Index(None, "kind"),
)

# Triggers refuse a verified line whose decision is none that accepts or attests, and a deletion (migrations, v0005).
entries = _table(
    "entries",
    Column("id", WHOLE, autoincrement=False, nullable=False),
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
    Column("languages", Words, nullable=False, server_default=""),
    _text("origin"),
    _text("sure"),
    Column("replaces", WHOLE, ForeignKey("entries.id")),
    Column("pages", Body(tuple[str, ...]), nullable=False),
    Column("first_seen", Moment),
    Column("last_seen", Moment),
    Column("missed_nights", WHOLE, nullable=False),
    Column("night_on", Day),
    Column("verified_on", Day),
    _text("accepted_by", optional=True),
    Column("decision", WHOLE, ForeignKey("decisions.seq")),
    _text("source"),
    _text("snapshot"),
    # The last decision that set this line, None while only nights have.
    Column("touched", WHOLE, ForeignKey("decisions.seq")),
    PrimaryKeyConstraint("id"),
    UniqueConstraint("provider", "key"),
    CheckConstraint("status <> 'verified' OR decision IS NOT NULL", name="verified_needs_decision"),
    _one_of("status", Status),
    _one_of("presence", Presence),
    CheckConstraint("accepted_by IN ('person', 'policy')", name="accepted_by"),
    Index(None, "line"),
)

changes = _table(
    "changes",
    _text("run", "runs.id"),
    Column("n", WHOLE, nullable=False),
    _text("provider"),
    _text("number"),
    _text("change"),
    _text("cause"),
    Column("body", Body(Change), nullable=False),
    PrimaryKeyConstraint("run", "n"),
    Index(None, "provider", "number"),
    # Most rows say `stayed`; the history of a provider asks for the few that do not.
    Index(None, "change", "run"),
)

findings = _table(
    "findings",
    _text("id"),
    _text("provider"),
    _text("matter"),
    Column("keys", Body(tuple[str, ...]), nullable=False),
    _text("level"),
    Column("score", FRACTION, nullable=False),
    _text("ground"),
    Column("body", Body(Finding), nullable=False),
    _text("first_run", "runs.id"),
    _text("last_run", "runs.id"),
    _text("state"),
    Column("wait_until", Day),
    PrimaryKeyConstraint("id"),
    _one_of("state", FindingState),
    CheckConstraint("state <> 'waiting' OR wait_until IS NOT NULL", name="waiting_has_date"),
    # The queue and its tallies are read from this alone.
    Index(None, "state", "level", "score", "first_run", "id"),
)

accounts = _table(
    "accounts",
    Column("id", WHOLE, autoincrement=False, nullable=False),
    _text("name"),
    _text("role"),
    _text("secret", optional=True),
    Column("disabled", WHOLE, nullable=False),
    Column("created_at", Moment, nullable=False),
    PrimaryKeyConstraint("id"),
    UniqueConstraint("name"),
    _one_of("role", Role),
    CheckConstraint("disabled IN (0, 1)", name="disabled"),
)

known_false = _table(
    "known_false",
    _text("provider"),
    _text("key"),
    Column("since", Moment, nullable=False),
    Column("decision", WHOLE, ForeignKey("decisions.seq")),
    _text("source"),
    PrimaryKeyConstraint("provider", "key"),
    Index(None, "key"),
)
