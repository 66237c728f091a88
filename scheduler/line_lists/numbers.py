"""Numbers as lists write them: several in a cell, as links, behind an equals sign; and what is a formula instead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import unquote

from directory.number import BadKey, parts_of
from directory.printed import read_number
from scheduler.line_lists.listed import MOST_FIELD_CHARS
from scheduler.report_lists import AMOUNT, AROUND
from scheduler.unmask import unmask

# OpenStreetMap puts `;` between several values (wiki, Multiple values), people write a slash, a comma or a new line.
# A comma without a blank behind it is a pause before an extension.
_BETWEEN = re.compile(r"[;；、|\n\r]+(?!ext=|phone-context=)|\s+/\s+|,\s+")
# What a spreadsheet runs (OWASP, CSV injection): a sign that begins a sum, with letters or another sum behind it.
_FORMULA = re.compile(r"\s*[=@＝＠]|\s*[+\-＋－][^\d(（\s]|\s*[+\-＋－]?[\d.]+[*^+]\d")
# ="95188": how spreadsheets keep digits as text.
_AS_TEXT = re.compile(r'="([^"]*)"')
# Digits, and what stands between, before and behind them.
_PLAIN = re.compile(
    r"(?i)[+＋]?[\d\s()（）.\-\u2010-\u2015－—/,#;=+]*(?:(?:ext(?:ension)?\.?|x|转|轉|分机|內線|内線|;ext=|phone-context=)[\d\s.:：#+]*)?"
)


def apart(cell: str) -> list[str]:
    """Give the numbers of a cell one by one, as written; [] for an empty one. At most 400 characters of each."""
    text = cell.strip()
    quoted = _AS_TEXT.fullmatch(text)
    if quoted is None and _FORMULA.match(text):
        return [text[:MOST_FIELD_CHARS]]
    text = text if quoted is None else quoted[1]
    return [part[:MOST_FIELD_CHARS] for one in _BETWEEN.split(text) if (part := one.strip(AROUND))]


def is_plain(text: str) -> bool:
    """Whether a text is written as a number and nothing else, three digits at least."""
    return sum(sign.isdecimal() for sign in text) >= 3 and _PLAIN.fullmatch(text) is not None


def read_line(text: str, regions: Sequence[str]) -> tuple[tuple[str, ...], str]:
    """The keys that a written number may be read as, the preferred one first, and "" or why there is none.

    regions: where its national form may be dialled, in this order.
    """
    written = unquote(text[4:]) if text[:4].casefold() == "tel:" else text
    if _FORMULA.match(written):
        return (), "a formula, expected a number"
    if "\x00" in written or not written.isprintable():
        return (), "holds signs that no text has, expected a number"
    if AMOUNT.fullmatch(written):
        written = AMOUNT.sub(r"\1", written)
    try:
        parts_of(written)
    except BadKey:
        return _read(written, regions)
    # A whole number is read, not believed: +8695188 is CN:95188.
    return _read(written, regions) if written.startswith("+") else ((written,), "")


def _read(written: str, regions: Sequence[str]) -> tuple[tuple[str, ...], str]:
    if _PLAIN.fullmatch(written):
        keys = tuple(read_number(written, regions))
        where = f" in {', '.join(regions)}" if regions else "; --region says whose national numbers these are"
        return keys, "" if keys else f"no number that can be dialled{where}"
    found = unmask(written, list(regions))
    if found is None:
        return (), "no number that can be dialled"
    if found.numbers > 1:
        return (), f"{found.numbers} numbers in one place, expected them apart by ';'"
    return found.readings, ""
