"""What a page says of itself and what it speaks of: addresses, how often it names its provider, script, foreign topics.

Told apart from its numbers, and on every snapshot anew: a page whose numbers stand as they stood may speak of something else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from typing import NamedTuple

from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser

from directory.records import PageFacts
from verifier.words import load_words

# A sample of letters this long tells their script as well as the whole page does.
SAMPLE_CHARS = 1000
MOST_ALTERNATES = 100
MOST_ADDRESS_CHARS = 500
MOST_TITLE_CHARS = 200
_DATA = load_words("topics.toml")
_LEAST_WORDS: int = _DATA["least_words"]
_LEAST_LETTERS: int = _DATA["least_letters"]
_KANA_SHARE: float = _DATA["kana_share"]
_SPACED: Mapping[str, frozenset[str]] = {name: frozenset(one["spaced"]) for name, one in _DATA["topics"].items()}
_ANY = frozenset[str]().union(*_SPACED.values())
_JOINED: Mapping[str, tuple[str, ...]] = {name: tuple(one["joined"]) for name, one in _DATA["topics"].items()}


# Scripts that put blanks between words, in which a topic's words are looked for as words.
_ALPHABETS = frozenset({"", *_DATA["alphabets"]})


class Head(NamedTuple):
    """What a page says of itself: its title and language, the addresses it gives for itself, its other languages'."""

    title: str = ""
    language: str = ""
    canonical: str = ""
    og_url: str = ""
    alternates: tuple[str, ...] = ()


def head_of(parsed: LexborHTMLParser) -> Head:
    """What stands in the head of a parsed page; a link in its body says nothing of the page."""
    if parsed.head is None or parsed.root is None:
        return Head()
    title = parsed.head.css_first("title")
    canonical = og_url = ""
    alternates: list[str] = []
    for node in parsed.head.css("link[rel], meta[property], meta[name]"):
        given = node.attributes
        if node.tag == "meta":
            if (given.get("property") or given.get("name") or "").lower() == "og:url":
                og_url = og_url or _address(given.get("content"))
            continue
        rel = (given.get("rel") or "").lower().split()
        if "canonical" in rel:
            canonical = canonical or _address(given.get("href"))
        elif "alternate" in rel and given.get("hreflang"):
            alternates.append(_address(given.get("href")))
    return Head(
        "" if title is None else " ".join(title.text().split())[:MOST_TITLE_CHARS],
        parsed.root.attributes.get("lang") or "",
        canonical,
        og_url,
        tuple(dict.fromkeys(filter(None, alternates)))[:MOST_ALTERNATES],
    )


def with_facts(facts: PageFacts, head: Head | None, lines: Iterable[str] | None, names: Collection[str]) -> PageFacts:
    """The facts with what the page says of itself tonight and what it speaks of.

    head: None for a medium that has none. lines: all the words of the page, None where they are those that `facts` were
    taken from. names: by which its provider is called.
    """
    told = facts if head is None else replace(facts, **head._asdict())
    if lines is None:
        return told
    text = "\n".join(lines)
    lower, script = text.lower(), script_of(text)
    mentions = sum(map(lower.count, {name.lower() for name in names if name}))
    return replace(told, mentions=mentions, script=script, topics=topics_of(lower, script))


def script_of(text: str) -> str:
    """The ISO 15924 code of the script of most letters, "" for hardly any letters. Han with some kana is Japanese."""
    sample = text[:: max(1, len(text) // SAMPLE_CHARS)]
    scripts: Counter[str] = Counter()
    for char, count in Counter(sample).items():
        if script := _script(char):
            scripts[script] += count
    letters = scripts.total()
    if letters < _LEAST_LETTERS:
        return ""
    # One sign of Han says as much as several letters of an alphabet.
    han, kana = scripts.pop("Hani", 0), scripts.pop("Kana", 0)
    if kana >= _KANA_SHARE * (han + kana) > 0:
        scripts["Jpan"] = han + kana
    else:
        scripts["Hans"] = han + kana
    return max(sorted(scripts), key=lambda script: scripts[script] * _DATA["letters_a_sign"].get(script, 1))


def topics_of(lower: str, script: str) -> tuple[str, ...]:
    """The foreign topics that a text in lower case speaks of: each by several different words of its own, sorted."""
    words = _ANY.intersection(lower.replace(",", " ").replace(".", " ").split())
    if not words and script in _ALPHABETS:
        return ()
    found = []
    for name, spaced in _SPACED.items():
        count = len(spaced & words)
        if script not in _ALPHABETS:
            count += sum(word in lower for word in _JOINED[name])
        if count >= _LEAST_WORDS:
            found.append(name)
    return tuple(sorted(found))


@cache
def _script(char: str) -> str:
    """The script of one character, "" for what is no letter."""
    if not char.isalpha():
        return ""
    code = ord(char)
    return next((name for name, spans in _DATA["scripts"].items() for low, high in spans if low <= code <= high), "")


def _address(value: str | None) -> str:
    return (value or "").strip()[:MOST_ADDRESS_CHARS]
