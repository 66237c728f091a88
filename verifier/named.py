"""Which known providers a page names: the cheap question that is asked of every page before it is read.

Bytes in, ids out: names in any script, in the encodings that pages of that script use. It may name too many (a name
inside a script), never too few: what it lets pass is read, what it stops is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from directory.providers import names_of
from directory.records import Provider

# Encodings in which a name of that script may stand beside UTF-8: WHATWG's for the pages that we know.
LEGACY = ("gb18030", "big5", "shift_jis", "euc-kr", "windows-1252")


class Names:
    """The names of some providers, ready to be looked for."""

    def __init__(self, providers: Iterable[Provider]) -> None:
        self.ids: dict[str, tuple[str, ...]] = {}
        for one in providers:
            for name in names_of(one):
                self.ids[name] = (*self.ids.get(name, ()), one.id)
        by_bytes: dict[bytes, str] = {}
        for name in sorted(self.ids):
            for form in _written(name):
                by_bytes.setdefault(form, name)
        self._names: Mapping[bytes, str] = by_bytes
        longest_first = sorted(by_bytes, key=lambda form: (-len(form), form))
        self._pattern = re.compile(b"|".join(_bounded(form) for form in longest_first)) if by_bytes else None
        texts = sorted(self.ids, key=lambda name: (-len(name), name))
        self._text = re.compile("|".join(_bounded_text(name) for name in texts)) if texts else None

    def in_bytes(self, body: bytes) -> frozenset[str]:
        """The ids of providers that an undecoded page may name."""
        if self._pattern is None:
            return frozenset()
        found = set(self._pattern.findall(body.lower()))
        return frozenset(one for form in found for one in self.ids[self._names[form]])

    def in_text(self, text: str) -> frozenset[str]:
        """The ids of providers that some words name."""
        if self._text is None:
            return frozenset()
        return frozenset(one for name in set(self._text.findall(text.casefold())) for one in self.ids[name])


def _written(name: str) -> Iterable[bytes]:
    """The bytes of a folded name as pages write it, small letters."""
    yield name.encode()
    for encoding in LEGACY if not name.isascii() else ():
        try:
            form = name.encode(encoding)
        except UnicodeEncodeError:
            continue
        # A page's bytes are lowered as ASCII, also where they are the second half of a character.
        yield form.lower()


def _bounded(form: bytes) -> bytes:
    around = form.isascii()
    return rb"(?<![a-z0-9])" + re.escape(form) + rb"(?![a-z0-9])" if around else re.escape(form)


def _bounded_text(name: str) -> str:
    return rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])" if name.isascii() else re.escape(name)
