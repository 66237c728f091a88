"""Edit a page's markup where a number stands: in its text, its links, its structured data, its scripts; nothing else moves."""

from __future__ import annotations

import html as markup
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

import phonenumbers

from directory.number import line_of, parts_of
from lab.forging import Forged
from lab.world import Line

# text: what people read; link: the address of a link that dials; structured: JSON-LD and microdata in attributes;
# script: other scripts; attribute: all other attributes.
Place = Literal["text", "link", "structured", "script", "attribute"]
EVERYWHERE: frozenset[Place] = frozenset({"text", "link", "structured", "script", "attribute"})
_PARTS = re.compile(
    r"(?P<script><script\b.*?</script\s*>)|(?P<skip><style\b.*?</style\s*>|<!--.*?-->)|(?P<tag><[^<>]*>)",
    re.IGNORECASE | re.DOTALL,
)
_LINKED_DATA = re.compile(r"<script\b[^>]*application/ld\+json", re.IGNORECASE)
_DIALS = re.compile(r"\bhref\s*=\s*[\"']?\s*(?:tel|callto):", re.IGNORECASE)
_LINK = re.compile(r"<a\s", re.IGNORECASE)
_MICRODATA = re.compile(r"\bitemprop\s*=\s*[\"']?(?:telephone|faxNumber)", re.IGNORECASE)
# What may stand between the digits of one number, non-breaking blanks included.
_BETWEEN = r"[\s\u00a0.()\-]{0,3}"

# A piece of text that lacks the line's last digits does not hold the line: most pieces are passed over by that.
_LEAST_COMMON = 3


class Part(NamedTuple):
    """A piece of a page's source and the place it is; "" for tags' names, styles and comments."""

    place: Place | Literal[""]
    source: str


@lru_cache(maxsize=64)
def parts_of_page(page: str) -> tuple[Part, ...]:
    """The page's source in pieces, in order, nothing left out."""
    return tuple(_parts(page))


def _parts(page: str) -> Iterator[Part]:
    at = 0
    for found in _PARTS.finditer(page):
        if found.start() > at:
            yield Part("text", page[at : found.start()])
        yield Part(_place_of(found), found[0])
        at = found.end()
    yield Part("text", page[at:])


def _place_of(found: re.Match[str]) -> Place | Literal[""]:
    if found["skip"]:
        return ""
    if found["script"]:
        return "structured" if _LINKED_DATA.match(found[0]) else "script"
    if _DIALS.search(found[0]):
        return "link"
    return "structured" if _MICRODATA.search(found[0]) else "attribute"


def swap(page: str, line: Line, other: Forged, places: Collection[Place] = EVERYWHERE) -> str:
    """The page with another number wherever a line stands in some places, in any notation; unchanged where it stands in none.

    People read it as printed; links and structured data get the digits that are dialled.
    """
    pattern = pattern_of(line)

    def write(part: Part) -> str:
        if part.place not in places:
            return part.source
        new = other.printed if part.place in ("text", "script", "attribute") else other.dial
        return pattern.sub(lambda found: _open(found[0]) + new, part.source)

    return "".join(write(part) for part in parts_of_page(page))


def rewrite(page: str, line: Line, write: Callable[[str], str]) -> str:
    """The page with `write` applied to the line wherever people read it."""
    return rewrite_lines(page, (line,), lambda _, found: write(found))


def rewrite_lines(page: str, lines: Sequence[Line], write: Callable[[Line, str], str]) -> str:
    """The page with `write` applied to each of some lines wherever people read it."""

    def rewritten(part: Part) -> str:
        text = part.source
        digits = "".join(filter(str.isdigit, text)) if part.place == "text" else ""
        for line in lines if digits else ():
            if line_of(line.key)[-_LEAST_COMMON:] in digits:
                text = pattern_of(line).sub(lambda found, line=line: _kept(found[0], line, write), text)  # type: ignore[misc]
        return text

    return "".join(rewritten(part) for part in parts_of_page(page))


def _kept(found: str, line: Line, write: Callable[[Line, str], str]) -> str:
    opened = _open(found)
    return opened + write(line, found.removeprefix(opened))


def _open(found: str) -> str:
    """A bracket before the number that it does not close itself belongs to the sentence."""
    return "(" if found.startswith("(") and ")" not in found else ""


def pattern_of(line: Line) -> re.Pattern[str]:
    """Match a line in any notation: with or without country and trunk prefix, whatever stands between its digits."""
    return _pattern(line_of(line.key))


@lru_cache(maxsize=4096)
def _pattern(key: str) -> re.Pattern[str]:
    if parts_of(key).country:
        national, prefix = parts_of(key).digits, ""
    else:
        number = phonenumbers.parse(key, None)
        national = phonenumbers.national_significant_number(number)
        prefix = rf"(?:(?:\(?(?:\+|00))?{number.country_code}\)?{_BETWEEN})?(?:\(?0\)?{_BETWEEN})?\(?"
    return re.compile(rf"(?<![\d+]){prefix}{_BETWEEN.join(national)}(?!\d)")


def shows(page: str, line: Line, place: Place = "text") -> bool:
    """Whether a line stands in a place of the page."""
    pattern = pattern_of(line)
    return any(part.place == place and pattern.search(part.source) for part in parts_of_page(page))


def beside(page: str, line: Line, addition: str) -> str:
    """The page with some markup right behind the first place where people read the line; unchanged where they do not.

    It goes behind a link that holds the number, not into it.
    """
    pattern, at = pattern_of(line), 0
    is_linked = False
    is_body = "<body" not in page.lower()
    for part in parts_of_page(page):
        is_body = is_body or part.source.lower().startswith("<body")
        is_linked = _LINK.match(part.source) is not None if part.place != "text" else is_linked
        found = pattern.search(part.source) if part.place == "text" and is_body else None
        if found is not None:
            end = at + found.end()
            close = page.find("</a>", end) if is_linked else -1
            end = close + len("</a>") if close >= 0 else end
            return page[:end] + addition + page[end:]
        at += len(part.source)
    return page


def at_end(page: str, addition: str) -> str:
    """The page with some markup at the end of its main part, else of its body, else of all."""
    for anchor in ("</main>", "</article>", "</body>"):
        at = page.lower().rfind(anchor)
        if at >= 0:
            return page[:at] + addition + "\n" + page[at:]
    return page + addition


def at_start(page: str, addition: str) -> str:
    """The page with some markup behind its first heading, else at the start of its body, else before all."""
    found = re.search(r"</h1\s*>", page, re.IGNORECASE) or re.search(r"<body\b[^>]*>", page, re.IGNORECASE)
    at = found.end() if found is not None else 0
    return page[:at] + "\n" + addition + page[at:]


def in_head(page: str, addition: str) -> str:
    """The page with some markup at the end of its head; before all where it has none."""
    at = page.lower().find("</head>")
    at = max(at, 0)
    return page[:at] + addition + "\n" + page[at:]


def escape(text: str) -> str:
    """Text as markup shows it, fit for attributes too."""
    return markup.escape(text)
