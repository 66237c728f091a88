"""What messages say: the digest of a night, urgent findings, pages that fail or are back, an alarm, a test. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from directory.outbox import LetterKind
from reports.formats import text
from reports.shown import show
from reports.view import Card, Piece, Report
from reports.words import Lang

# A chat shows a screen; the report has the rest.
CARDS_SHOWN = 12
# RFC 5322, 2.1.1: a line is at most 998 octets; a subject beyond this is cut by every reader.
TITLE_CHARS = 150


class Message(NamedTuple):
    """One message as plain text, in one language."""

    title: str
    body: str


class PageMoved(NamedTuple):
    """A page that began to fail, fails on, or is back. how: `first`, `nth` or `recovered`; why: the outcome's name."""

    name: str
    url: str
    how: str
    nights: int
    why: str


def digest(report: Report, *, is_long: bool) -> Message:
    """Tell one night. is_long: the whole report as text, for mail; else the pressing of it, for a chat."""
    return _write("digest", report.lang, report=report, whole=text.render(report) if is_long else "", shown=CARDS_SHOWN)


def urgent(report: Report, cards: Sequence[Card]) -> Message:
    """Tell findings that cannot wait for the morning."""
    return _write("urgent", report.lang, report=report, cards=cards, shown=CARDS_SHOWN)


def pages_moved(report: Report, pages: Sequence[PageMoved]) -> Message:
    """Tell pages that began to fail, still fail, or are read again."""
    return _write("pages", report.lang, report=report, pages=pages, shown=CARDS_SHOWN)


def alarm(lang: Lang, last: str, within_h: float) -> Message:
    """Tell that no valid run ended for too long. last: when the last one was, "" for never."""
    return _write("alarm", lang, last=last, within_h=f"{within_h:g}")


def trial(lang: Lang, to: str) -> Message:
    """Say that a way of delivery works."""
    return _write("test", lang, to=to)


def _write(kind: LetterKind, lang: Lang, **values: object) -> Message:
    """First line of a template: the title. Everything of a page that stands in it is drawn, never obeyed."""
    lines = _TEMPLATES.get_template(f"{kind}.{lang}.j2").render(**values).strip().splitlines()
    title = " ".join(show(lines[0]).split())
    body = "\n".join(show(line).rstrip() for line in lines[1:]).strip("\n") + "\n"
    return Message(title if len(title) <= TITLE_CHARS else title[: TITLE_CHARS - 1] + "…", body)


def _plain(pieces: Sequence[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


# Plain text: there is nothing to escape for; `show` draws what a terminal or a mail reader would obey.
_TEMPLATES = Environment(  # noqa: S701
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.filters["plain"] = _plain
