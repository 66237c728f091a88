"""Which declarations of a page's own style sheets hold for an element: a small cascade, indexed by id, class and tag."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from bs4.element import Tag

from verifier.readers.declarations import Declared, declared_in, unescape, variables_in
from verifier.readers.media import shows_on
from verifier.readers.selectors import MOST_CHARS, Selector, key_of, read_selector, split_selectors

# Real pages ask for some ten thousand looks at an element; one that asks for more is built to keep a reader busy.
MOST_LOOKS = 2_000_000
# Real pages bear some fifty names from the root to a text.
MOST_NAMES = 500
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_STRING = re.compile(r'"[^"\n]*"|' + r"'[^'\n]*'")
_BRACES = re.compile(r"([{}])")
# Groups of rules that hold whatever the screen is; of the others only @media is read, the rest holds no rules of elements.
_TRANSPARENT = ("@supports", "@layer", "@scope", "@-moz-document", "@starting-style")
# What follows a name where an element is only drawn before or behind, or where a person must act first.
_NO_ELEMENT = re.compile(
    r"::|:(?:before|after|first-l(?:ine|etter)|hover|focus(?:-within|-visible)?|active|visited|target|checked)(?![\w-])",
    re.IGNORECASE,
)
_CONTENT = re.compile(r"""(?<![\w-])content\s*:\s*((?:["'][^;{}]*))""", re.IGNORECASE)
_QUOTED = re.compile(r"\"([^\"\n]*)\"|'([^'\n]*)'")


class _Rule(NamedTuple):
    """One selector with its declarations, unread. is_sometimes: holds on some screens only, so that it hides nothing."""

    selector: str
    body: str
    order: int
    is_sometimes: bool


class _Read(NamedTuple):
    selector: Selector
    declared: tuple[Declared, ...]
    order: int
    is_harmless: bool


class Sheet:
    """The style sheets of one page, in order.

    Rules are indexed unread by the last name of their selector, and read when an element bears that name: the cost
    grows with the sheets' length and with what the page uses of them, not with their product. After MOST_LOOKS
    looks at elements every rule left that would hide an element is taken to do so: what cannot be
    weighed confirms nothing.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._rules: dict[str, list[_Rule]] = {}
        self._read: dict[str, list[_Read]] = {}
        self._known: dict[tuple[tuple[str, str, tuple[str, ...]], bool], list[_Read]] = {}
        self._left = MOST_LOOKS
        self._hiding: dict[str, Declared | None] = {}
        self._variables: dict[str, str] = {}
        order = 0
        for text in texts:
            plain = _COMMENT.sub(" ", text)
            if "var(" in plain:
                self._variables |= variables_in(plain)
            for prelude, body, is_sometimes in _rules_in(plain):
                order += 1
                self._add(prelude, body, order, is_sometimes=is_sometimes)
        self.is_empty = not self._rules

    def _add(self, prelude: str, body: str, order: int, *, is_sometimes: bool) -> None:
        for selector in split_selectors(prelude):
            if len(selector) <= MOST_CHARS and not _NO_ELEMENT.search(selector):
                rule = _Rule(selector, body, order, is_sometimes)
                self._rules.setdefault(key_of(selector), []).append(rule)

    def declared(
        self, tag: Tag, name: str, depth: int, above: frozenset[str] | None, *, is_harmless: bool
    ) -> Iterator[tuple[tuple[bool, tuple[int, ...], int], str, str]]:
        """The declarations that hold for an element: (weight, property, value); the greatest weight wins.

        above: the names of all elements around it, as `names_of` gives them; None when they are not known.
        is_harmless: whether of the rules that by themselves hide nothing, or of all others.
        """
        if self.is_empty:
            return
        attributes = tag.attrs
        ident, classes = attributes.get("id"), attributes.get("class")
        names = tuple(classes.split() if isinstance(classes, str) else classes or ())
        known = (name, ident if isinstance(ident, str) else "", names)
        if self._left <= 0:
            yield from self._feared(known)
            return
        rules = self._known.get((known, is_harmless))
        if rules is None:
            rules = [one for one in self._candidates(*known) if one.is_harmless is is_harmless]
            self._known[known, is_harmless] = rules
        for rule in rules:
            self._left -= 1
            if above is not None and not rule.selector.needs <= above:
                continue
            self._left -= rule.selector.steps_for(tag, depth)
            if rule.selector.matches(tag):
                for one in rule.declared:
                    yield (one.is_important, rule.selector.weight, rule.order), one.name, one.value

    def _feared(
        self, known: tuple[str, str, tuple[str, ...]]
    ) -> Iterator[tuple[tuple[bool, tuple[int, ...], int], str, str]]:
        """What may hide an element, where there was no time to find out."""
        for key in _keys(*known):
            if key in self._rules and key not in self._hiding:
                self._hiding[key] = next((one for rule in self._of(key) for one in rule.declared if one.hides), None)
            if (one := self._hiding.get(key)) is not None:
                yield (True, (), 0), one.name, one.value

    def resolved(self, value: str) -> str:
        """A value with the page's variables put in; one that has several values or none stays as it is."""
        return self._variables.get(value, value) if value.startswith("var(") else value

    def _candidates(self, name: str, ident: str, names: tuple[str, ...]) -> Iterator[_Read]:
        for key in _keys(name, ident, names):
            if key in self._rules:
                yield from self._of(key)

    def _of(self, key: str) -> list[_Read]:
        """The rules of one name that can tell whether a text is seen, read."""
        found = self._read.get(key)
        if found is None:
            found = self._read[key] = []
            for rule in self._rules[key]:
                declared = declared_in(rule.body, self.resolved)
                if rule.is_sometimes:
                    declared = tuple(one for one in declared if one.shows)
                selector = read_selector(rule.selector) if declared else None
                if selector is not None:
                    found.append(_Read(selector, declared, rule.order, all(one.shows for one in declared)))
        return found


def names_of(tag: Tag, name: str, above: frozenset[str] | None) -> frozenset[str] | None:
    """The names that an element adds to those around it: tag, id and classes; None when they are too many to carry."""
    attributes = tag.attrs
    classes, ident = attributes.get("class") or (), attributes.get("id")
    own = {name, *(f".{one}" for one in (classes.split() if isinstance(classes, str) else classes))}
    if ident:
        own.add(f"#{ident}")
    if above is None or own <= above:
        return above
    return above | own if len(above) < MOST_NAMES else None


def _keys(name: str, ident: str, names: tuple[str, ...]) -> Iterable[str]:
    return dict.fromkeys((f"#{ident}", *(f".{one}" for one in names), name, "*"))


def _rules_in(text: str) -> Iterator[tuple[str, str, bool]]:
    """(selectors, declarations, whether on some screens only) of every rule, in order; rules of no screen left out."""
    text = _STRING.sub(lambda match: _BRACES.sub(" ", match[0]), text)
    # For each open brace: "always", "sometimes" or "never", or the selectors of a rule.
    open_groups: list[str] = []
    selectors = ""
    pieces = _BRACES.split(text)
    for before, brace in zip(pieces[::2], pieces[1::2], strict=False):
        if brace == "{":
            prelude = before.rpartition(";")[2].strip()
            outer = open_groups[-1] if open_groups else "always"
            open_groups.append(_group(prelude, outer))
            selectors = "" if prelude.startswith("@") else prelude
        else:
            if selectors and open_groups and open_groups[-1] != "never":
                yield selectors, before, open_groups[-1] == "sometimes"
            selectors = ""
            if open_groups:
                open_groups.pop()


def _group(prelude: str, outer: str) -> str:
    if not prelude.startswith("@") or outer == "never":
        return outer
    lowered = prelude.lower()
    if lowered.startswith("@media"):
        own = shows_on(lowered[len("@media") :])
        return outer if own == "always" else own
    return outer if lowered.startswith(_TRANSPARENT) else "sometimes" if lowered.startswith("@container") else "never"


def drawn_in(style: str) -> Iterator[str]:
    """The texts that a style sheet draws before or behind elements: the strings of each `content`, joined."""
    for match in _CONTENT.finditer(style) if "content" in style.lower() else ():
        if drawn := unescape("".join(one[1] or one[2] or "" for one in _QUOTED.finditer(match[1]))):
            yield drawn


def sheet_texts(styles: Iterable[Tag]) -> Iterator[str]:
    """The texts of a page's <style> elements that a screen uses."""
    for tag in styles:
        attributes: Mapping[str, object] = tag.attrs
        group = shows_on(str(attributes.get("media", "")).lower())
        kind = str(attributes.get("type", "text/css")).lower()
        if group != "never" and kind in ("", "text/css"):
            text = "".join(map(str, tag.contents))
            yield text if group == "always" else f"@media {attributes.get('media')} {{{text}}}"
