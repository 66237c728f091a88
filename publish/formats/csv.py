"""The directory as CSV for spreadsheets, lines and providers: no cell of it can start a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from directory.records import Record
from publish.contents import Contents
from publish.written import print_value

# `tel` comes first and is the key column: unlike the key itself it never begins with a plus.
COLUMNS = (
    "tel",
    "key",
    "provider",
    "name",
    "country",
    "dial_home",
    "dial_abroad",
    "abroad",
    "purpose",
    "audience",
    "hours",
    "languages",
    "label",
    "first_seen",
    "last_seen",
    "verified_on",
    "expires_on",
    "accepted_by",
    "source",
    "evidence",
    "status",
    "presence",
)
# Also those without a public hotline: whoever looks one up in a table shall find that, too.
PROVIDER_COLUMNS = ("id", "name", "kind", "country", "group", "official_hosts", "hotline", "stated_on")
# What a spreadsheet reads as a formula at the start of a cell or of a line in it, also behind blanks, also in
# full width (T12; OWASP, CSV injection).
FORMULA = re.compile(r"^(?=[ \u00a0\u3000]*[=+\-@\t\r＝＋－＠])", re.MULTILINE)


def render(contents: Contents) -> Iterator[tuple[str, str]]:
    """Write a header and one line an entry or provider, CRLF (RFC 4180), blanks between the items of a list.

    A cell that could be a formula begins with an apostrophe.
    """
    yield "directory.csv", _table(COLUMNS, contents.entries)
    yield "providers.csv", _table(PROVIDER_COLUMNS, contents.providers)


def _table(columns: Sequence[str], records: Iterable[Record]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for record in records:
        writer.writerow([_safe(print_value(getattr(record, column))) for column in columns])
    return out.getvalue()


def _safe(text: str) -> str:
    # A carriage return begins a line of the cell, too, which `^` alone does not see.
    return FORMULA.sub("'", text.replace("\r\n", "\n").replace("\r", "\n"))
