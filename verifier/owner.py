"""Whose a line is when the words before it name somebody: the police, a regulator, a card scheme, a bank."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from verifier.fold import fold
from verifier.words import Lexicon, alternatives, load_words

_TABLE: dict[str, Any] = load_words("owner.toml")
OWNER_NAMES: tuple[str, ...] = tuple(_TABLE["owners"])
_NAMED = Lexicon(_TABLE["owners"])
_NAMES = alternatives(fold(name).lower() for names in _TABLE["owners"].values() for name in names)
_WORDS = frozenset(_TABLE["fillers"]["words"])
_PHRASES = alternatives(map(fold, _TABLE["fillers"]["phrases"]))
_BANK = re.compile(_TABLE["banks"]["pattern"])
_COMMON: tuple[str, ...] = tuple(_TABLE["banks"]["common"])
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
# A label is a name and a few words; in a sentence the name may stand for anything.
LABEL_CHARS = 40


def named_owner(label: str) -> str:
    """Whom a label names: of OWNER_NAMES, or a bank's name; "" when it names nobody or says more.

    label: the folded lower-case words before a number.
    """
    text = label.strip(" :,.-(")
    if not text or len(text) > LABEL_CHARS:
        return ""
    named = _NAMED.last_ends(text)
    if named:
        rest = _WORD.findall(_PHRASES.sub(" ", _NAMES.sub(" ", text)))
        return max(named, key=lambda name: named[name]) if all(word in _WORDS for word in rest) else ""
    return _bank(text) if "bank" in text or "行" in text or "社" in text else ""


def _bank(text: str) -> str:
    """The bank that a label names before the words that introduce a line."""
    shown = " ".join(word for word in _PHRASES.sub(" ", text).split() if word not in _WORDS)
    if _BANK.search(shown) is None or shown.startswith(_COMMON):
        return ""
    return shown


def is_other(owner: str, kind: str, names: Iterable[str]) -> bool:
    """Whether somebody named beside a line is another than the page's provider, which is of that kind and has those names.

    A bank's page names itself in more ways than its description can list, so there no bank is another.
    """
    if kind == "bank" and _BANK.search(owner) is not None:
        return False
    return not any(owner in name.lower() or name.lower() in owner for name in names if name)
