"""The public catalogue of signals, docs/signals.md, printed from the signals themselves: docstrings and TOML."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path

from verifier import signals
from verifier.policy import Policy, load_policy
from verifier.signal import Signal, level_alone
from verifier.signals_found import collect

# The catalogue's order of families, as an investigation goes: where, what number, who else says so, since when, whose, how.
FAMILIES = ("provenance", "number_plan", "corroboration", "history", "network", "language")
_INTRODUCTION = """\
# Signals

Printed by `make signals` from the modules of `verifier/signals/` and the TOML beside them; do not edit. A test compares them.

A signal is one rule that may suspect a number or a page. It weighs log-odds points and gives its reason; it calls nobody
anything. A finding's score is the sum over its signals, in which one family counts at most {family_most:g} times its largest
member. From {review_score:g} points a finding is `review`, from {urgent_score:g} `urgent`. A hard signal is urgent alone and no discount weighs
against it; discounts together take off at most {discount_most:g} points. *Alone* is the level of a finding in which nothing else fired.

A policy turns signals on and off (`signals_on`, `signals_off`; `hotlinewatch signals` shows what holds here). Others add
signals by an entry point of the group `hotlinewatch.signals`, named like a module that offers `check(case)` and has a TOML of
its name beside it.
"""
_SENTENCE = re.compile(r"(?<=\.) ")
_WRONG = re.compile(r"\b[Ii]t (?:is|would be) wrong\b")


def catalogue_text(found: Mapping[str, Signal], policy: Policy) -> str:
    """The whole page, as Markdown: what all signals share, one table of them, then each by family."""
    ordered = sorted(found.values(), key=lambda one: (_rank(one.terms.family), one.terms.family, _number(one), one.id))
    parts = [
        _INTRODUCTION.format(
            family_most=policy.family_most,
            review_score=policy.review_score,
            urgent_score=policy.urgent_score,
            discount_most=policy.discount_most,
        ),
        _table(
            ("signal", "catalogue", "family", "weight", "alone", "state"),
            [
                (
                    f"[`{one.id}`](#{one.id})",
                    one.terms.catalogue,
                    one.terms.family,
                    _weights(one),
                    _level(one, policy),
                    _state(one),
                )
                for one in ordered
            ],
        ),
    ]
    for family, members in groupby(ordered, lambda one: one.terms.family):
        parts.append(f"## {family.replace('_', ' ').capitalize()}\n")
        parts += [_section(one, policy) for one in members]
    return "\n".join(parts)


def _section(signal: Signal, policy: Policy) -> str:
    """One signal: what it suspects, its words and weights, when it is wrong, where it comes from."""
    suspects, wrong = _told(signal.about)
    terms = signal.terms
    marks = ["hard" if terms.is_hard else "", "discount" if terms.is_discount else ""]
    marks.append("" if terms.is_discountable or terms.is_hard else "no discount weighs against it")
    marks.append("" if terms.is_on else f"off by default: {terms.off_because}")
    title = ", ".join(
        filter(None, (terms.catalogue, f"weight {_weights(signal)}", f"alone {_level(signal, policy)}", *marks))
    )
    rows = [
        (f"`{name}`" if name else "", f"{kind.weight:+g}", kind.reason["en"], kind.reason["zh"])
        for name, kind in signal.kinds.items()
    ]
    lines = [
        f"### {signal.id}\n",
        f"{title}.\n",
        f"{suspects}\n",
        _table(("kind", "weight", "because …", "因为……"), rows),
    ]
    lines += [f"*When it is wrong.* {wrong}\n"] if wrong else []
    return "\n".join([*lines, f"*Source.* {terms.source}.\n"])


def _told(about: str) -> tuple[str, str]:
    """What a docstring says a signal suspects and why, and when it says it is wrong."""
    sentences = _SENTENCE.split(about)
    wrong = next((place for place, one in enumerate(sentences) if _WRONG.search(one)), len(sentences))
    return " ".join(sentences[:wrong]), " ".join(sentences[wrong:])


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def _weights(signal: Signal) -> str:
    """Its weight, or the span of its kinds' weights."""
    weights = sorted({kind.weight for kind in signal.kinds.values()})
    return f"{weights[0]:+g}" if len(weights) == 1 else f"{weights[0]:+g} to {weights[-1]:+g}"


def _level(signal: Signal, policy: Policy) -> str:
    return level_alone(signal.strongest, is_hard=signal.terms.is_hard, policy=policy)


def _state(signal: Signal) -> str:
    return "on" if signal.terms.is_on else "off"


def _rank(family: str) -> int:
    return FAMILIES.index(family) if family in FAMILIES else len(FAMILIES)


def _number(signal: Signal) -> tuple[str, int]:
    """The catalogue's letter and number, suspicions before discounts."""
    found = re.match(r"([A-Z])(\d+)", signal.terms.catalogue)
    return ("", 0) if found is None else ("Z" if found[1] == "D" else found[1], int(found[2]))


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(catalogue_text(collect(signals), load_policy()), encoding="utf-8")
