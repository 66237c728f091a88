"""What a list adds to the directory: candidates with their origin; what it repeats, and what is left for a person. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, cast

from directory.public import clean_text
from directory.records import Entry, Provider, Record
from directory.terms import Purpose
from scheduler.line_lists.listed import Listed
from scheduler.line_lists.matching import Placed
from verifier.case import IMPORTED_ORIGIN
from verifier.meaning import read_meaning


class ListHead(Record, frozen=True):
    """Where a list comes from. source: who published it; by: who imported it ("account 3", "shell"); digest: SHA-256 hex of the file.

    at: when it was imported, aware, UTC. format, charset: how it was read.
    """

    file: str
    source: str
    by: str
    at: datetime
    digest: str
    format: str
    charset: str


class Left(Record, frozen=True):
    """A row that a person must look at: where it stands, what it says, why it was left, what was expected."""

    place: str
    provider: str
    number: str
    why: str
    expected: str


class There(Record, frozen=True):
    """A row whose line the directory has already, and in which status."""

    place: str
    provider: str
    key: str
    status: str


class Plan(NamedTuple):
    """What importing would do. repeated: rows that say what an earlier row of the list said."""

    added: tuple[Entry, ...]
    there: tuple[There, ...]
    left: tuple[Left, ...]
    repeated: int


class Held(NamedTuple):
    """What this installation holds. entries: (provider, key) → line. known_false: key → providers it was rejected for."""

    entries: Mapping[tuple[str, str], Entry]
    known_false: Mapping[str, Sequence[str]]


def plan_import(rows: Iterable[Placed], held: Held, providers: Mapping[str, Provider], head: ListHead) -> Plan:
    """Sort the rows of a list into new candidates, lines that are there, and what is left for a person."""
    added: dict[tuple[str, str], Entry] = {}
    there: dict[tuple[str, str], There] = {}
    left: list[Left] = []
    verified = _verified(held)
    repeated = 0
    for one in rows:
        if one.provider is None or one.why:
            left.append(left_over(one))
            continue
        identity = (one.provider.id, one.keys[0])
        if identity in added or identity in there:
            repeated += 1
        elif identity in held.entries:
            there[identity] = There(
                place=one.row.place, provider=identity[0], key=identity[1], status=held.entries[identity].status
            )
        elif (refused := _refused(one, one.provider, held, verified, providers)) is not None:
            left.append(refused)
        else:
            added[identity] = _candidate(one, one.provider, head)
    return Plan(tuple(added[name] for name in sorted(added)), tuple(there.values()), tuple(left), repeated)


def left_over(one: Placed, why: str = "", expected: str = "") -> Left:
    """Say what was left of a row, and why."""
    name = one.provider.id if one.provider is not None else next(iter(one.row.names), one.row.url)
    return Left(
        place=one.row.place,
        provider=clean_text(name),
        number=one.row.number,
        why=why or one.why,
        expected=expected or one.expected,
    )


def _refused(
    one: Placed,
    provider: Provider,
    held: Held,
    verified: Mapping[str, tuple[str, ...]],
    providers: Mapping[str, Provider],
) -> Left | None:
    """Why a list's word is not enough to make a line even a candidate, None where it is."""
    key = one.keys[0]
    if provider.id in held.known_false.get(key, ()):
        return left_over(one, f"{key} was rejected for {provider.id}", "expected an `undo` of that decision first")
    if provider.hotline != "published":
        return left_over(
            one, f"{provider.id} has no public hotline", "expected `attest` with a file that shows the line"
        )
    groups = {name: one.group for name, one in providers.items()}
    others = [name for name in verified.get(key, ()) if not provider.group or groups.get(name) != provider.group]
    if others:
        return left_over(
            one, f"{key} is a verified line of {', '.join(others)}", "expected whose line it is, by a person"
        )
    return None


def _verified(held: Held) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for (provider, key), entry in sorted(held.entries.items()):
        if entry.status == "verified":
            found[key] = (*found.get(key, ()), provider)
    return found


def _candidate(one: Placed, provider: Provider, head: ListHead) -> Entry:
    row = one.row
    return Entry(
        id=0,
        provider=provider.id,
        key=one.keys[0],
        status="candidate",
        purpose=purpose_of(row, one.keys[0]),
        label=clean_text(row.label),
        # Whoever owns the host may have more than one firm's lines on its list: a weaker match, and told.
        origin=f"{IMPORTED_ORIGIN}{head.at:%Y-%m-%d} by {head.by} from {clean_text(head.source)}, {clean_text(head.file)}, "
        f"{clean_text(row.place)}{', found by its host' if one.rule == 'host' else ''} (sha256 {head.digest})",
        sure="low",
    )


def purpose_of(row: Listed, key: str) -> Purpose:
    """What a list says a line is for: its own word for it, else what its label reads as on a page."""
    label = row.label.casefold()
    return cast("Purpose", row.purpose) if row.purpose else read_meaning(key, label, label, "", label).purpose
