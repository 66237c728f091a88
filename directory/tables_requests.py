"""The tables of what the desk asks of the shell, and of the pictures that came of it."""

from __future__ import annotations

from typing import get_args

from sqlalchemy import CheckConstraint, Column, Index, PrimaryKeyConstraint, Table

from directory.columns import WHOLE, Body, Moment, Words
from directory.requests import REQUEST_KINDS, Crop, RequestState
from directory.tables import metadata

requests = Table(
    "requests",
    metadata,
    Column("id", WHOLE, autoincrement=False, nullable=False),
    Column("kind", Words, nullable=False),
    Column("provider", Words, nullable=False),
    Column("page", Words, nullable=False),
    Column("finding", Words, nullable=False),
    Column("by", Words, nullable=False),
    Column("at", Moment, nullable=False),
    Column("state", Words, nullable=False),
    Column("taker", Words, nullable=False),
    Column("held_until", Moment),
    Column("tries", WHOLE, nullable=False),
    Column("progress", Body(dict[str, str]), nullable=False),
    Column("result", Body(dict[str, str]), nullable=False),
    Column("ended_at", Moment),
    PrimaryKeyConstraint("id"),
    CheckConstraint(f"kind IN ({', '.join(map(repr, REQUEST_KINDS))})", name="kind"),
    CheckConstraint(f"state IN ({', '.join(map(repr, get_args(RequestState)))})", name="state"),
    CheckConstraint("state <> 'taken' OR held_until IS NOT NULL", name="taken_is_held"),
    Index(None, "state"),
    Index(None, "finding"),
    sqlite_strict=True,
)

crops = Table(
    "crops",
    metadata,
    Column("snapshot", Words, nullable=False),
    Column("number", Words, nullable=False),
    Column("body", Body(Crop), nullable=False),
    PrimaryKeyConstraint("snapshot", "number"),
    sqlite_strict=True,
)
