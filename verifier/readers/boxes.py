"""Whether declarations leave a box that a person can see: shut, clipped, moved beside the page, or not drawn at all."""

from __future__ import annotations

import re
from collections.abc import Mapping

PLAIN_PX = 16.0
LEAST_OPACITY_SEEN = 0.05
# A box of one pixel that cuts what does not fit: the usual way to keep a text for screen readers alone.
MOST_SHUT_PX = 1.0
# What is moved this far lies beside every page. A position is a box's own; a margin also serves to lay boxes over each other.
FAR_POSITION_PX = 100.0
FAR_MARGIN_PX = 999.0
# To the right a page can be scrolled; so far nobody does.
FAR_RIGHT_PX = 5000.0
# A share of its own size that no sliding picture show moves a box by.
FAR_PERCENT = 500.0
# A box that begins here begins beside the screens that people use.
BESIDE_PX = 1920.0
LENGTH = re.compile(r"([-+]?(?:\d+\.?\d*|\.\d+))\s*(px|r?em|ex|ch|pt|vw|vh|vmin|vmax|%)?$")
UNIT_PX = {
    "": 1.0,
    "px": 1.0,
    "pt": 4 / 3,
    "em": PLAIN_PX,
    "rem": PLAIN_PX,
    "ex": 8.0,
    "ch": 8.0,
    "vw": 12.8,
    "vh": 7.2,
    "vmin": 7.2,
    "vmax": 12.8,
}
_FUNCTION = re.compile(r"([a-z0-9]+)\(([^()]*)\)")
_WIDE = re.compile(r"rect\(([^()]*)\)")


def is_gone(said: Mapping[str, str]) -> bool:
    """Whether nothing inside an element with these declarations can be seen, whatever it says itself."""
    if "line-through" in said.get("text-decoration", ""):
        # What is struck out is no longer offered.
        return True
    if said.get("display") == "none" or said.get("content-visibility") == "hidden":
        return True
    if (opacity := said.get("opacity")) is not None and number(opacity) <= LEAST_OPACITY_SEEN:
        return True
    return _is_shut(said) or _is_clipped(said) or _is_far(said) or _is_moved_away(said.get("transform", ""))


def _is_shut(said: Mapping[str, str]) -> bool:
    """A box without room that cuts what does not fit; room made by padding, or taken in a row of boxes, is room."""
    if said.get("overflow", "").split(" ")[0] not in ("hidden", "clip"):
        return False
    if any(LENGTH.match(part) and pixels(part) != 0 for part in said.get("padding", "").split()):
        return False
    if any(name in said for name in ("flex", "flex-grow")):
        return False
    least = (pixels(said.get(name, "0")) for name in ("min-width", "min-height"))
    if any(size is None or size > MOST_SHUT_PX for size in least):
        return False
    sizes = [pixels(said[name]) for name in ("width", "height", "max-width", "max-height") if name in said]
    shut = [size for size in sizes if size is not None and size <= MOST_SHUT_PX]
    # A box one pixel wide may still grow with what stands in it; one that is a pixel both ways does not.
    return 0.0 in shut or len(shut) > 1


def _is_clipped(said: Mapping[str, str]) -> bool:
    if (match := _WIDE.search(said.get("clip", ""))) is not None:
        edges = [pixels(part) for part in re.split(r"[\s,]+", match[1].strip())]
        if len(edges) == 4 and None not in edges:
            top, right, bottom, left = (edge or 0.0 for edge in edges)
            return right - left <= MOST_SHUT_PX or bottom - top <= MOST_SHUT_PX
    shape = _FUNCTION.search(said.get("clip-path", ""))
    if shape is None:
        return False
    parts = shape[2].split(" round ")[0].replace(",", " ").split()
    if shape[1] == "inset":
        shares = [float(part[:-1]) if re.fullmatch(r"\d+(?:\.\d+)?%", part) else 0.0 for part in parts] or [0.0]
        top, right, bottom, left = (shares * 4)[:4] if len(shares) != 3 else [*shares, shares[1]]
        return top + bottom >= 100 or left + right >= 100
    if shape[1] in ("circle", "ellipse"):
        return bool(parts) and pixels(parts[0]) == 0.0
    return shape[1] == "polygon" and len(set(parts)) == 1


def is_outdented(value: str, said: Mapping[str, str]) -> bool:
    """Whether a `text-indent` moves the text beside the page, or out of a box that cuts it."""
    px = pixels(value)
    if px is None:
        share = percent(value)
        return share is not None and abs(share) >= 100 and said.get("overflow") == "hidden"
    return px <= -FAR_POSITION_PX or px >= FAR_RIGHT_PX


def _is_far(said: Mapping[str, str]) -> bool:
    """A box that its position or its margin puts beside every page."""
    if said.get("position") != "static":
        for side in ("left", "right", "top", "bottom"):
            px, share = pixels(said.get(side, "")), percent(said.get(side, ""))
            is_right = side == "left" and px is not None and px >= BESIDE_PX
            if (px is not None and px <= -FAR_POSITION_PX) or is_right:
                return True
            if share is not None and (share <= -FAR_PERCENT or (share <= -100 and said.get("position") == "fixed")):
                return True
    margins = (pixels(said.get(name, "")) for name in ("margin-left", "margin-top", "margin-right"))
    return any(px is not None and (px <= -FAR_MARGIN_PX or px >= FAR_RIGHT_PX) for px in margins)


def _is_moved_away(transform: str) -> bool:
    for name, inner in _FUNCTION.findall(transform):
        parts = inner.split(",")
        if name.startswith("scale") and any(number(part) == 0 for part in parts[:2]):
            return True
        if name.startswith("translate"):
            for part in parts[:2]:
                px, share = pixels(part.strip()), percent(part.strip())
                if (px is not None and (px <= -FAR_MARGIN_PX or px >= FAR_RIGHT_PX)) or (
                    share is not None and abs(share) >= FAR_PERCENT
                ):
                    return True
    return False


def pixels(value: str) -> float | None:
    """A length in pixels, None for what is none or a share of something unknown."""
    match = LENGTH.match(value)
    if match is None or (match[2] == "%" and float(match[1]) != 0):
        return None
    return float(match[1]) * UNIT_PX.get(match[2] or "", 0.0)


def percent(value: str) -> float | None:
    """A share in percent, None for what is none."""
    match = LENGTH.match(value)
    return float(match[1]) if match is not None and match[2] == "%" else None


def number(value: str) -> float:
    """A number or a percentage; 1 for what is none."""
    match = LENGTH.match(value.strip())
    return 1.0 if match is None else float(match[1]) / (100 if match[2] == "%" else 1)
