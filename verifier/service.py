"""How a line serves who calls it, told by the words around it: in which languages, at whose cost."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal, NamedTuple, cast

from verifier.words import Lexicon, load_words

Tariff = Literal["", "free", "local", "charged", "premium"]
_TABLE: dict[str, Any] = load_words("service.toml")
TARIFFS: tuple[str, ...] = tuple(_TABLE["tariff"])
LANGUAGES: tuple[str, ...] = tuple(dict.fromkeys((*_TABLE["languages"], *_TABLE["peoples"])))
_TARIFF_LISTS = tuple((f"tariff {name}", name) for name in TARIFFS)
_SURE = {f"language {name}": name for name in _TABLE["languages"]}
_PEOPLES = {f"people {name}": name for name in _TABLE["peoples"]}
_PRICE = re.compile(_TABLE["price"]["pattern"])
# What every price counts by: other texts are passed over without trying its forms.
_COUNTED = re.compile(r"[0-9].*(?:min|call|appel|anruf|llamada|分|분|次)|[分분].*[0-9]")
LISTS: dict[str, list[str]] = (
    {listed: _TABLE["tariff"][name] for listed, name in _TARIFF_LISTS}
    | {listed: _TABLE["languages"][name] for listed, name in _SURE.items()}
    | {listed: _TABLE["peoples"][name] for listed, name in _PEOPLES.items()}
    | {"cue": _TABLE["cues"]["words"]}
)
_WORDS = Lexicon(LISTS)
# A number behind these words: what stands before it is its label, not ours.
_NUMBER = re.compile(r"\d(?:[-. ]?\d){4}")
_STOP = re.compile(r"[。;；!！?？|｜\n]|\.(?= |$)")
_BRACKET = re.compile(r"[ ,:]*[(\[][^()\[\]]*[)\]]")
_ITEM = re.compile(r"[,、/]")


class Service(NamedTuple):
    """languages: ISO 639 codes in the order of our list. tariff: of TARIFFS or "". price: of a minute or a call, as folded."""

    languages: tuple[str, ...] = ()
    tariff: Tariff = ""
    price: str = ""


def read_service(label: str, behind: str, found: Mapping[str, int] | None = None) -> Service:
    """What the words around a number say of its languages and its tariff.

    label: folded lower-case words before it, since the last number or sentence; behind: such text right behind it.
    found: where the last words of LISTS end in the label, when somebody looked already.
    What is said behind the number stands before what its label says.
    """
    after = _own(behind)
    ends_behind = _WORDS.last_ends(after) if after.strip(" )]") else {}
    ends_before = _WORDS.last_ends(label) if found is None else found
    price = _price(after)
    tariff = _last(ends_behind) or ("charged" if price else "") or _last(ends_before)
    if not price and (price := _price(label)):
        tariff = tariff or "charged"
    return Service(_languages(ends_before, ends_behind), tariff, price)


def _price(text: str) -> str:
    price = _PRICE.search(text) if _COUNTED.search(text) is not None else None
    return "" if price is None else price[0].strip()


def _own(behind: str) -> str:
    """What stands behind a number and speaks of it: up to the end of the sentence, or to what introduces the next number."""
    stop = _STOP.search(behind)
    text = behind if stop is None else behind[: stop.start()]
    number = _NUMBER.search(text)
    if number is None:
        return text
    bracket = _BRACKET.match(text)
    if bracket is not None:
        return bracket[0]
    item = _ITEM.search(text, 0, number.start())
    return text[: item.start()] if item is not None else ""


def _last(ends: Mapping[str, int]) -> Tariff:
    """The tariff whose word stands last, the first of our list where two end together."""
    best, last = "", -1
    for listed, name in _TARIFF_LISTS if ends else ():
        if (end := ends.get(listed, -1)) > last:
            best, last = name, end
    return cast("Tariff", best)


def _languages(*places: Mapping[str, int]) -> tuple[str, ...]:
    found: set[str] = set()
    for ends in places:
        sure = {_SURE[listed] for listed in ends if listed in _SURE}
        others = {_PEOPLES[listed] for listed in ends if listed in _PEOPLES}
        found |= sure | (others if "cue" in ends or len(sure | others) > 1 else set())
    return tuple(name for name in LANGUAGES if name in found) if found else ()
