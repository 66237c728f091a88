"""Which known providers a page names: the cheap question that is asked of every page before it is read.

Bytes in, ids out: names in any script, in the encodings that pages of that script use. It may name too many (a name
inside a script); pages in UTF-16 and ISO-2022-JP, in which a name's bytes differ, it does not let pass.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from directory.providers import fold
from directory.records import Provider

# Encodings in which a name of that script may stand beside UTF-8: WHATWG's for the pages that we know.
LEGACY = ("gb18030", "big5", "shift_jis", "euc-kr", "windows-1252")
# "Link" and "Wise" are words that stand on every page, in small letters: a name so short counts as it is written, or
# in capitals.
SHORT_CHARS = 5
# Room for the automaton of some thousand names; RE2's own 8 MiB begin to be slow there.
RE2_MEMORY_BYTES = 64 * 1024 * 1024


class Names:
    """The names of some providers, ready to be looked for.

    RE2 asks all names in one pass, fifty times as fast as what Python brings; both give the same answer.
    """

    def __init__(self, providers: Iterable[Provider], *, with_re2: bool = True) -> None:
        self._ids: dict[str, frozenset[str]] = {}
        written: set[str] = set()
        for one in providers:
            for name in filter(None, (one.name, *one.names.values(), *one.aliases)):
                self._ids[fold(name)] = self._ids.get(fold(name), frozenset()) | {one.id}
                written.add(name.strip())
        self._forms = {form: name for name in sorted(written) for form in _forms(name)}
        self._wide = [(form, name) for form, name in self._forms.items() if not form.isascii()]
        self._words = _Words(sorted(written))
        self._all = _by_re2(self._words, [form for form, _ in self._wide]) if with_re2 else None

    def in_bytes(self, body: bytes) -> frozenset[str]:
        """The ids of providers that an undecoded page may name."""
        return frozenset().union(*(self._ids[fold(name)] for name in self._found(body)))

    def _found(self, body: bytes) -> set[str]:
        if self._all is not None:
            return {self._forms.get(form) or form.decode() for form in self._all(body)}
        found = {form.decode() for form in self._words.in_bytes(body)}
        wide = () if body.isascii() else self._wide
        return found | {name for form, name in wide if form in body}

    def in_text(self, text: str) -> frozenset[str]:
        """The ids of providers that some words name."""
        return self.in_bytes(text.encode("utf-8", "replace"))

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Where the names stand in a text, in its order."""
        # A pattern of the few that are there is fast where one of all names is not.
        found = sorted(self._found(text.encode("utf-8", "replace")), key=lambda name: (-len(name), name))
        return (match.span() for match in re.finditer("|".join(map(_bounded, found)) or "(?!)", text, re.IGNORECASE))


class _Words:
    """The names in ASCII, each a word of its own. exact: as written; loose: in any case."""

    def __init__(self, names: Iterable[str]) -> None:
        latin = [name for name in names if name.isascii()]
        self.exact = sorted({form for name in latin if len(name) <= SHORT_CHARS for form in (name, name.upper())})
        self.loose = sorted({name.lower() for name in latin if len(name) > SHORT_CHARS})
        self._patterns = _one_of(self.exact), _one_of(self.loose)

    def in_bytes(self, body: bytes) -> list[bytes]:
        exact, loose = self._patterns
        return [*exact.findall(body), *loose.findall(body.lower())]


def _forms(name: str) -> Iterator[bytes]:
    """The bytes of a name in UTF-8 and in each encoding that can write it."""
    yield name.encode()
    for encoding in LEGACY:
        try:
            yield name.encode(encoding)
        except UnicodeEncodeError:
            continue


def _by_re2(words: _Words, wide: Iterable[bytes]) -> Callable[[bytes], list[bytes]] | None:
    """Every name in some bytes, by RE2; None where the extra is not installed."""
    try:
        re2 = importlib.import_module("re2")
    except ImportError:
        return None
    options = re2.Options()
    options.encoding = re2.Options.Encoding.LATIN1
    options.max_mem = RE2_MEMORY_BYTES
    ascii_ = [*map(re.escape, words.exact), *(f"(?i:{re.escape(name)})" for name in words.loose)]
    known = [rb"\b(?:" + "|".join(ascii_).encode() + rb")\b"] if ascii_ else []
    escaped = sorted("".join(f"\\x{byte:02x}" for byte in form).encode() for form in wide)
    pattern = b"|".join([*known, *escaped])
    found: Callable[[bytes], list[bytes]] = re2.compile(pattern, options).findall
    return found if pattern else None


def _bounded(name: str) -> str:
    return rf"(?<![a-zA-Z0-9_]){re.escape(name)}(?![a-zA-Z0-9_])" if name.isascii() else re.escape(name)


def _one_of(names: Sequence[str]) -> re.Pattern[bytes]:
    r"""A pattern that finds any of some ASCII names as words of their own, asking for what they share once.

    An alternation of whole names costs twenty times a tree of them: the engine tries every name at every byte.
    """
    return re.compile(rb"\b(?:" + _tree(sorted(names)) + rb")\b" if names else rb"(?!)")


def _tree(names: Sequence[str]) -> bytes:
    """The names as one pattern, longest first, sorted names in; "" among them makes the rest optional."""
    rest = [name for name in names if name]
    starts = [0, *(at + 1 for at, (one, two) in enumerate(pairwise(rest)) if one[0] != two[0]), len(rest)]
    branches = [
        re.escape(rest[first][0]).encode() + _tree([name[1:] for name in rest[first:last]])
        for first, last in pairwise(starts)
        if last > first
    ]
    if not branches:
        return b""
    joined = b"(?:" + b"|".join(branches) + b")"
    return joined + b"?" if len(rest) < len(names) else joined
