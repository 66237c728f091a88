"""Entries: what nights may set of them, what only decisions may, and the lists that judging needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import msgspec
from sqlalchemy import Connection, bindparam, func, insert, select, update

from directory import tables
from directory.number import country_of, ext_of, line_of
from directory.records import Entry
from directory.store_door import Door
from directory.store_hosts import move_hosts
from directory.store_rows import AnyRow, in_batches
from directory.terms import Status

FIELDS = tuple(field.name for field in msgspec.structs.fields(Entry))
# What a night sees of a line, and what a better reading may call it. All else is a decision's to set.
# Where a provider stands by its id; decisions and findings keep the one they were made under.
MOVED = (
    tables.entries,
    tables.known_false,
    tables.fetches,
    tables.vantages,
    tables.pages,
    tables.run_providers,
)
SEEN = ("presence", "first_seen", "last_seen", "missed_nights", "night_on", "pages", "source", "snapshot")
CALLED = ("purpose", "audience", "label", "hours", "languages", "origin", "sure")
Identity = tuple[str, str]


class EntryStore(Door):
    """The lines of the directory."""

    def entries(self, provider: str | None = None, status: Status | None = None) -> list[Entry]:
        """List the lines, of one provider or status where given, by provider and key."""
        columns = tables.entries.c
        query = select(tables.entries)
        if provider is not None:
            query = query.where(columns.provider == provider)
        if status is not None:
            query = query.where(columns.status == status)
        with self.looking() as connection:
            return _sorted(entry_of(row) for row in connection.execute(query))

    def entries_of(self, line: str) -> list[Entry]:
        """List the entries, of every provider, whose line (the key without extension) this is."""
        with self.looking() as connection:
            found = connection.execute(select(tables.entries).where(tables.entries.c.line == line))
            return _sorted(entry_of(row) for row in found)

    def known_false(self) -> dict[str, tuple[str, ...]]:
        """Give the numbers registered as false: key → providers it was rejected for."""
        with self.looking() as connection:
            rows = connection.execute(select(tables.known_false.c.key, tables.known_false.c.provider))
            return _by_key((row.key, row.provider) for row in rows)

    def listed(self) -> dict[str, tuple[str, ...]]:
        """Give every key held as a line, verified or candidate: key → providers."""
        columns = tables.entries.c
        query = select(columns.key, columns.provider).where(columns.status.in_(("verified", "candidate")))
        with self.looking() as connection:
            return _by_key((row.key, row.provider) for row in connection.execute(query))

    def retired_on(self) -> dict[Identity, date]:
        """Give the day (UTC) of the decision that ended each retired line: (provider, key) → day."""
        columns = tables.entries.c
        ended = select(columns.provider, columns.key, tables.decisions.c.at).where(columns.status == "retired")
        with self.looking() as connection:
            rows = connection.execute(ended.join(tables.decisions, tables.decisions.c.seq == columns.touched))
            return {(row.provider, row.key): row.at.date() for row in rows}

    def seed_candidates(self, candidates: Sequence[Entry]) -> list[Entry]:
        """Add those whose (provider, key) the store does not have yet; give them back with their ids.

        Raises ValueError for one that is no candidate or has an id.
        """
        wrong = [one for one in candidates if one.status != "candidate" or one.id]
        if wrong:
            raise ValueError(
                f"seeds: got {wrong[0].provider} {wrong[0].key} as {wrong[0].status!r}, id {wrong[0].id}; "
                "expected new candidates"
            )
        with self.writing(alone=True) as connection:
            known = _held(connection, {one.provider for one in candidates})
            fresh = {_identity(one): one for one in candidates if _identity(one) not in known}
            return _add(connection, fresh.values(), touched=None)

    def rename_provider(self, old: str, new: str) -> None:
        """Move everything but decisions and findings from a provider's former id to its present one.

        Decisions keep the id they were made under, for they are chained. Open findings lapse: their ids come of the
        provider's, so the next night asks under the new one. Raises ValueError where both ids hold the same key.
        """
        with self.writing(alone=True) as connection:
            both = {key for _, key in _held(connection, {old})} & {key for _, key in _held(connection, {new})}
            if both:
                raise ValueError(
                    f"rename of {old!r} to {new!r}: both hold {sorted(both)}; a merge needs a decision "
                    "on each of them: take the id out of `formerly`"
                )
            for table in MOVED:
                connection.execute(update(table).where(table.c.provider == old).values(provider=new))
            move_hosts(connection, old, new)
            asked = tables.findings.c
            lapse = update(tables.findings).where(asked.provider == old, asked.state.in_(("open", "waiting")))
            connection.execute(lapse.values(state="lapsed", wait_until=None))


def entry_of(row: AnyRow) -> Entry:
    """Give the entry of a row of `entries`."""
    columns = row._mapping  # noqa: SLF001 - SQLAlchemy's public name for a row read by column
    return Entry(**{name: columns[name] for name in FIELDS})


def put_night(connection: Connection, entries: Sequence[Entry], decided: int) -> None:
    """Write what a night says of its lines, new ones added; what decisions own stays as it is.

    decided: number of the last decision when the run began; a line decided on since keeps what it is called.
    Raises ValueError for a new line with an id, an unknown one, or a status that no decision changed.
    """
    # Part by part: a directory's rows, all at once, are many times its lines in memory.
    for part in in_batches(_sorted(entries)):
        _put_part(connection, part, decided)


def _put_part(connection: Connection, entries: Sequence[Entry], decided: int) -> None:
    held = _held(connection, {one.provider for one in entries})
    known = [one for one in entries if _identity(one) in held]
    for one in known:
        row = held[_identity(one)]
        is_decided_since = (row.touched or 0) > decided
        if one.status != row.status and not is_decided_since:
            raise ValueError(
                f"{one.provider} {one.key}: a night says {one.status!r}, the directory {row.status!r}; "
                "only a decision changes a status"
            )
    _set(connection, [one for one in known if (held[_identity(one)].touched or 0) > decided], SEEN)
    _set(connection, [one for one in known if (held[_identity(one)].touched or 0) <= decided], SEEN + CALLED)
    _add(connection, [one for one in entries if _identity(one) not in held], touched=None)


def put_decided(connection: Connection, entries: Sequence[Entry], seq: int) -> None:
    """Write lines whole, as decision `seq` wants them.

    Raises ValueError for a new line with an id, or one whose id is another's.
    """
    held = _held(connection, {one.provider for one in entries})
    known = [one for one in entries if _identity(one) in held]
    for one in known:
        if one.id != held[_identity(one)].id:
            raise ValueError(f"{one.provider} {one.key}: got id {one.id}, the directory has {held[_identity(one)].id}")
    rest = tuple(name for name in FIELDS if name not in ("id", "provider", "key"))
    _set(connection, known, rest, touched=seq)
    _add(connection, [one for one in entries if _identity(one) not in held], touched=seq)


def _identity(entry: Entry) -> Identity:
    return entry.provider, entry.key


def _held(connection: Connection, providers: Iterable[str]) -> dict[Identity, AnyRow]:
    found: dict[Identity, AnyRow] = {}
    for batch in in_batches(sorted(providers)):
        for row in connection.execute(select(tables.entries).where(tables.entries.c.provider.in_(batch))):
            found[row.provider, row.key] = row
    return found


def _set(connection: Connection, entries: Sequence[Entry], names: Sequence[str], **more: object) -> None:
    """Write the named fields of lines that the store has."""
    if not entries:
        return
    columns = tables.entries.c
    where = (columns.provider == bindparam("of_provider")) & (columns.key == bindparam("of_key"))
    rows = [
        {name: getattr(one, name) for name in names} | more | {"of_provider": one.provider, "of_key": one.key}
        for one in entries
    ]
    connection.execute(update(tables.entries).where(where), rows)


def _add(connection: Connection, entries: Iterable[Entry], touched: int | None) -> list[Entry]:
    """Add lines under the next ids, in the order of provider and key, so that every database counts alike."""
    with_id = [one for one in entries if one.id]
    if with_id:
        raise ValueError(
            f"{with_id[0].provider} {with_id[0].key}: got id {with_id[0].id} for a line the directory "
            "does not have; a new one has id 0"
        )
    last = connection.scalar(select(func.coalesce(func.max(tables.entries.c.id), 0))) or 0
    fresh = [msgspec.structs.replace(one, id=number) for number, one in enumerate(_sorted(entries), start=last + 1)]
    if fresh:
        connection.execute(insert(tables.entries), [_row(one, touched) for one in fresh])
    return fresh


def _row(entry: Entry, touched: int | None) -> Mapping[str, object]:
    parts = {"line": line_of(entry.key), "country": country_of(entry.key), "ext": ext_of(entry.key)}
    return msgspec.structs.asdict(entry) | parts | {"touched": touched}


def _sorted(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=_identity)


def _by_key(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for key, provider in sorted(pairs):
        found.setdefault(key, []).append(provider)
    return {key: tuple(providers) for key, providers in found.items()}
