"""Where a text stands in a page: the open elements above it, and the CSS path that finds it again."""

from __future__ import annotations

from dataclasses import dataclass, field

from bs4.element import Tag

from directory.terms import Layer
from verifier.readers.elements import escaped
from verifier.readers.styles import NO_STYLES, PLAIN, Look, Styles

# Real pages nest some forty deep; a place that grew with every level of a hostile page would fill the memory.
MOST_DEPTH = 200


@dataclass(slots=True)
class Frame:
    """One open element of a walk: what holds for the text inside it.

    own: how a path names the element. layer: of its text. inside: the layer of all inside it, whatever that looks like.
    names: of the
    element and those around it, for style sheets. counts: its children met so far, by name.
    """

    name: str
    own: str
    layer: Layer
    is_kept: bool
    parent: Frame | None = None
    depth: int = 0
    inside: Layer = "visible"
    look: Look = PLAIN
    styles: Styles = NO_STYLES
    names: frozenset[str] | None = frozenset()
    counts: dict[str, int] = field(default_factory=dict)
    known_path: str | None = None

    @property
    def path(self) -> str:
        """The CSS path whose first match is the element, or holds it when it lies too deep; made when asked for."""
        frame, waiting = self, []
        while frame.known_path is None and frame.parent is not None:
            waiting.append(frame)
            frame = frame.parent
        for one in reversed(waiting):
            one.known_path = one.path_in(one.parent)
        return self.known_path or ""

    def path_in(self, parent: Frame | None) -> str:
        """The path below a parent whose own path is known."""
        if parent is not None and parent.depth >= MOST_DEPTH:
            return parent.known_path or ""
        if parent is None or self.own.startswith("#"):
            return self.own
        if parent.known_path:
            return f"{parent.known_path} > {self.own}"
        return self.name if self.own == "html:nth-of-type(1)" else f"{self.own}:not(* > *)"


def holder(one: Frame, other: Frame) -> Frame:
    """The nearest element that holds both."""
    while one is not other:
        if one.depth < other.depth:
            one, other = other, one
        if one.parent is None:
            return one
        one = one.parent
    return one


class Places:
    """The names of a page's elements in paths; an id names its first element alone."""

    def __init__(self) -> None:
        self._idents: set[str] = set()

    def name_of(self, tag: Tag, name: str, parent: Frame) -> str:
        """How a path names an element among its siblings, or in the page by its id; `parent` has counted it."""
        ident = tag.attrs.get("id") if tag.attrs else None
        if isinstance(ident, str) and ident.isidentifier() and ident not in self._idents:
            self._idents.add(ident)
            return f"#{ident}"
        return f"{escaped(name)}:nth-of-type({parent.counts[name]})"
