"""The tables of what is remembered beside the nights: imported report lists, and when official hosts came."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, PrimaryKeyConstraint, Table

from directory.columns import WHOLE, Day, Moment, Words
from directory.tables import metadata

# A list is written in pieces: until it is whole, nobody is told of it.
report_lists = Table(
    "report_lists",
    metadata,
    Column("id", WHOLE, autoincrement=False, nullable=False),
    Column("source", Words, nullable=False),
    Column("dated_on", Day, nullable=False),
    Column("about", Words, nullable=False),
    Column("format", Words, nullable=False),
    Column("region", Words, nullable=False),
    Column("digest", Words, nullable=False),
    Column("imported_at", Moment, nullable=False),
    Column("numbers", WHOLE, nullable=False),
    Column("rows", WHOLE, nullable=False),
    Column("empty", WHOLE, nullable=False),
    Column("unread", WHOLE, nullable=False),
    Column("is_whole", WHOLE, nullable=False),
    PrimaryKeyConstraint("id"),
    CheckConstraint("is_whole IN (0, 1)", name="is_whole"),
    Index(None, "source", "dated_on"),
    sqlite_strict=True,
)

reported = Table(
    "reported",
    metadata,
    Column("list", WHOLE, ForeignKey("report_lists.id"), nullable=False),
    Column("key", Words, nullable=False),
    Column("reports", WHOLE, nullable=False),
    PrimaryKeyConstraint("list", "key"),
    Index(None, "key"),
    sqlite_strict=True,
)

# Official hosts as descriptions named them, with the first night of each.
hosts = Table(
    "hosts",
    metadata,
    Column("provider", Words, nullable=False),
    Column("host", Words, nullable=False),
    Column("since", Moment, nullable=False),
    PrimaryKeyConstraint("provider", "host"),
    sqlite_strict=True,
)
