"""Whether a media query ever holds on the screens that people read pages on."""

from __future__ import annotations

import re

# From a small phone to a large desktop screen, in CSS pixels.
NARROWEST_PX = 320
WIDEST_PX = 2560
_EM_PX = 16
_WIDTH = re.compile(r"\(\s*(min|max)-(?:device-)?width\s*:\s*([\d.]+)(px|em|rem)\s*\)")
_OTHER_MEDIA = re.compile(r"(?:only\s+)?(?:print|speech|aural|braille|embossed|handheld|projection|tty|tv)\b")


def shows_on(query: str) -> str:
    """`always`, `sometimes` or `never`: on which screens a media query, in lower case, holds.

    Paper and speech are no screens; a width that no screen has never holds; every other condition sometimes does.
    """
    answers = {_one(part.strip()) for part in query.split(",")}
    return next(answer for answer in ("always", "sometimes", "never") if answer in answers)


def _one(part: str) -> str:
    if part in ("", "all", "screen", "only screen", "only all", "not print"):
        return "always"
    if part in ("not all", "not screen") or _OTHER_MEDIA.match(part):
        return "never"
    least, most = float(NARROWEST_PX), float(WIDEST_PX)
    if not part.startswith("not"):
        for match in _WIDTH.finditer(part):
            px = _number(match[2]) * (1 if match[3] == "px" else _EM_PX)
            least, most = (max(least, px), most) if match[1] == "min" else (least, min(most, px))
    return "sometimes" if least <= most else "never"


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
