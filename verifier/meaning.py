"""What a found number is for: its label, purpose, audience, hours and owner, told by the words around it."""

from __future__ import annotations

import re
from typing import Any, NamedTuple, cast

from directory.number import line_of
from directory.terms import Purpose
from verifier.words import Lexicon, load_words

_TABLE: dict[str, Any] = load_words("meaning.toml")
PURPOSE_NAMES: tuple[str, ...] = tuple(_TABLE["purpose"])
AUDIENCE_NAMES: tuple[str, ...] = tuple(_TABLE["audience"])
# A list of purposes and one of audiences may share a name, so each goes by its table's.
_PURPOSES = tuple((name, f"purpose {name}") for name in PURPOSE_NAMES)
_AUDIENCES = tuple((name, f"audience {name}") for name in AUDIENCE_NAMES)
_BEFORE = Lexicon(
    {f"{table} {name}": words for table in ("purpose", "audience") for name, words in _TABLE[table].items()}
    | {"outbound": _TABLE["outbound"]["words"]}
)
_WARNINGS: tuple[str, ...] = tuple(word.lower() for word in _TABLE["warned"]["words"])
_WARNED = Lexicon({"warned": _WARNINGS})
_HOURS = re.compile(_TABLE["hours"]["pattern"], re.IGNORECASE)
OWNERS: dict[str, str] = _TABLE["owners"]

# Labels on hotline pages are at most this long; what is further away names something else.
LABEL_CHARS = 40
BEHIND_CHARS = 60
OPENING_CHARS = 16
_BRACKET_END = re.compile(r"[)\]]")
_NEXT_NUMBER = re.compile(r"[:\d]")
_LABEL_CUT = re.compile(r"[。;；!！?？|｜\n]|[.](?= )|\d(?:[-. ]?\d){4,}(?:\D{0,3}$)?")
# The stop of "fax. 020…" ends a word, not a sentence.
_FULL_STOP = re.compile(r"[。!！?？]|\. (?! *[(+]*$)")
# F: 020…, (f) 020…, F 020…: a letter of its own right before the number; T/F names two lines.
_FAX_INITIAL = re.compile(r"(?<![\w/°'&+-])f ?[)\]]?[:.|]? ?[(\[+]{0,2}$")
_CLAUSE = re.compile(r"[,，:：;；。.!！—–]")
_CLAIMED: tuple[str, ...] = tuple(_TABLE["claimed"]["words"])
_CHOICE = re.compile(r"[,，;；]\s*(?:或者?|也可以?|亦可|または|또는|(?:or|and)\b)", re.IGNORECASE)
_EDGES = " \u3000\xa0:：,，、-–—－()（）[]［］【】「」<>＜＞/／|｜·•.。;；"


class Meaning(NamedTuple):
    """What the words around a number say of it; see `directory.records.Sighting`."""

    purpose: Purpose
    audience: str
    hours: str
    owner: str
    is_outbound: bool
    is_warned: bool


def read_meaning(key: str, lead: str, before: str, behind: str, sentence: str, opening: str = "") -> Meaning:
    """Read what a number is for.

    lead: words outside the block that introduce it; before, behind: folded lower-case text on both sides;
    sentence: the folded lower-case sentence around it; opening: its part before the number, "" for `before`.
    """
    near = _last_choice(f"{lead} {before}" if len(before) < LABEL_CHARS else before)
    near = near[max((match.end() for match in _FULL_STOP.finditer(near)), default=0) :]
    ends = _BEFORE.last_ends(near)
    is_fax = _FAX_INITIAL.search(near) is not None
    purpose = "fax" if is_fax else _nearest(_PURPOSES, ends) or _opening(behind) or "general"
    hours = _HOURS.search(behind[:BEHIND_CHARS])
    return Meaning(
        purpose=cast("Purpose", purpose),
        audience=_nearest(_AUDIENCES, ends),
        hours=hours[0].strip() if hours is not None else "",
        owner=OWNERS.get(line_of(key), ""),
        is_outbound="outbound" in ends,
        is_warned=_is_warned(opening or before, sentence),
    )


def _is_warned(before: str, sentence: str) -> bool:
    """Whether the sentence warns of the number; not where it claims it: "beware of fakes, our only line is …"."""
    if not any(word in sentence for word in _WARNINGS) or "warned" not in _WARNED.last_ends(sentence):
        return False
    clauses = _CLAUSE.split(before.rstrip(_EDGES))
    warned_before = any("warned" in _WARNED.last_ends(clause) for clause in clauses[:-1])
    last = clauses[-1]
    return not (warned_before and "warned" not in _WARNED.last_ends(last) and any(word in last for word in _CLAIMED))


def label_of(before: str) -> str:
    """The words right before a number that name it, as printed, cut at the end of the sentence or the number before."""
    text = _last_choice(before[-LABEL_CHARS:])
    cuts = [match.end() for match in _LABEL_CUT.finditer(text)]
    return text[max(cuts, default=0) :].strip(_EDGES)


def _last_choice(text: str) -> str:
    """What stands behind the last "or": freeze the card in the app, *or* call this number."""
    choices = [match.end() for match in _CHOICE.finditer(text)]
    return text[max(choices, default=0) :]


def _nearest(names: tuple[tuple[str, str], ...], ends: dict[str, int]) -> str:
    """The name of the list whose word stands nearest to the end of the text, "" when none does."""
    nearest, last = "", -1
    for name, listed in names if ends else ():
        end = ends.get(listed, -1)
        if end > last:
            nearest, last = name, end
    return nearest


def _opening(behind: str) -> str:
    """`(fax)` right behind a number; a word with a colon or digits behind it names the next number."""
    opened = _BEFORE.opening(behind[:OPENING_CHARS])
    if not opened or _NEXT_NUMBER.search(_BRACKET_END.split(behind[:OPENING_CHARS])[0]):
        return ""
    return next((name for name, listed in _PURPOSES if listed in opened), "")
