"""Column types that mean the same on SQLite and on PostgreSQL.

What no reader of the schema would guess: a crawled text may hold NUL, which PostgreSQL refuses, so `Words` keeps it
as U+FFFD; SQLite keeps no time zone, so `Moment` writes UTC in ISO 8601 there, at a fixed width that sorts.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import msgspec
from sqlalchemy import REAL, BigInteger, Date, DateTime, Dialect, Double, Integer, Text, TypeDecorator
from sqlalchemy.types import TypeEngine

# INTEGER and REAL are all that a STRICT table of SQLite takes; PostgreSQL's own INTEGER and REAL are four bytes.
WHOLE: TypeEngine[int] = BigInteger().with_variant(Integer(), "sqlite")
FRACTION: TypeEngine[float] = Double().with_variant(REAL(), "sqlite")


class Words(TypeDecorator[str]):
    """Text from anywhere; NUL is kept as U+FFFD, because PostgreSQL cannot hold it."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002, D102
        return None if value is None else value.replace("\0", "\ufffd")


class Moment(TypeDecorator[datetime]):
    """An aware time, UTC in and out on both databases. Refuses a time without a zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:  # noqa: D102
        return Text() if dialect.name == "sqlite" else DateTime(timezone=True)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:  # noqa: D102
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"time {value.isoformat()}: got no zone, expected an aware time in UTC")
        utc = value.astimezone(UTC)
        return utc.isoformat(timespec="microseconds") if dialect.name == "sqlite" else utc

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002, D102
        if value is None:
            return None
        return (datetime.fromisoformat(value) if isinstance(value, str) else value).astimezone(UTC)


class Day(TypeDecorator[date]):
    """A UTC date, ISO 8601 text on SQLite."""

    impl = Date
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:  # noqa: D102
        return Text() if dialect.name == "sqlite" else Date()

    def process_bind_param(self, value: date | None, dialect: Dialect) -> Any:  # noqa: D102
        return value.isoformat() if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> date | None:  # noqa: ARG002, D102
        return date.fromisoformat(value) if isinstance(value, str) else value


class Body(TypeDecorator[Any]):
    """A whole record as JSON text; a row that no longer decodes raises msgspec.DecodeError."""

    impl = Text
    cache_ok = True

    def __init__(self, shape: Any) -> None:
        super().__init__()
        self.shape = shape

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002, D102
        return None if value is None else msgspec.json.encode(value).decode()

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:  # noqa: ARG002, D102
        return None if value is None else msgspec.json.decode(value, type=self.shape)
