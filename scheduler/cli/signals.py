"""The verb `signals`: the rules that may suspect a number, what each weighs, and which of them judge here."""

from __future__ import annotations

from typing import Any

import click

from directory.terms import LEVELS, Level
from scheduler.cli.options import DONE, NOTHING, USAGE, common_options, exit_codes
from scheduler.cli.printing import print_json, print_line, print_table
from scheduler.cli.words import head, say
from scheduler.config import Settings
from scheduler.in_force import policy_in_force
from scheduler.opened import existing_store, has_store
from verifier.policy import Policy
from verifier.signal import Signal, level_alone
from verifier.signals_found import find_signals, is_in_force, signals_in_force

_COLUMNS = ("signal", "catalogue", "family", "weight", "level_alone", "state", "suspects")


@click.command(epilog=exit_codes(DONE, USAGE, NOTHING))
@click.argument("text", default="")
@click.option("--family", help="Only signals of this family.")
@click.option("--level", type=click.Choice(LEVELS), help="Only signals that ask at this level when nothing else fires.")
@click.option("--state", type=click.Choice(("on", "off")), help="Only signals that judge here, or that do not.")
@click.option("--json", "is_json", is_flag=True, help="Print one JSON object.")
@common_options
def signals(
    text: str, *, family: str | None, level: Level | None, state: str | None, is_json: bool, settings: Settings
) -> int:
    """List the rules that may suspect a number; TEXT keeps those with it in the id, the catalogue's id or the words.

    A policy's `signals_on` and `signals_off` turn them on and off.
    """
    policy = _policy(settings)
    signals_in_force(policy)
    found = [
        signal
        for signal in find_signals().values()
        if (family is None or signal.terms.family == family)
        and (level is None or _level(signal, policy) == level)
        and (state is None or is_in_force(signal, policy) is (state == "on"))
        and text.casefold() in _words(signal)
    ]
    if is_json:
        print_json({"signals": [_told(signal, policy) for signal in found]})
    elif found:
        print_table(head(settings.lang, *_COLUMNS), [_row(signal, policy, settings.lang) for signal in found])
    else:
        print_line(say(settings.lang, "no_signals"))
    return DONE if found else NOTHING


def _policy(settings: Settings) -> Policy:
    if not has_store(settings):
        return policy_in_force(None)
    with existing_store(settings) as store:
        return policy_in_force(store)


def _level(signal: Signal, policy: Policy) -> Level:
    return level_alone(signal.strongest, is_hard=signal.terms.is_hard, policy=policy)


def _told(signal: Signal, policy: Policy) -> dict[str, Any]:
    """Everything of a signal that a program may ask: its terms, and whether it judges here."""
    terms = signal.terms
    return {
        "id": signal.id,
        "catalogue": terms.catalogue,
        "family": terms.family,
        "weight": signal.strongest,
        "level": _level(signal, policy),
        "is_hard": terms.is_hard,
        "is_discount": terms.is_discount,
        "is_on": is_in_force(signal, policy),
        "off_because": terms.off_because,
        "kinds": terms.kinds,
        "reason": terms.reason,
        "source": terms.source,
        "about": signal.about,
        "origin": signal.origin,
    }


def _row(signal: Signal, policy: Policy, lang: str) -> tuple[str, ...]:
    name = f"{signal.id} ({signal.origin})" if signal.origin else signal.id
    terms = signal.terms
    weight = f"{signal.strongest:+g}{' !' if terms.is_hard else ''}"
    suspects = signal.about.partition(": ")[2] if terms.is_discount else signal.about.removeprefix("Suspects ")
    first = suspects.partition(". ")[0].rstrip(".")
    state = _state(signal, policy, lang)
    return name, terms.catalogue, terms.family, weight, _level(signal, policy), state, first


def _state(signal: Signal, policy: Policy, lang: str) -> str:
    if is_in_force(signal, policy):
        return say(lang, "is_on")
    if signal.terms.is_on:
        return say(lang, "is_off_here")
    return say(lang, "is_off", because=signal.terms.off_because)


def _words(signal: Signal) -> str:
    reasons = [words for kind in signal.kinds.values() for words in kind.reason.values()]
    return "\n".join((signal.id, signal.terms.catalogue, signal.about, *reasons)).casefold()
