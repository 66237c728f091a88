"""What CSS declarations say of whether a text is seen: shorthands taken apart, all other properties left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

# The properties that can hide a text or show it again (CSS 2.2; Transforms 1; Masking 1; Text 3; Color 4).
TELLING = frozenset({
    "display", "visibility", "opacity", "content-visibility", "font-size", "width", "height", "max-width", "max-height", "overflow", "padding", "clip",
    "clip-path", "position", "left", "right", "top", "bottom", "margin-left", "margin-right", "margin-top", "text-indent", "transform", "color",
    "-webkit-text-fill-color", "background-color", "background-clip", "text-shadow", "text-decoration", "flex", "flex-grow", "min-width", "min-height", "direction", "unicode-bidi",
})  # fmt: skip
_SHORT = frozenset({
    "font", "background", "background-image", "margin", "inset", "overflow-x", "overflow-y", "-webkit-background-clip", "-webkit-transform", "-webkit-clip-path",
    "padding-top", "padding-bottom", "translate", "scale", "filter", "text-decoration-line",
})  # fmt: skip
# The values that hide nothing: all that a rule for some screens only may say.
_SHOWING: dict[str, Callable[[str], bool]] = {
    "display": lambda value: value != "none",
    "visibility": lambda value: value == "visible",
    "content-visibility": lambda value: value != "hidden",
    "clip": lambda value: value == "auto",
    "clip-path": lambda value: value == "none",
    "transform": lambda value: value == "none",
    "overflow": lambda value: value == "visible",
    "unicode-bidi": lambda value: "override" not in value,
    "text-decoration": lambda value: "line-through" not in value,
    "position": lambda value: value in ("static", "relative", "sticky"),
}  # fmt: skip
# Lengths that move nothing beside a page, and that leave room for a text, whatever else holds.
_NEAR = re.compile(r"[-+]?(?:(?:\d{1,2}(?:\.\d+)?|\.\d+)(?:px|pt|%)?|\d?(?:\.\d+)?r?em)$")
_AMPLE = re.compile(
    r"(?:[1-9]\d+|[3-9])(?:\.\d+)?(?:px|pt|vw|vh)$|(?:[2-9]\d|\d{3})(?:\.\d+)?%$|[1-9]\d*(?:\.\d+)?r?em$|0?\.[3-9]\d*(?:r?em)?$|1$|auto$|none$"
)
_IDLE = frozenset({"padding", "flex", "flex-grow", "min-width", "min-height", "text-shadow", "direction"})
_MEASURES = frozenset({
    "opacity", "font-size", "width", "height", "max-width", "max-height", "left", "right", "top", "bottom", "margin-left", "margin-right", "margin-top", "text-indent",
})  # fmt: skip
_PLACED = frozenset({"left", "right", "top", "bottom", "margin-left", "margin-right", "margin-top", "text-indent"})
_DECLARATION = re.compile(r"(?<![\w-])([a-z-]{3,30})\s*:\s*([^;{}]{1,1000})")
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})[ \t\n]?|(.))", re.DOTALL)
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_VARIABLE = re.compile(r"(--[\w-]{1,60})\s*:\s*([^;{}]{1,200})")
_SIZE = re.compile(r"(?:^|\s)([\d.]+(?:px|pt|r?em|%|vw)?|0)(?:\s*/|\s|$)")
_COLOUR = re.compile(r"#[0-9a-f]{3,8}|(?:rgb|hsl)a?\([^()]*\)|(?<![\w(-])[a-z]+(?![\w(-])")
_SIDES = ("top", "right", "bottom", "left")
# The words of a `background` that are no colour (Backgrounds and Borders 3).
_NO_COLOUR = frozenset({
    "repeat", "no-repeat", "repeat-x", "repeat-y", "center", "top", "left", "right", "bottom", "scroll", "fixed", "local", "cover", "contain", "auto",
    "space", "round", "border-box", "padding-box", "content-box", "none", "text",
})  # fmt: skip


class Declared(NamedTuple):
    """One declaration, in lower case."""

    name: str
    value: str
    is_important: bool

    @property
    def hides(self) -> bool:
        """Whether the value alone hides what it is said of."""
        return self.name in ("display", "visibility", "opacity", "font-size", "content-visibility") and not self.shows

    @property
    def shows(self) -> bool:
        """Whether the value hides nothing by itself."""
        if self.name in _PLACED:
            return self.value == "auto" or _NEAR.match(self.value) is not None
        if self.name in _MEASURES:
            return _AMPLE.match(self.value) is not None
        if self.name in _IDLE:
            return True
        test = _SHOWING.get(self.name)
        return test is not None and test(self.value)


def _as_is(value: str) -> str:
    return value


def declared_in(body: str, resolved: Callable[[str], str] = _as_is) -> tuple[Declared, ...]:
    """The telling declarations of a rule or of a `style` attribute, the last of a name. resolved: puts a variable's value in."""
    if "/*" in body:
        body = _COMMENT.sub("", body)
    if "\\" in body:
        body = unescape(body)
    found: dict[tuple[str, bool], Declared] = {}
    for name, printed in _DECLARATION.findall(body.lower()):
        if name in TELLING or name in _SHORT:
            value, _, important = printed.partition("!")
            for long_name, long_value in _long(name, resolved(value.strip())):
                one = Declared(long_name, long_value, important.strip() == "important")
                found.pop((one.name, one.is_important), None)
                found[one.name, one.is_important] = one
    return tuple(found.values())


def _long(name: str, value: str) -> Iterator[tuple[str, str]]:
    """A declaration in the properties of TELLING."""
    if name in TELLING:
        yield name, value
    elif name == "font":
        if (size := _SIZE.search(value)) is not None:
            yield "font-size", size[1]
    elif name in ("background", "background-image"):
        yield from _background(name, value)
    elif name in ("margin", "inset"):
        parts = (value.split() * 4)[:4] if len(value.split()) != 3 else [*value.split(), value.split()[1]]
        if len(value.split()) == 2:
            parts = value.split() * 2
        yield from (
            (side if name == "inset" else f"margin-{side}", part) for side, part in zip(_SIDES, parts, strict=False)
        )
    elif name in ("translate", "scale"):
        yield "transform", value if value == "none" else f"{name}({','.join(value.split())})"
    elif name == "filter":
        yield from (("opacity", one) for one in re.findall(r"opacity\(([^()]*)\)", value))
    else:
        yield (
            {
                "overflow-x": "overflow",
                "overflow-y": "overflow",
                "padding-top": "padding",
                "padding-bottom": "padding",
                "text-decoration-line": "text-decoration",
            }.get(name, name.removeprefix("-webkit-")),
            value,
        )


def _background(name: str, value: str) -> Iterator[tuple[str, str]]:
    if "url(" in value or "gradient" in value or "var(" in value:
        yield "background-color", "image"
    elif name == "background":
        colours = [one for one in _COLOUR.findall(value) if one not in _NO_COLOUR]
        yield "background-color", colours[-1] if colours else "transparent"
    if re.search(r"(?<![\w-])text(?![\w-])", value):
        yield "background-clip", "text"


def unescape(text: str) -> str:
    """A CSS text with its escapes read: a backslash, 39, a blank and 5188 are 95188."""

    def char(match: re.Match[str]) -> str:
        if not match[1]:
            return match[2] or ""
        code = int(match[1], 16)
        return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"

    return _ESCAPE.sub(char, text) if "\\" in text else text


def variables_in(text: str) -> Mapping[str, str]:
    """The variables of a sheet that have one value throughout it, by how they are used: `var(--x)`."""
    found: dict[str, str] = {}
    for name, printed in _VARIABLE.findall(text.lower()):
        key, value = f"var({name})", printed.strip()
        found[key] = value if found.get(key, value) == value else key
    return found
