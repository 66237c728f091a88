"""The words and the weight of each reason that a claim may be told: its own, in claim.toml, and those of the signals."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

import msgspec

from directory.records import Record
from verifier.signals_found import find_signals

_ENDS = {"en": ".", "zh": "。"}


class Reason(Record, frozen=True):
    """One reason of a verdict: its id in claim.toml or a signal's, its weight in log-odds points, what its words name.

    kind: which of the reason's `kinds` it is, "" for a reason that has none.
    """

    id: str
    kind: str = ""
    weight: float = 0.0
    values: dict[str, str] = msgspec.field(default_factory=dict)


class Words(Record, frozen=True):
    """One reason: its weight, and its sentence by language; or several kinds of it, each with its own."""

    en: str = ""
    zh: str = ""
    weight: float = 0.0
    kinds: dict[str, Words] = msgspec.field(default_factory=dict)


@cache
def reason_words() -> dict[str, Words]:
    """Every reason that is a claim's alone, by id."""
    text = resources.files("verifier").joinpath("claim.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), dict[str, Words])


def weight_of(reason_id: str, kind: str = "") -> float:
    """The weight of a reason that is a claim's alone."""
    words = reason_words()[reason_id]
    return (words.kinds[kind] if kind else words).weight


def say_reason(reason: Reason, lang: str) -> str:
    """The reason as a sentence; lang: `en` or `zh`."""
    own = reason_words().get(reason.id)
    if own is None:
        return _sentence(reason, lang)
    words = own.kinds[reason.kind] if reason.kind else own
    return (words.zh if lang == "zh" else words.en).format(**reason.values)


def _sentence(reason: Reason, lang: str) -> str:
    """The clause of a signal, which goes on after "because", as a sentence of its own."""
    terms = find_signals()[reason.id].terms
    clause = (terms.kinds[reason.kind].reason if reason.kind else terms.reason)[lang].format(**reason.values)
    return clause[:1].upper() + clause[1:] + _ENDS[lang]
