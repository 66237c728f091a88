"""A report list into the register: piece by piece, so that a list of millions takes no more memory than a short one."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from directory.register import ReportList
from scheduler.report_lists import Row, Table, keys_of

if TYPE_CHECKING:
    from directory.store import Store

# Written in one transaction: a third of a second on a busy machine with a million numbers there, which others can wait.
PIECE_KEYS = 2_000


def import_reports(
    store: Store, head: ReportList, table: Table, tell: Callable[[Row], None], advance: Callable[[], None]
) -> ReportList | None:
    """Read every row into the register; the list is in force when all of it is there, and not before.

    head: what is known of the list beforehand. tell: is given each row that holds something nobody can dial, its
    cells cut down to that. Returns None, with nothing written, where no row holds a number.
    """
    counts: Counter[str] = Counter()
    told: Counter[str] = Counter()
    number: int | None = None
    for row in table.rows:
        advance()
        keys = {cell: keys_of(cell, head.region) for cell in row.cells}
        counts.update({key for found in keys.values() for key in found})
        unread = tuple(cell for cell, found in keys.items() if not found)
        if unread or row.fault:
            tell(row._replace(cells=unread))
        told["unread" if unread or row.fault else "rows" if keys else "empty"] += 1
        if len(counts) >= PIECE_KEYS:
            number = store.begin_list(head) if number is None else number
            store.add_reports(number, counts)
            counts.clear()
    if number is None and not counts:
        return None
    number = store.begin_list(head) if number is None else number
    store.add_reports(number, counts)
    return store.finish_list(number, rows=told["rows"], empty=told["empty"], unread=told["unread"])


def find_same(store: Store, head: ReportList) -> tuple[ReportList | None, bool]:
    """The list of this source and date that is in force, None for none, and whether it was made of the same file."""
    there = next((one for one in store.report_lists(head.source) if one.dated_on == head.dated_on), None)
    counts = {name: getattr(head, name) for name in ("imported_at", "numbers", "rows", "empty", "unread")}
    return there, there is not None and msgspec.structs.replace(there, **counts) == head


def digest_of(file: Path) -> str:
    """SHA-256 of a file, in hex."""
    with file.open("rb") as body:
        return hashlib.file_digest(body, "sha256").hexdigest()
