"""Colours as CSS writes them, and whether two of them can be told apart."""

from __future__ import annotations

import re

# (red, green, blue), each 0-255.
Colour = tuple[int, int, int]

BLACK: Colour = (0, 0, 0)
WHITE: Colour = (255, 255, 255)
# Measured by eye: #efefef on white cannot be read in a line of text, #dddddd can.
LEAST_DIFFERENCE = 17
# Below this share of opacity a colour is as good as none.
LEAST_OPACITY = 0.1
# The basic names, and those that are all but white or black (Color 4, 6.1).
_NAMES: dict[str, Colour] = {
    "black": BLACK, "white": WHITE, "red": (255, 0, 0), "blue": (0, 0, 255), "green": (0, 128, 0), "yellow": (255, 255, 0), "gray": (128, 128, 128),
    "grey": (128, 128, 128), "silver": (192, 192, 192), "maroon": (128, 0, 0), "navy": (0, 0, 128), "orange": (255, 165, 0), "purple": (128, 0, 128),
    "lime": (0, 255, 0), "aqua": (0, 255, 255), "cyan": (0, 255, 255), "fuchsia": (255, 0, 255), "magenta": (255, 0, 255), "olive": (128, 128, 0),
    "teal": (0, 128, 128), "whitesmoke": (245, 245, 245), "snow": (255, 250, 250), "ivory": (255, 255, 240), "ghostwhite": (248, 248, 255),
    "floralwhite": (255, 250, 240), "mintcream": (245, 255, 250), "azure": (240, 255, 255), "seashell": (255, 245, 238), "lightgray": (211, 211, 211),
    "lightgrey": (211, 211, 211), "gainsboro": (220, 220, 220), "darkgray": (169, 169, 169), "dimgray": (105, 105, 105),
}  # fmt: skip
_FUNCTION = re.compile(r"(rgb|hsl)a?\(([^()]*)\)")


def read_colour(value: str) -> tuple[Colour | None, float]:
    """A colour and its opacity, 0 to 1; None for one that cannot be known: a variable, a picture, a name of no list."""
    value = value.strip()
    if value == "transparent":
        return BLACK, 0.0
    if value.startswith("#"):
        return _hex(value[1:])
    if (match := _FUNCTION.fullmatch(value)) is not None:
        return _function(match[1], re.split(r"[\s,/]+", match[2].strip()))
    return _NAMES.get(value), 1.0


def is_alike(one: Colour, other: Colour) -> bool:
    """Whether a text of one colour on the other cannot be read."""
    return all(abs(a - b) < LEAST_DIFFERENCE for a, b in zip(one, other, strict=True))


def _hex(digits: str) -> tuple[Colour | None, float]:
    if len(digits) in (3, 4):
        digits = "".join(digit * 2 for digit in digits)
    if len(digits) not in (6, 8):
        return None, 1.0
    try:
        red, green, blue, *rest = bytes.fromhex(digits)
    except ValueError:
        return None, 1.0
    return (red, green, blue), rest[0] / 255 if rest else 1.0


def _function(kind: str, parts: list[str]) -> tuple[Colour | None, float]:
    if len(parts) < 3:
        return None, 1.0
    opacity = _share(parts[3], 1.0) if len(parts) > 3 else 1.0
    if kind == "hsl":
        light = _share(parts[2], 1.0)
        return (WHITE if light >= 1 else BLACK if light <= 0 else None), opacity
    levels = [_share(part, 255.0) * 255 for part in parts[:3]]
    red, green, blue = (round(min(max(level, 0.0), 255.0)) for level in levels)
    return (red, green, blue), opacity


def _share(text: str, whole: float) -> float:
    """A number or a percentage as a share of the whole; 1 for what is none."""
    try:
        return float(text[:-1]) / 100 if text.endswith("%") else float(text) / whole
    except ValueError:
        return 1.0
