"""The bodies of the API's answers, put together from bytes that were rendered when the release was put up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Literal

import msgspec

from directory.public import PublicEntry, PublicProvider, RetiredLine
from directory.terms import Presence, Purpose
from publish.index import ListedRetired
from publish.lookup import Answer, Found, look_up
from publish.shelf import State
from publish.written import print_time

# At most so many things on one page (reliability, section 8).
PAGE_MOST = 500
# Selections of lines that are kept; each holds a number a line.
SELECTIONS = 64


class ReleaseNote(msgspec.Struct, frozen=True):
    """What an answer rests on. number: of the release; withdrawn: number of the list of lines taken back since."""

    number: int
    made: str
    expires_at: str
    withdrawn: int


class NumberAnswer(msgspec.Struct, frozen=True):
    """What is known of a number. exact: false where the line is listed under another key, such as 95188 for 0571-95188.

    overdue: whether every line shown was last decided more than 180 days ago, so that nobody vouches for it today.
    """

    answer: Answer
    exact: bool
    overdue: bool
    entries: tuple[PublicEntry, ...]
    retired: tuple[RetiredLine, ...]
    release: ReleaseNote


class EntryPage(msgspec.Struct, frozen=True):
    """A page of lines, sorted by provider and key. total: on all pages; next_offset: of the next page, null on the last."""

    total: int
    next_offset: int | None
    entries: tuple[PublicEntry, ...]
    release: ReleaseNote


class ProviderPage(msgspec.Struct, frozen=True):
    """A page of providers, those with exactly the name first. total: on all pages; next_offset: null on the last."""

    total: int
    next_offset: int | None
    providers: tuple[PublicProvider, ...]
    release: ReleaseNote


class ProviderAnswer(msgspec.Struct, frozen=True):
    """One provider with its first 500 lines. total: of its lines; retired: lines that it no longer has."""

    provider: PublicProvider
    total: int
    entries: tuple[PublicEntry, ...]
    retired: tuple[RetiredLine, ...]
    release: ReleaseNote


class StatusAnswer(msgspec.Struct, frozen=True):
    """What is up. state: `up`, `expired` or `none`; ground: what the release rests on, its licence and contact among it."""

    state: Literal["up", "expired", "none"]
    is_signed: bool
    is_newest: bool
    entries: int
    ground: dict[str, Any]
    release: ReleaseNote | None


class Answers:
    """Renders answers on one state; made anew with each."""

    def __init__(self, state: State) -> None:
        self.state = state
        index = state.index
        self._note = b'"release":' + msgspec.json.encode(
            ReleaseNote(
                number=index.number,
                made=print_time(index.made),
                expires_at=print_time(index.expires_at),
                withdrawn=state.withdrawn_number,
            )
        )
        self._live = {(line.provider, line.key) for line in index.lines} - state.withdrawn if index.retired else set()
        self._select = lru_cache(maxsize=SELECTIONS)(self._selected)

    def number(self, text: str, country: str, provider: str, today: date) -> bytes:
        """Answer on a number. provider: an id, "" for any. Raises UnknownRegion."""
        index = self.state.index
        found = look_up(index, self.state.withdrawn, text, country, provider)
        return self._number(found, today)

    def entries(self, where: tuple[str, str, str, str], limit: int, offset: int) -> bytes:
        """Answer with a page of lines. where: provider's id, country, purpose and presence, "" for any."""
        places = self._select(*where)
        page = places[offset : offset + limit]
        return _join(self._paging(len(places), limit, offset), b'"entries":', self._printed(page), self._note)

    def providers(self, ids: Sequence[str], limit: int, offset: int) -> bytes:
        """Answer with a page of these providers."""
        printed = self.state.index.providers_printed
        page = _array(printed[one] for one in ids[offset : offset + limit])
        return _join(self._paging(len(ids), limit, offset), b'"providers":', page, self._note)

    def provider(self, provider: str) -> bytes:
        """Answer with one provider and its lines. provider: an id of the index."""
        index = self.state.index
        places = self._select(provider, "", "", "")
        gone = [line for lines in index.retired.values() for line in lines if line.provider == provider]
        return b"".join((
            b'{"provider":', index.providers_printed[provider],
            b',"total":%d,"entries":' % len(places), self._printed(places[:PAGE_MOST]),
            b',"retired":', self._retired(gone), b",", self._note, b"}",
        ))  # fmt: skip

    def status(self, now: datetime, *, is_newest: bool) -> bytes:
        """Answer what is up. is_newest: whether nothing newer lies in the folder that could not be taken in."""
        state = b"up" if now < self.state.index.expires_at else b"expired"
        return b"".join((
            b'{"state":"', state, b'","is_signed":', msgspec.json.encode(self.state.is_signed),
            b',"is_newest":', msgspec.json.encode(is_newest),
            b',"entries":%d,"ground":' % len(self._select("", "", "", "")), self.state.index.ground,
            b",", self._note, b"}",
        ))  # fmt: skip

    def _number(self, found: Found, today: date) -> bytes:
        lines = self.state.index.lines
        is_overdue = bool(found.places) and all(lines[place].expires_on < today for place in found.places)
        return b"".join((
            b'{"answer":"', found.answer.encode(), b'","exact":', b"true" if found.is_exact else b"false",
            b',"overdue":', b"true" if is_overdue else b"false",
            b',"entries":', self._printed(found.places),
            b',"retired":', self._retired(found.retired) if found.retired else b"[]", b",", self._note, b"}",
        ))  # fmt: skip

    def _printed(self, places: Iterable[int]) -> bytes:
        printed = self.state.index.printed
        return _array(printed[place] for place in places)

    def _retired(self, lines: Iterable[ListedRetired]) -> bytes:
        """A line that replaced another is named only while it is listed itself."""
        return msgspec.json.encode([
            line if (line.provider, line.replaced_by) in self._live else msgspec.structs.replace(line, replaced_by="")
            for line in lines
        ])  # fmt: skip

    def _selected(
        self, provider: str, country: str, purpose: Purpose | str, presence: Presence | str
    ) -> tuple[int, ...]:
        index, gone = self.state.index, self.state.withdrawn
        first, behind = index.spans.get(provider, (0, 0)) if provider else (0, len(index.lines))
        return tuple(
            place
            for place in range(first, behind)
            for line in [index.lines[place]]
            if (not country or line.country == country)
            and (not purpose or line.purpose == purpose)
            and (not presence or line.presence == presence)
            and (not gone or (line.provider, line.key) not in gone)
        )

    def _paging(self, total: int, limit: int, offset: int) -> bytes:
        following = offset + limit
        return b'{"total":%d,"next_offset":%s,' % (total, b"%d" % following if following < total else b"null")


def _array(printed: Iterable[bytes]) -> bytes:
    return b"[" + b",".join(printed) + b"]"


def _join(head: bytes, name: bytes, array: bytes, note: bytes) -> bytes:
    return b"".join((head, name, array, b",", note, b"}"))
