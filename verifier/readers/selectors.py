"""Selectors of style sheets: the plain ones matched here, every other one by the library."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import soupsieve
from bs4.element import Tag

_GROUPED = re.compile(r"\([^()]*\)|\[[^\]]*\]")
_BETWEEN = re.compile(r"[\s>+~]")
# A letter, "_", "-" or anything beyond ASCII; behind the first also a digit. Told by what is left out, which is built ten times as fast.
_NAME = r"[^\x00-,./0-@\[-^`{-\x7f][^\x00-,./:-@\[-^`{-\x7f]*"
_KEYS = (re.compile(rf"#{_NAME}"), re.compile(rf"\.{_NAME}"), re.compile(rf"^{_NAME}"))
_COMPOUND = re.compile(rf"(?:\*|{_NAME})?(?:[.#]{_NAME})*")
_PART = re.compile(rf"[.#]?{_NAME}")
_COMBINED = re.compile(r"\s*(>)\s*|\s+")
# A group of one plain step says nothing that the step does not; the root of a page is its html.
_GROUP_OF_ONE = re.compile(rf"(?:^|(?<=[\s>,])):(?:where|is)\(\s*((?:\*|{_NAME})?(?:[.#]{_NAME})*)\s*\)")
_ROOT = re.compile(r"^:root(?=[\s>]|$)")
# The longest selector that people write; a longer one is built to keep a reader busy.
MOST_CHARS = 1000


class _Compound(NamedTuple):
    """One step of a plain selector: the element's name ("" for any), id ("" for any) and classes."""

    name: str
    ident: str
    classes: frozenset[str]
    is_child: bool

    def fits(self, tag: Tag) -> bool:
        attributes = tag.attrs
        if self.name and tag.name.lower() != self.name:
            return False
        if self.ident and attributes.get("id") != self.ident:
            return False
        if not self.classes:
            return True
        classes = attributes.get("class") or ()
        return self.classes.issubset(classes.split() if isinstance(classes, str) else classes)


class Selector(NamedTuple):
    """A selector that can be tried on an element. weight: its specificity, as (ids, classes, names).

    steps: of a plain selector, the last one first; other: the library's, of every other one.
    """

    weight: tuple[int, int, int]
    steps: tuple[_Compound, ...] = ()
    other: soupsieve.SoupSieve | None = None
    needs: frozenset[str] = frozenset()

    def matches(self, tag: Tag) -> bool:
        """Whether the selector names the element; needs: names that must stand above it for that."""
        if self.other is not None:
            return self.other.match(tag)
        return self.steps[0].fits(tag) and (len(self.steps) == 1 or _above(self.steps, tag))

    def steps_for(self, tag: Tag, depth: int) -> int:
        """How many elements a trial may look at; depth: of the element."""
        if self.other is None:
            return 1 if len(self.steps) == 1 else depth + 1
        return depth + 1 + (len(tag.parent.contents) if tag.parent is not None else 0)


def _above(steps: tuple[_Compound, ...], tag: Tag) -> bool:
    """Whether the steps behind the first stand above an element; one walk upwards, whatever the steps are."""
    near, far = ({1}, set()) if steps[1].is_child else (set(), {1})
    for parent in tag.parents:
        fitting = [at for at in near | far if steps[at].fits(parent)]
        near = set()
        for at in fitting:
            if at + 1 == len(steps):
                return True
            (near if steps[at + 1].is_child else far).add(at + 1)
    return False


def split_selectors(prelude: str) -> Iterator[str]:
    """The selectors of a list, parts in brackets left whole, groups of one plain step opened."""
    if ":" in prelude:
        prelude = _GROUP_OF_ONE.sub(r"\1", prelude)
    if "(" not in prelude and "[" not in prelude:
        yield from (_ROOT.sub("html", one.strip()) for one in prelude.split(","))
        return
    depth, start = 0, 0
    for at, char in enumerate(prelude):
        depth += (char in "([") - (char in ")]")
        if char == "," and depth <= 0:
            yield _ROOT.sub("html", prelude[start:at].strip())
            start = at + 1
    yield _ROOT.sub("html", prelude[start:].strip())


def key_of(selector: str) -> str:
    """The name by which a selector is looked up: the id, class or tag of its last step, "*" when it has none."""
    plain = _GROUPED.sub("", selector) if "(" in selector or "[" in selector else selector
    step = _BETWEEN.split(plain)[-1]
    for pattern in _KEYS:
        if (match := pattern.search(step)) is not None:
            return match[0] if match[0][0] in "#." else match[0].lower()
    return "*"


@lru_cache(maxsize=20_000)
def read_selector(selector: str) -> Selector | None:
    """A selector that can be tried, None for what is none."""
    if not selector:
        return None
    if (steps := _plain(selector)) is not None:
        weight = (
            sum(bool(s.ident) for s in steps),
            sum(len(s.classes) for s in steps),
            sum(bool(s.name) for s in steps),
        )
        needs = {f"#{one.ident}" for one in steps[1:] if one.ident} | {one.name for one in steps[1:] if one.name}
        return Selector(
            weight, steps, needs=frozenset(needs.union(f".{name}" for one in steps[1:] for name in one.classes))
        )
    try:
        other = soupsieve.compile(selector)
    except (soupsieve.SelectorSyntaxError, ValueError, RecursionError):
        return None
    weight = (selector.count("#"), len(re.findall(r"[.\[:]", selector)), 1)
    return Selector(weight, other=other, needs=_needed(selector))


def _needed(selector: str) -> frozenset[str]:
    """Ids and classes that must stand above what a selector of any kind names; none where it looks at siblings."""
    plain = _GROUPED.sub("", selector)
    if "+" in plain or "~" in plain or "(" in plain:
        return frozenset()
    steps = _BETWEEN.split(plain.replace(">", " > ").strip())
    above = [step for step in steps if step not in ("", ">")][:-1]
    return frozenset(name for step in above for pattern in _KEYS[:2] for name in pattern.findall(step))


def _plain(selector: str) -> tuple[_Compound, ...] | None:
    """The steps of a selector of names, ids and classes, the last one first; None for every other selector."""
    steps: list[_Compound] = []
    at, is_child = 0, False
    while at < len(selector):
        match = _COMPOUND.match(selector, at)
        if match is None or not match[0]:
            return None
        parts = _PART.findall(match[0])
        name = next((part.lower() for part in parts if part[0] not in ".#"), "")
        idents = [part[1:] for part in parts if part[0] == "#"]
        if len(idents) > 1:
            return None
        classes = frozenset(part[1:] for part in parts if part[0] == ".")
        steps.append(_Compound(name, idents[0] if idents else "", classes, is_child))
        at = match.end()
        if at < len(selector):
            combined = _COMBINED.match(selector, at)
            if combined is None:
                return None
            is_child, at = combined[1] is not None, combined.end()
    # `A > B`: the mark of a child stands on B; walking upwards it is A that must be the parent.
    marks = [step.is_child for step in steps[1:]] + [False]
    return tuple(step._replace(is_child=mark) for step, mark in zip(reversed(steps), reversed(marks), strict=True))
