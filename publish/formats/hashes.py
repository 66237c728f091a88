"""Hashes of every number that may be dialled as listed, so that a dialler checks a number without asking anyone."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from directory.number import line_of
from publish.contents import Contents
from publish.written import print_time

SCHEME = "hotlinewatch-hashes/1"
# 128 bits: no number of another line meets one of a million by chance, and the file stays half as large.
BYTES_KEPT = 16
HEAD = """\
# {scheme}
# release {number}, made {made}, expires {expires_at}
# A line is a hash, a blank and the id of the provider whose line it is; lines are sorted.
# The hash: the first {kept} bytes, in hex, of SHA-256 of the text "{scheme} " and the number in one of two forms:
#   +442079460123   the international form, if the number has one
#   GB:0123         else the digits as dialled within a country, behind its ISO 3166 code; an area code may follow it, CN-571:96588
# Policy {policy}, licence {licence}, corrections: {contact}.
# A number that is not here is not listed, which makes it neither true nor false. Subtract the lines of withdrawn.json.
"""


def render(contents: Contents) -> Iterator[tuple[str, str]]:
    """Write the scheme, then one line a number and provider; a line with an extension stands for the number that is dialled."""
    head = HEAD.format(
        scheme=SCHEME,
        number=contents.number,
        made=print_time(contents.made),
        expires_at=print_time(contents.expires_at),
        kept=BYTES_KEPT,
        policy=contents.ground["policy"],
        licence=contents.ground["licence"],
        contact=" ".join(contents.ground["contact"].split()),
    )
    found = {f"{_hash(line_of(entry.key))} {entry.provider}\n" for entry in contents.entries}
    yield "hashes.txt", head + "".join(sorted(found))


def _hash(line: str) -> str:
    return hashlib.sha256(f"{SCHEME} {line}".encode()).hexdigest()[: 2 * BYTES_KEPT]
