"""The shapes of codes: which short numbers a country's plan has, and which are like nothing else."""

from __future__ import annotations

import re
from typing import Any

from directory.number import Parts
from verifier.words import load_words

_TABLE: dict[str, Any] = load_words("codes.toml")
CODES = {country: re.compile(pattern) for country, pattern in _TABLE["codes"].items()}
_FIRM = {country: re.compile(pattern) for country, pattern in _TABLE["firm"].items()}
# A zero opens a trunk prefix, the start of a longer number; 000 is Australia's emergency code.
_ANY_CODE = re.compile(r"[1-9][0-9]{2,5}|000")
# Europe's services of social value are printed in two groups: 116 116 (Commission Decision 2007/116/EC).
_SOCIAL = re.compile(r"116 ?[0-9]{3}")
WHOLE_LEAST_DIGITS = 7


def is_listed(parts: Parts, sign: str = "") -> bool:
    """Whether a country's list of shapes has a code. sign: the keypad's sign before it."""
    return parts.country in CODES and CODES[parts.country].fullmatch(sign + parts.digits) is not None


def is_code(parts: Parts, sign: str = "") -> bool:
    """Whether digits have a code's shape: of the country's list, where it has none any three to six digits."""
    is_any = parts.country not in CODES and _ANY_CODE.fullmatch(parts.digits) is not None
    return is_any or is_listed(parts, sign)


def is_firm(parts: Parts) -> bool:
    """Whether a code is so unlike any count or year that a weak word right before it is enough: 客服 95188."""
    firm = _FIRM.get(parts.country, _SOCIAL if parts.country not in CODES else None)
    return firm is not None and firm.fullmatch(parts.digits) is not None


def is_split(groups: tuple[str, ...], digits: str) -> bool:
    """Whether the digits of a code stand in several groups, as nobody prints one."""
    return len(groups) > 1 and len(digits) < WHOLE_LEAST_DIGITS and _SOCIAL.fullmatch(" ".join(groups)) is None
