"""The report in Markdown, for mail, chat and repositories: crawled words stand in code spans, where no renderer reads them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from reports.shown import print_address, safe_link, show
from reports.view import Bunch, Card, Group, Piece, Proof, Report, Row
from reports.words import say

SUFFIX = ".md"
# A list longer than this is read elsewhere; the line under it says where.
ROWS_SHOWN = 20
# Signs that Markdown or a dialect reads anywhere, a dot or colon inside a word (renderers make addresses of those
# links), and what at the start of a text would begin a list or a heading.
SIGNS = re.compile(r"([\\`*_\[\]<>#|~&$!]|[.:](?=\S)|^\s*[-+=]|(?<=^\d)[.)]|(?<=^\d\d)[.)])")
BLANKS = re.compile(r"(\s+)")


def render(report: Report) -> str:
    """Write the report as Markdown that makes no tag, image or foreign link in any renderer.

    Numbers are plain text; differing digits are bold.
    """
    lines = [f"# {_plain(report.headline)}", "", report.when]
    if report.tallies:
        lines += ["", ", ".join(f"{tally.count} {_plain(tally.word)}" for tally in report.tallies)]
    if report.cards or report.bunches:
        lines += [*_heading(report, "decide"), _plain(say(report.lang, "label.other_answers"))]
        lines += [line for card in report.cards for line in ["", *_card(card, report)]]
        lines += [line for bunch in report.bunches for line in ["", *_bunch(bunch, report)]]
    if report.changes:
        lines += _heading(report, "changes") + _rows(report.changes, report)
    if report.ours:
        lines += [*_heading(report, "ours"), _plain(say(report.lang, "section.ours_note")), ""]
        lines += _rows(report.ours, report)
    if report.pages or report.kept:
        lines += _heading(report, "pages") + _pages(report.pages, report)
    lines += _heading(report, "coverage") + list(_coverage(report))
    return "\n".join(map(show, lines)) + "\n"


def _plain(text: str) -> str:
    """Escape words of ours, or a provider's name, with every sign that means something to Markdown made harmless."""
    return SIGNS.sub(_escape, re.sub(r"\s+", " ", text))


def _escape(match: re.Match[str]) -> str:
    return "\\" + match[0].lstrip()


def _literal(text: str) -> str:
    """Crawled words as a code span, fenced by more backticks than they hold; "" for nothing."""
    flat = " ".join(show(text).split())
    if not flat:
        return ""
    fence = "`" * (max(map(len, re.findall("`+", flat)), default=0) + 1)
    return f"{fence} {flat} {fence}" if "`" in flat else f"{fence}{flat}{fence}"


def _link(url: str) -> str:
    link = safe_link(url)
    if link is None:
        return _literal(url)
    return f"[{_plain(show(print_address(url)))}](<{link}>)"


def _number(pieces: Sequence[Piece]) -> str:
    return "".join(f"**{piece.text}**" if piece.differs else _plain_number(piece.text) for piece in pieces)


def _plain_number(text: str) -> str:
    # Blanks at the edges belong to the number; + and - begin no list inside a line.
    return text.replace("(", "\\(").replace(")", "\\)")


def _swap(was: Sequence[Piece], now: Sequence[Piece]) -> str:
    return " → ".join(_number(pieces) for pieces in (was, now) if pieces)


def _who(name: str, provider: str) -> str:
    return f"**{_prose(name)}**" + (f" ({_plain(provider)})" if name != provider else "")


def _heading(report: Report, section: str) -> list[str]:
    return ["", f"## {_plain(say(report.lang, f'section.{section}'))}", ""]


def _card(card: Card, report: Report) -> Iterator[str]:
    lang = report.lang
    yield f"### {_plain(say(lang, f'level.{card.level}'))}: {_prose(card.name)}"
    yield ""
    yield _prose(card.summary)
    yield ""
    if card.was or card.now:
        missing = "" if card.now else f" → {_plain(say(lang, 'label.removed'))}"
        yield f"- {_swap(card.was, card.now)}{missing}"
    if card.keys:
        yield f"- {_some(card.keys, report)}"
    if card.page:
        yield f"- {_plain(say(lang, 'label.page'))}: {_link(card.page)}"
    for why in card.whys:
        yield f"- {why.weight} {_plain(why.id)}: {_prose(why.reason)}"
    if card.voices:
        yield f"- {_plain(say(lang, 'label.voices'))}: {_plain(card.voices)}"
    for proof in card.proofs:
        yield f"- {_plain(say(lang, 'label.evidence'))}: {_proof(proof, report)}"
    if card.more_proofs:
        yield f"- {_plain(say(lang, 'label.more_evidence', n=card.more_proofs))}"
    if not card.is_new:
        yield f"- {_plain(say(lang, 'label.still_open'))}"
    if report.desk:
        yield f"- {_plain(say(lang, 'label.desk'))}: {_link(f'{report.desk}/finding/{card.id}')}"
    yield f"- {_plain(say(lang, 'label.answer'))}: {_literal(card.command)}"


def _prose(text: str) -> str:
    # A sentence of ours that may carry crawled words: escaped sign by sign. An escaped mail address is still made a
    # link by GitHub's renderer, so what holds an @ stands in a code span.
    return "".join(_literal(part) if "@" in part else _plain(part) for part in BLANKS.split(show(text)))


def _some(keys: Sequence[str], report: Report) -> str:
    shown = " · ".join(map(_plain_number, keys[:ROWS_SHOWN]))
    rest = len(keys) - ROWS_SHOWN
    return shown if rest <= 0 else f"{shown} {_plain(say(report.lang, 'and_more', n=rest))}"


def _proof(proof: Proof, report: Report) -> str:
    snapshot = f"{say(report.lang, 'label.snapshot')} {proof.snapshot}" if proof.snapshot else ""
    quote = _literal(proof.before + proof.number + proof.after)
    return ", ".join(
        filter(None, [quote, _link(proof.url), _plain(proof.layer), _literal(proof.place), _plain(snapshot)])
    )


def _bunch(bunch: Bunch, report: Report) -> Iterator[str]:
    yield f"### {_who(bunch.name, bunch.provider)}: {_plain(say(report.lang, 'label.lines', n=len(bunch.cards)))}"
    yield ""
    for card in bunch.cards[:ROWS_SHOWN]:
        quotes = [_literal(proof.before + proof.number + proof.after) for proof in card.proofs[:1]]
        yield f"- {' '.join(filter(None, [_swap(card.was, card.now), *quotes, f'({card.id})']))}"
    yield from _rest(len(bunch.cards), "see_all", report)
    yield f"- {_plain(say(report.lang, 'label.answer'))}: {_literal(bunch.command)}"


def _rest(total: int, where: str, report: Report) -> Iterator[str]:
    if total > ROWS_SHOWN:
        command = say(report.lang, f"label.{where}", run=report.night.run.id)
        yield f"- {_plain(say(report.lang, 'more', n=total - ROWS_SHOWN, where='')).strip()} {_literal(command)}"


def _rows(rows: Sequence[Row], report: Report) -> list[str]:
    return [f"- {_row(row)}" for row in rows[:ROWS_SHOWN]] + list(_rest(len(rows), "see_json", report))


def _row(row: Row) -> str:
    who = [_who(row.name, row.provider)] if row.name else []
    swap = [_swap(row.was, row.now)] if row.was or row.now else []
    link = [_link(row.url)] if row.url else []
    # A change is told by what happened, a page by whose it is.
    head = [_plain(row.word), *who, *swap] if swap else [*who, _plain(row.word)]
    return ", ".join(filter(None, [*head, _literal(row.note), *link]))


def _pages(groups: Iterable[Group], report: Report) -> list[str]:
    lines = [line for group in groups for line in [f"### {_plain(group.title)}", "", *_rows(group.rows, report), ""]]
    return [*lines, _plain(report.kept)] if report.kept else lines[:-1]


def _coverage(report: Report) -> Iterator[str]:
    for fact in report.facts:
        value = f"**{_plain(show(fact.value))}**" if fact.is_alarm else _plain(show(fact.value))
        yield f"- {_plain(fact.label)}: {value}"
    for url in report.redesigned[:ROWS_SHOWN]:
        yield f"- {_plain(say(report.lang, 'coverage.redesigned_pages'))}: {_link(url)}"
    for exception in report.exceptions:
        yield f"- {_plain(say(report.lang, 'coverage.exceptions'))}: {_literal(exception)}"
    yield f"- {_plain(say(report.lang, 'coverage.run'))}: {_literal(report.night.run.id)}"
    yield from (f"- {_plain(sentence)}" for sentence in report.imprint)
