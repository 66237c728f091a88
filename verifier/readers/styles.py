"""Whether a page's styles let a person see a text: display, size, position, clipping, colour on colour."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from bs4.element import Tag

from verifier.readers.boxes import LENGTH, PLAIN_PX, UNIT_PX, is_gone, is_outdented
from verifier.readers.colours import BLACK, LEAST_OPACITY, WHITE, Colour, is_alike, read_colour
from verifier.readers.declarations import declared_in
from verifier.readers.sheets import Sheet, sheet_texts

# Text smaller than this is a line of dots.
LEAST_FONT_PX = 3.0
# Elements whose colours the browser sets itself, whatever stands around them (HTML, 15.3).
_OWN_COLOURS = frozenset({"a", "button", "input", "select", "textarea", "option", "mark"})
_ABSOLUTE = ("absolute", "fixed")
# A page that hides all of itself waits for its script to lift the curtain.
_CURTAINS = ("html", "body")


class Look(NamedTuple):
    """How the text of an element looks; colours are None where the page alone does not say them.

    is_gone: nothing inside it can be seen, whatever it says. The rest is inherited until an element says otherwise.
    """

    is_gone: bool = False
    is_veiled: bool = False
    is_outdented: bool = False
    is_clear: bool = False
    is_reversed: bool = False
    font_px: float = PLAIN_PX
    colour: Colour | None = None
    ground: Colour | None = None

    @property
    def is_hidden(self) -> bool:
        """Whether a person sees nothing of the text."""
        if self.is_gone or self.is_veiled or self.is_outdented or self.is_clear or self.is_reversed:
            return True
        if self.font_px < LEAST_FONT_PX:
            return True
        return self.colour is not None and self.ground is not None and is_alike(self.colour, self.ground)


PLAIN = Look()


class Styles:
    """The looks of a page's elements, by its own sheets and attributes.

    Sheets of other addresses are not at hand: where a page has some, the colour of an element that they may paint
    (one with a class or an id) is not known, and what is not known hides nothing.
    """

    def __init__(self, scope: Tag | None, *, is_painted_elsewhere: bool = False) -> None:
        # A template keeps its styles to itself; those for pages without script are none of a person's.
        styles = [] if scope is None else [one for one in scope.find_all("style") if _scope_of(one) in (None, scope)]
        self.sheet = Sheet(sheet_texts(styles))
        self.is_painted_elsewhere = is_painted_elsewhere or (scope is not None and _has_outer_sheets(scope, styles))
        self.root = Look() if self.is_painted_elsewhere else Look(colour=BLACK, ground=WHITE)

    def look_of(self, tag: Tag, name: str, parent: Look, depth: int, above: frozenset[str] | None = None) -> Look:
        """The look of an element inside one that looks like `parent`."""
        attributes = tag.attrs
        if not attributes and self.sheet.is_empty and name not in _OWN_COLOURS:
            return parent
        said = self._said(tag, name, parent, depth, above)
        look = _outer(parent, attributes, name, is_painted_elsewhere=self.is_painted_elsewhere)
        look = _with(look, parent, said, name) if said else look
        return (
            look._replace(is_gone=False, is_veiled=False) if name in _CURTAINS and "hidden" not in attributes else look
        )

    def _said(self, tag: Tag, name: str, parent: Look, depth: int, above: frozenset[str] | None) -> dict[str, str]:
        """The declarations that hold for an element; none where none of them could hide or show it."""
        attributes = tag.attrs
        said: dict[str, str] = _presented(attributes, name) if attributes else {}
        weights: dict[str, tuple[bool, tuple[int, ...], int]] = {}
        for is_harmless in (False, True):
            # What hides nothing matters only where something else does.
            if is_harmless and not said and not parent.is_hidden and "style" not in attributes:
                break
            for weight, prop, value in self.sheet.declared(tag, name, depth, above, is_harmless=is_harmless):
                if prop not in weights or weight >= weights[prop]:
                    said[prop], weights[prop] = value, weight
        style = attributes.get("style") if attributes else None
        if isinstance(style, str):
            for one in declared_in(style, self.sheet.resolved):
                if one.is_important or not (one.name in weights and weights[one.name][0]):
                    said[one.name] = one.value
                    weights[one.name] = (one.is_important, (), 0)
        return said


NO_STYLES = Styles(None)


def _scope_of(style: Tag) -> Tag | None:
    return style.find_parent(("template", "noscript"))


def _has_outer_sheets(scope: Tag, styles: Iterable[Tag]) -> bool:
    links: Iterable[Tag] = scope.find_all("link")
    return any("stylesheet" in str(link.attrs.get("rel", "")).lower() for link in links) or any(
        "@import" in "".join(map(str, style.contents)) for style in styles
    )


def _presented(attributes: Mapping[str, Any], name: str) -> dict[str, str]:
    """What attributes other than `style` say, which every rule of a sheet overrides (HTML, 15.3)."""
    said: dict[str, str] = {}
    if "hidden" in attributes:
        said["display"] = "none"
    if "bgcolor" in attributes:
        said["background-color"] = str(attributes["bgcolor"]).lower()
    if "background" in attributes:
        said["background-color"] = "image"
    if name in ("font", "body") and (colour := attributes.get("color" if name == "font" else "text")) is not None:
        said["color"] = str(colour).lower()
    if name == "bdo" and str(attributes.get("dir", "")).lower() == "rtl":
        said |= {"direction": "rtl", "unicode-bidi": "bidi-override"}
    return said


def _outer(parent: Look, attributes: Mapping[str, Any], name: str, *, is_painted_elsewhere: bool) -> Look:
    """What an element has of the one around it before its own styles speak."""
    if name in _OWN_COLOURS and parent.colour is not None and not (name == "a" and "href" not in attributes):
        return parent._replace(colour=None, ground=None if name not in ("a", "option") else parent.ground)
    may_be_painted = is_painted_elsewhere and attributes and ("class" in attributes or "id" in attributes)
    if may_be_painted and not parent.is_hidden and (parent.colour, parent.ground) != (None, None):
        return parent._replace(colour=None, ground=None)
    return parent


def _with(look: Look, parent: Look, said: Mapping[str, str], name: str) -> Look:
    """A look with an element's own declarations."""
    changes: dict[str, Any] = {}
    if (shown := said.get("visibility")) is not None:
        changes["is_veiled"] = shown in ("hidden", "collapse") or (shown == "inherit" and parent.is_veiled)
    if (indent := said.get("text-indent")) is not None:
        changes["is_outdented"] = is_outdented(indent, said)
    if (size := said.get("font-size")) is not None:
        changes["font_px"] = _font_px(size, parent.font_px, name)
    if "unicode-bidi" in said:
        changes["is_reversed"] = said["unicode-bidi"].endswith("override") and said.get("direction") == "rtl"
    changes |= _colours(said)
    look = look._replace(**changes) if changes else look
    return look._replace(is_gone=True) if is_gone(said) else look


def _colours(said: Mapping[str, str]) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    ground = said.get("background-color")
    if ground is not None:
        colour, opacity = read_colour(ground)
        if colour is None or opacity >= LEAST_OPACITY:
            changes["ground"] = colour if opacity > 1 - LEAST_OPACITY else None
    if said.get("background-clip") == "text":
        changes["ground"] = None
    elif said.get("position") in _ABSOLUTE and "ground" not in changes:
        # It may lie over anything, a picture for one.
        changes["ground"] = None
    ink = said.get("-webkit-text-fill-color", said.get("color"))
    if ink is not None and ink not in ("inherit", "currentcolor"):
        colour, opacity = read_colour(ink)
        is_drawn = said.get("background-clip") == "text" or said.get("text-shadow", "none") != "none"
        changes["colour"] = None if is_drawn or opacity < LEAST_OPACITY else colour
        changes["is_clear"] = colour is not None and opacity < LEAST_OPACITY and not is_drawn
    return changes


def _font_px(value: str, parent_px: float, name: str) -> float:
    match = LENGTH.match(value)
    if match is None:
        return parent_px if value in ("inherit", "unset") else PLAIN_PX
    number, unit = float(match[1]), match[2] or ""
    if unit in ("em", "%", "ex", "ch"):
        return number * {"%": 0.01, "em": 1.0}.get(unit, 0.5) * parent_px
    # The root's size is what a page counts in, often set anew by its script.
    if number > 0 and (name == "html" or unit in ("rem", "vw", "vh", "vmin", "vmax")):
        return PLAIN_PX
    return number * UNIT_PX.get(unit, 1.0)
