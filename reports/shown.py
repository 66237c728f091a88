"""Crawled text as a reader may safely see it: nothing invisible, nothing that turns or moves other text."""

from __future__ import annotations

import unicodedata
from functools import cache
from urllib.parse import quote

from directory.addresses import host_of

# Controls, format characters (bidi, zero-width, tags), surrogates, private use, unassigned, line separators:
# all of Unicode's categories whose characters draw nothing of their own, or move what others draw.
INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
# Letters and signs that draw a blank (Unicode 16, Default_Ignorable_Code_Point beside the categories above).
BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
# Blanks as text is written; a quote is one line, so a line end is one of them.
SPACES = frozenset("\t\n\r\v\f\x85\u2028\u2029")
# RFC 3986, 2.2 and 2.3, without the signs that end a link or begin another in HTML or Markdown.
URL_SAFE = "/:?#@!$&+,;=~%-._"
# An address longer than this tells a reader no more, and the link itself stays whole.
ADDRESS_CHARS = 64


def show(text: str) -> str:
    """Draw every invisible or direction-turning character of the text as `⟨U+202E⟩`, blanks as blanks.

    Plain text comes back as it is, so that a number can be copied from a report.
    Source: reliability, T7 and section 8 (control and bidi characters drawn as visible tokens).
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_shown, text))


def _shown(char: str) -> str:
    if char in SPACES:
        return " "
    if unicodedata.category(char) in INVISIBLE or char in BLANK:
        return f"⟨U+{ord(char):04X}⟩"
    return char


def safe_link(url: str) -> str | None:
    """Give the address as a link may carry it, None where it must stay text.

    Only plain http and https addresses of a named host become links, in ASCII, with no sign that could end
    the link; `javascript:`, user names, strange ports, IP addresses and letters in the host do not (T11).
    """
    return None if host_of(url, ("https", "http")) is None else quote(url, safe=URL_SAFE)


def print_address(url: str) -> str:
    """Write the address for people: without `https://`, cut to 64 characters."""
    plain = url.removeprefix("https://").removesuffix("/")
    return plain if len(plain) <= ADDRESS_CHARS else plain[: ADDRESS_CHARS - 1] + "…"


@cache
def char_width(char: str) -> int:
    """How many columns of a terminal one character takes: 0, 1 or 2. Source: Unicode UAX 11."""
    if unicodedata.combining(char) or unicodedata.category(char) == "Mn":
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def text_width(text: str) -> int:
    """How many columns of a terminal the text takes."""
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(map(char_width, text))


def print_size(count: float) -> str:
    """Write a number of bytes for people: 832 B, 1.4 MiB."""
    for unit in ("B", "KiB", "MiB"):
        if count < 1024:
            return f"{count:.0f} B" if unit == "B" else f"{count:.1f} {unit}"
        count /= 1024
    return f"{count:.1f} GiB"
