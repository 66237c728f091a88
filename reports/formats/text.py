"""The report for a terminal: 79 columns, wide characters counted as two, nothing in it that a terminal would obey."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reports.shown import char_width, print_address, show, text_width
from reports.view import Bunch, Card, Group, Piece, Proof, Report, Row
from reports.words import say

SUFFIX = ".txt"
COLUMNS = 79
INDENT = "  "
# A quiet night is one screen; a list longer than this is read elsewhere, and the line under it says where.
ROWS_SHOWN = 12
# Redesigned pages are good news: a few by name, all by number.
REDESIGNED_SHOWN = 3
# Wide enough for the longest label of the catalogue and a blank.
LABEL_COLUMNS = 14
# Blanks, Latin words, single wide characters; a closing sign never begins a line (W3C, Requirements for Chinese Text Layout, 3.1.4).
TOKENS = re.compile(r"\s+|[^\s\u2e80-\uffef]+[，。、；：）”？！…》」]*|.[，。、；：）”？！…》」]*")


def render(report: Report) -> str:
    """Write the report as plain text; differing digits have a ^ below them.

    Escape sequences and other controls out of a page are drawn, never passed on.
    """
    lines = [*_wrap(report.headline, ""), f"{say(report.lang, 'program')} · {report.when}"]
    if report.cards or report.bunches:
        lines += _heading(report, "decide") + _wrap(say(report.lang, "label.other_answers"), "")
        lines += [line for card in report.cards for line in ["", *_card(card, report)]]
        lines += [line for bunch in report.bunches for line in ["", *_bunch(bunch, report)]]
    if report.changes:
        lines += _heading(report, "changes") + _rows(report.changes, report)
    if report.ours:
        lines += _heading(report, "ours") + _wrap(say(report.lang, "section.ours_note"), "")
        lines += _rows(report.ours, report)
    if report.pages or report.kept:
        lines += _heading(report, "pages") + _pages(report.pages, report)
    lines += _heading(report, "coverage") + list(_coverage(report))
    return "\n".join(show(line).rstrip() for line in lines) + "\n"


def _heading(report: Report, section: str) -> list[str]:
    title = say(report.lang, f"section.{section}")
    return ["", title, "-" * text_width(title)]


def _wrap(text: str, indent: str) -> list[str]:
    """Break the text into lines of at most 79 columns; Latin words stay whole where they fit, wide characters break anywhere."""
    room = COLUMNS - text_width(indent)
    lines = [""]
    for token in TOKENS.findall(show(text)):
        for part in _chop(token, room):
            if text_width(lines[-1] + part.rstrip()) > room:
                lines[-1] = lines[-1].rstrip()
                lines.append(part.lstrip())
            else:
                lines[-1] += part
    return [(indent + line).rstrip() for line in lines]


def _chop(token: str, room: int) -> list[str]:
    """Keep the token whole, or cut it in pieces that fit a line."""
    if text_width(token) <= room:
        return [token]
    pieces, width = [""], 0
    for char in token:
        if width + char_width(char) > room:
            pieces.append("")
            width = 0
        pieces[-1] += char
        width += char_width(char)
    return pieces


def _labelled(label: str, text: str) -> list[str]:
    """Set a word and its text beside it, the text's further lines below its first."""
    head = f"{INDENT}{label}{' ' * max(1, LABEL_COLUMNS - text_width(label))}"
    lines = _wrap(text, " " * text_width(head))
    return [head + lines[0].lstrip(), *lines[1:]]


def _plain(pieces: Sequence[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def _number(label: str, pieces: Sequence[Piece]) -> list[str]:
    head = f"{INDENT}{label}{' ' * max(1, LABEL_COLUMNS - text_width(label))}"
    marks = "".join(("^" if piece.differs else " ") * len(piece.text) for piece in pieces).rstrip()
    return [head + _plain(pieces), *([" " * text_width(head) + marks] if marks else [])]


def _who(name: str, provider: str) -> str:
    return name if name == provider else f"{name} ({provider})"


def _card(card: Card, report: Report) -> Iterator[str]:
    lang = report.lang
    yield from _wrap(f"[{say(lang, f'level.{card.level}')}] {_who(card.name, card.provider)}  {card.id}", "")
    yield from _wrap(card.summary, INDENT)
    if card.was:
        yield from _number(say(lang, "label.was"), card.was)
    if card.now:
        yield from _number(say(lang, "label.now"), card.now)
    if card.keys:
        yield from _wrap(_some(card.keys, report), INDENT)
    if card.page:
        yield from _labelled(say(lang, "label.page"), print_address(card.page))
    for why in card.whys:
        yield from _labelled(say(lang, "label.why"), f"{why.weight} {why.id}: {why.reason}")
    if card.voices:
        yield from _labelled(say(lang, "label.voices"), card.voices)
    for proof in card.proofs:
        yield from _proof(proof, report)
    if card.more_proofs:
        yield INDENT + say(lang, "label.more_evidence", n=card.more_proofs)
    if not card.is_new:
        yield INDENT + say(lang, "label.still_open")
    yield from _answers(card, report)


def _answers(card: Card, report: Report) -> Iterator[str]:
    """Give where and how a finding is answered: on lines of their own, never wrapped, so that they can be copied."""
    if report.desk:
        yield f"{INDENT}{report.desk}/finding/{card.id}"
    yield f"{INDENT}{card.command}"


def _some(keys: Sequence[str], report: Report) -> str:
    rest = len(keys) - ROWS_SHOWN
    shown = " · ".join(keys[:ROWS_SHOWN])
    return shown if rest <= 0 else f"{shown} {say(report.lang, 'and_more', n=rest)}"


def _proof(proof: Proof, report: Report) -> Iterator[str]:
    quote = proof.before + proof.number + proof.after
    if quote:
        yield from _labelled(say(report.lang, "label.evidence"), f'"{quote}"')
    snapshot = f"{say(report.lang, 'label.snapshot')} {proof.snapshot}" if proof.snapshot else ""
    # Whole, so that it can be opened from the terminal.
    yield f"{INDENT}{' ' * LABEL_COLUMNS}{proof.url}"
    yield from _labelled("", ", ".join(filter(None, [proof.layer, proof.place, snapshot])))


def _bunch(bunch: Bunch, report: Report) -> Iterator[str]:
    word = say(report.lang, "level.routine")
    count = say(report.lang, "label.lines", n=len(bunch.cards))
    yield from _wrap(f"[{word}] {_who(bunch.name, bunch.provider)}: {count}", "")
    for card in bunch.cards[:ROWS_SHOWN]:
        yield f"{INDENT}{card.id}  {' → '.join(_plain(side) for side in (card.was, card.now) if side)}"
    yield from _rest(len(bunch.cards), "see_all", report)
    yield f"{INDENT}{bunch.command}"


def _rest(total: int, where: str, report: Report) -> list[str]:
    if total <= ROWS_SHOWN:
        return []
    command = say(report.lang, f"label.{where}", run=report.night.run.id)
    return _wrap(say(report.lang, "more", n=total - ROWS_SHOWN, where=command), INDENT)


def _rows(rows: Sequence[Row], report: Report) -> list[str]:
    shown = [line for row in rows[:ROWS_SHOWN] for line in _row(row)]
    return shown + _rest(len(rows), "see_json", report)


def _row(row: Row) -> list[str]:
    swap = " → ".join(_plain(side) for side in (row.was, row.now) if side)
    who = _who(row.name, row.provider) if row.name else ""
    # A change is told by what happened, a page by whose it is.
    head, rest = (row.word, [who, swap, row.note]) if swap else (who, [" · ".join(filter(None, [row.word, row.note]))])
    lines = _wrap(f"{head}: " + "  ".join(filter(None, rest)), INDENT * 2)
    address = _wrap(print_address(row.url), INDENT * 2) if row.url else []
    # The first line hangs out by one step, so that lines of a row are seen to belong together.
    return [lines[0].removeprefix(INDENT), *lines[1:], *address]


def _pages(groups: Sequence[Group], report: Report) -> list[str]:
    lines = [line for group in groups for line in [group.title, *_rows(group.rows, report)]]
    return [*lines, *(_wrap(report.kept, "") if report.kept else [])]


def _coverage(report: Report) -> Iterator[str]:
    figures = " · ".join(f"{fact.label} {fact.value}{' (!)' if fact.is_alarm else ''}" for fact in report.facts)
    yield from _wrap(figures, INDENT)
    for url in report.redesigned[:REDESIGNED_SHOWN]:
        yield from _labelled("", f"{say(report.lang, 'coverage.redesigned_pages')}: {print_address(url)}")
    for exception in report.exceptions:
        yield from _wrap(f"{say(report.lang, 'coverage.exceptions')}: {exception}", INDENT)
    yield from _wrap(f"{say(report.lang, 'coverage.run')} {report.night.run.id}", INDENT)
    for sentence in report.imprint:
        yield from _wrap(sentence, INDENT)
