"""What a third-party page says: the numbers it gives for the providers it names. Pure; a claim, never evidence.

Only what stands around a name is read, unless the page's title names a provider: a page about it is read whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from directory.records import Provider, Record, Sighting
from verifier.document import Block
from verifier.named import Names
from verifier.page_kind import PageKind, is_official, kind_of_page
from verifier.readers.charset import decode
from verifier.readers.html import read_html
from verifier.readers.text import read_text
from verifier.reading import reader_of
from verifier.sight import MOST_SIGHTINGS, sight_block
from verifier.skim import lines_in

# A name and its number stand in one section: some paragraphs of text with their markup.
AROUND_CHARS = 2000
# A number below a line without a name belongs to a name at most so many lines above it.
LINES_ABOVE = 4
# More than that is a data set, no page about a provider.
MOST_CHARS = 512 * 1024
_TITLE = re.compile(r"<title[^<>]*>([^<]{0,500})", re.IGNORECASE)
_DIGITS = re.compile(r"\d")
# For the guess of a country: what a page declares stands in its first tags.
_HEAD_CHARS = 1024

Guess = Callable[[bytes, str], Sequence[str]]


class Told(Record, frozen=True):
    """One number that one page gives for one provider.

    readings: the keys it may be, the preferred one first. at: the capture's WARC-Date. quote: the words around it.
    """

    provider: str
    readings: tuple[str, ...]
    raw: str
    url: str
    at: str
    page_kind: PageKind
    quote: str
    is_folded: bool = False


class Leaflet(NamedTuple):
    """One page of a third party, decoded from transfer. at: as the archive says; media, charset: as declared."""

    url: str
    at: str
    media: str
    charset: str
    body: bytes


def told_by(
    leaf: Leaflet, named: frozenset[str], providers: Mapping[str, Provider], names: Names, guess: Guess
) -> Iterator[Told]:
    """The claims of one page, each number of each provider once.

    named: the providers it names (`Names.in_bytes`). guess: the regions that its numbers may be dialled in, of the
    bytes of a part of it and its address. A number belongs to the providers named in the words around it, else in the
    nearest line above, else in the title, else to the only one that the page names. What a provider's own page says,
    numbers that the page warns of and numbers of somebody else named beside them are no claims.
    """
    reader = reader_of(leaf.body, leaf.media)[0]
    if reader not in (read_html, read_text):
        return
    text = decode(leaf.body, leaf.charset, "").text.replace("\x00", "")
    title = _TITLE.search(text) if reader is read_html else None
    of_title = names.in_text(title[1]) & named if title is not None else frozenset()
    last = of_title or (named if len(named) == 1 else frozenset())
    seen: set[tuple[str, str]] = set()
    for part in [text[:MOST_CHARS]] if of_title else _parts(text, names):
        lines = lines_in(part) if reader is read_html else part.splitlines()
        if not any(map(_DIGITS.search, lines)):
            continue
        regions = guess(f"{text[:_HEAD_CHARS]}\n{part}".encode("utf-8", "replace"), leaf.url)
        for one, whose in _sighted(lines, tuple(regions), names):
            for provider in sorted(whose & named or last):
                if (provider, one.number) not in seen and not is_own_page(leaf.url, providers[provider]):
                    seen.add((provider, one.number))
                    yield _told(one, providers[provider], leaf)


def _parts(text: str, names: Names) -> list[str]:
    """What stands around the names of a page, in its order; pieces that touch are one."""
    found: list[tuple[int, int]] = []
    for start, end in names.spans(text[:MOST_CHARS]):
        first, behind = max(0, start - AROUND_CHARS), end + AROUND_CHARS
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], behind)
        else:
            found.append((first, behind))
    return [text[_outside_script(text, first) : behind] for first, behind in found]


def _outside_script(text: str, at: int) -> int:
    """A place at or behind `at` that lies in no script and in no tag."""
    for opening, closing in (("<script", "</script"), ("<style", "</style"), ("<", ">")):
        if text.rfind(opening, 0, at) > text.rfind(closing, 0, at):
            behind = text.find(closing, at)
            at = at if behind < 0 else behind
    return at


def _sighted(lines: Sequence[str], regions: tuple[str, ...], names: Names) -> Iterator[tuple[Sighting, frozenset[str]]]:
    """The numbers of some lines that people call, each with the providers named around it or in the line above."""
    above, since, room = frozenset[str](), 0, MOST_SIGHTINGS
    lead = ""
    for line in lines:
        here = names.in_text(line)
        if _DIGITS.search(line) is not None and room > 0:
            for one in sight_block(Block(line, "", "visible", lead), regions).sightings:
                room -= 1
                if not (one.is_warned or one.calls == "out" or one.owner):
                    yield one, names.in_text(f"{one.label} {one.quote}") or here or above
            lead = ""
        else:
            lead = line[-60:]
        above, since = (here, 0) if here else (above if since < LINES_ABOVE else frozenset(), since + 1)


def is_own_page(url: str, provider: Provider) -> bool:
    """Whether an address is the provider's own page, and no area of it that anybody writes."""
    return is_official(url, provider) and kind_of_page("", url, provider) == "provider_own"


def _told(one: Sighting, provider: Provider, leaf: Leaflet) -> Told:
    return Told(
        provider=provider.id,
        readings=one.readings,
        raw=one.raw,
        url=leaf.url,
        at=leaf.at,
        page_kind=kind_of_page("", leaf.url, provider) or "unknown",
        quote=one.quote,
        is_folded=one.is_folded,
    )
