"""What a found number is for: its label, purpose, audience, direction, hours and owner, told by the words around it."""

from __future__ import annotations

import re
from typing import Any, NamedTuple, cast

from directory.number import line_of
from directory.terms import Purpose
from verifier.fold import fold
from verifier.owner import named_owner
from verifier.service import LISTS, Tariff, read_service
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
    | LISTS
)
_WARNINGS: tuple[str, ...] = tuple(fold(word).lower() for word in _TABLE["warned"]["words"])
_WARNED = Lexicon({"warned": _WARNINGS})
_OF_OTHERS = re.compile("|".join(map(re.escape, _TABLE["warned"]["others"])))
_FORWARD = re.compile("|".join(map(re.escape, _TABLE["warned"]["forward"])))
_MOVED = re.compile(_TABLE["warned"]["moved"])
_MOVED_TO = re.compile(rf"{_TABLE['warned']['moved']}[^0-9+(]{{0,16}}[+(]?[0-9][0-9 ()-]{{3,}}[0-9]")
_MOVED_BEHIND = re.compile(_TABLE["warned"]["moved_behind"])
_MOVED_BEFORE = re.compile(_TABLE["warned"]["moved_before"])
_NUMBER = "0123456789+()- ."
JOINING: frozenset[str] = frozenset(_TABLE["joining"]["words"])
_NEXT_SENTENCE = re.compile(r"[.;；।] ")
_HOURS = re.compile(_TABLE["hours"]["pattern"], re.IGNORECASE)
OWNERS: dict[str, str] = _TABLE["owners"]
_SMS_SENDERS = re.compile(_TABLE["sms"]["senders"])
_TEXTED = re.compile(_TABLE["sms"]["texted"])
_TEXTED_TO: tuple[str, ...] = tuple(_TABLE["sms"]["to"])
_CALLS_BEFORE = re.compile(_TABLE["outbound"]["before"])
_CALLS_BEHIND = re.compile(_TABLE["outbound"]["behind"])
# Hours have a digit or one of these words: other texts are passed over without trying their forms.
_HOURS_SIGN = re.compile(_TABLE["hours"]["sign"], re.IGNORECASE)
_OPENING_HOURS = re.compile(r"[0-9].*[:,] ")
# A bracket behind the number before speaks of that one.
_CLOSED = re.compile(r" *[(\[]?[^()\[\]]*[)\]]")
_LONG_NUMBER = re.compile(r"\d(?:[-. ]?\d){4}")
# 95188（客服热线）, 0800 111 222 — Lost cards: a bracket or a dash right behind a number.
_LABEL_BEHIND = re.compile(r"\s*(?:[(（\[【]([^()（）\[\]【】]+)[)）\]】]|[-–—]{1,2}\s*([^\n|;；。]+))")

# Labels on hotline pages are at most this long; what is further away names something else.
LABEL_CHARS = 40
BEHIND_CHARS = 60
OPENING_CHARS = 16
_BRACKET_END = re.compile(r"[)\]]")
_NEXT_NUMBER = re.compile(r"[:\d]")
_LABEL_CUT = re.compile(r"[。;；!！?？|｜\n]|[.](?= )|\d(?:[-. ]?\d){4,}(?:\D{0,3}$)?")
# The stop of "fax. 020…" ends a word, not a sentence.
_FULL_STOP = re.compile(r"[。!！?？।]|\. (?! *[(+]*$)")
# F: 020…, (f) 020…, F 020…: a letter of its own right before the number; T/F names two lines.
_FAX_INITIAL = re.compile(r"(?<![\w/°'&+-])f ?[)\]]?[:.|]? ?[(\[+]{0,2}$")
_CLAUSE = re.compile(r"[,，:：;；。.!！—–]")
_CLAIMED: tuple[str, ...] = tuple(fold(word).lower() for word in _TABLE["claimed"]["words"])
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
    languages: tuple[str, ...] = ()
    tariff: Tariff = ""
    price: str = ""


def read_meaning(key: str, lead: str, before: str, behind: str, sentence: str, opening: str = "") -> Meaning:
    """Read what a number is for.

    lead: words outside the block that introduce it; before, behind: folded lower-case text on both sides;
    sentence: the folded lower-case sentence around it; opening: its part before the number, "" for `before`.
    """
    near = _last_choice(f"{lead} {before}" if len(before) < LABEL_CHARS else before)
    near = near[max((match.end() for match in _FULL_STOP.finditer(near)), default=0) :]
    ends = _BEFORE.last_ends(near)
    cut = max((match.end() for match in _LABEL_CUT.finditer(near)), default=0)
    label = near[cut:]
    if cut and (closed := _CLOSED.match(label)) is not None:
        label = label[closed.end() :]
    if len(label) >= LABEL_CHARS == len(before) and label[0].isascii() and label[0].isalpha():
        # What the cut left of a word says nothing.
        label = label.partition(" ")[2]
    service = read_service(label, behind, ends if len(label) == len(near) else None)
    return Meaning(
        purpose=cast("Purpose", _purpose(key, near, ends, behind)),
        audience=_nearest(_AUDIENCES, ends),
        hours=_hours(near, behind),
        owner=OWNERS.get(line_of(key), "") or named_owner(label),
        is_outbound="outbound" in ends or _calls_you(near, behind),
        is_warned=_is_warned(opening or before, sentence),
        languages=service.languages,
        tariff=service.tariff,
        price=service.price,
    )


def _purpose(key: str, near: str, ends: dict[str, int], behind: str) -> str:
    is_texted = near.rstrip(" :").endswith(_TEXTED_TO) and _TEXTED.search(near) is not None
    if is_texted or _SMS_SENDERS.fullmatch(key) is not None:
        return "sms"
    if _FAX_INITIAL.search(near) is not None:
        return "fax"
    return _nearest(_PURPOSES, ends) or _opening(behind) or "general"


def _hours(near: str, behind: str) -> str:
    """The hours right behind a number, else those that introduce it where no other number stands before them."""
    said = behind[:BEHIND_CHARS]
    hours = _HOURS.search(said) if _HOURS_SIGN.search(said) is not None else None
    if hours is None and _OPENING_HOURS.search(near) is not None and _LONG_NUMBER.search(_HOURS.sub(" ", near)) is None:
        hours = _HOURS.search(near)
    return hours[0].strip() if hours is not None else ""


def _calls_you(near: str, behind: str) -> bool:
    """Whether a sentence says on both sides of a number that it calls you: 我们将使用 010… 致电您."""
    return _CALLS_BEHIND.match(behind) is not None and _CALLS_BEFORE.search(near) is not None


def label_behind(behind: str) -> str:
    """The words right behind a number that name it, as printed, in a bracket or after a dash; "" for hours and numbers."""
    match = _LABEL_BEHIND.match(behind)
    text = "" if match is None else (match[1] or match[2]).strip(_EDGES)
    if len(text) > LABEL_CHARS or any(map(str.isdigit, text)) or _HOURS.search(text.lower()) is not None:
        return ""
    return text


def _is_warned(before: str, sentence: str) -> bool:
    """Whether the sentence warns of the number or says it is gone; not where it claims it: "beware of fakes, our line is …".

    before: the part of the sentence in front of the number. Whoever plants a number may warn of all others beside it.
    """
    behind = _NEXT_SENTENCE.split(sentence[len(before) :], maxsplit=1)[0]
    if _MOVED_BEFORE.search(behind) is not None and _MOVED_BEHIND.match(behind.lstrip(_NUMBER)) is None:
        return True
    if not any(word in sentence for word in _WARNINGS) or "warned" not in _WARNED.last_ends(sentence):
        return False
    before = before[max((match.end() for match in _FULL_STOP.finditer(before)), default=0) :]
    # 95188 is replaced by 95017: the first is gone, the second is put forward; hours that changed tell of neither.
    if _MOVED_TO.search(behind) is not None:
        return True
    before, behind = _MOVED.sub(" ", before), _MOVED.sub(" ", behind)
    clauses = _CLAUSE.split(before.rstrip(_EDGES))
    last = clauses[-1]
    is_claimed = not _warns(last) and any(word in last for word in _CLAIMED)
    if any(_warns(clause) for clause in clauses):
        return not (is_claimed and any(_warns(clause) for clause in clauses[:-1]))
    warnings = [clause for clause in _CLAUSE.split(behind) if _warns(clause)]
    return any(not _OF_OTHERS.search(clause) and not (is_claimed and _FORWARD.search(clause)) for clause in warnings)


def _warns(clause: str) -> bool:
    return "warned" in _WARNED.last_ends(clause)


def label_of(before: str) -> str:
    """The words right before a number that name it, as printed, cut at the end of the sentence or the number before."""
    text = _last_choice(before[-LABEL_CHARS:])
    cuts = [match.end() for match in _LABEL_CUT.finditer(text)]
    label = text[max(cuts, default=0) :].strip(_EDGES)
    return "" if label.lower() in JOINING else label


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
