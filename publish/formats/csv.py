"""The directory as CSV for spreadsheets: no cell of it can start a formula."""

from __future__ import annotations

import csv
import io
import re

from publish.contents import Contents, plain_entry

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
# What a spreadsheet reads as a formula at the start of a cell or of a line in it, also behind blanks, also in
# full width (T12; OWASP, CSV injection).
FORMULA = re.compile(r"^(?=[ \u00a0\u3000]*[=+\-@\t\r＝＋－＠])", re.MULTILINE)


def render(contents: Contents) -> str:
    """Write a header and one line an entry, CRLF (RFC 4180); a cell that could be a formula begins with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for entry in contents.entries:
        cells = plain_entry(entry)
        writer.writerow([_safe(cells[column]) for column in COLUMNS])
    return out.getvalue()


def _safe(value: object) -> str:
    text = "" if value is None else str(value)
    # A carriage return begins a line of the cell, too, which `^` alone does not see.
    return FORMULA.sub("'", text.replace("\r\n", "\n").replace("\r", "\n"))
