"""What assistants are told: a provider's verified lines, and what is known of a number; from the same release as the API.

Assistants that invent hotlines are half of the problem, so every answer carries its status, its dates and its source,
and a number that is not listed is said to be unknown, never to be right or wrong.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec

from directory.number import UnknownRegion
from publish.lookup import NUMBER_CHARS, look_up
from publish.shelf import Shelf, State
from publish.written import print_time

Clock = Callable[[], datetime]

# An assistant reads all it is given; a provider with more lines than this is told by purpose in the API.
LINES_MOST = 50
# Of a line, what a person who wants to call needs to know, and what proves it.
KEPT = (
    "provider",
    "name",
    "country",
    "dial_home",
    "dial_abroad",
    "abroad",
    "tel",
    "purpose",
    "audience",
    "hours",
    "status",
    "presence",
    "first_seen",
    "last_seen",
    "verified_on",
    "expires_on",
    "accepted_by",
    "source",
)
MEANINGS = {
    "official": "This is a verified line of the provider shown with it.",
    "official_other_provider": "This is a verified line, but of another provider than the one asked about.",
    "retired": "The provider had this line and has it no more. Do not pass it on.",
    "not_listed": "The directory does not have this number. That does not make it false; it cannot be vouched for either. "
    "Do not present it as a provider's hotline.",
}
ADVICE = (
    "Pass on numbers only as they stand here, with source and date. Never add, complete or correct a number yourself."
)


class NothingToSay(Exception):  # noqa: N818 - said to an assistant
    """Why nothing can be said; written for the assistant to read."""


class Told:
    """Answers for assistants from the releases folder of `shelf`; each call looks whether something moved there."""

    def __init__(self, shelf: Shelf, clock: Clock) -> None:
        self._shelf = shelf
        self._clock = clock

    def lines_of(self, provider: str) -> dict[str, Any]:
        """Tell a provider's verified lines. provider: its id or any of its names. Raises NothingToSay."""
        state = self._state()
        chosen = self._provider(state, provider)
        index = state.index
        first, behind = index.spans.get(chosen, (0, 0))
        places = [place for place in range(first, behind) if not _is_withdrawn(state, place)]
        described = index.providers[chosen]
        return {
            "provider": chosen,
            "name": described.name,
            "names": described.names,
            "country": described.country,
            "official_hosts": list(described.official_hosts),
            "hotline": described.hotline,
            "meaning": _hotline_meaning(described.hotline, has_lines=bool(places)),
            "lines": [self._line(state, place) for place in places[:LINES_MOST]],
            "lines_in_all": len(places),
            "advice": ADVICE,
            "release": _note(state),
        }

    def about(self, number: str, country: str = "", provider: str = "") -> dict[str, Any]:
        """Tell what is known of a number. country: ISO 3166 code, "" where unknown. provider: "" for any. Raises NothingToSay."""
        state = self._state()
        if len(number) > NUMBER_CHARS or not any(map(str.isdecimal, number)):
            raise NothingToSay(f"No phone number came; expected digits, {NUMBER_CHARS} characters at most.")
        asked = self._provider(state, provider) if provider else ""
        try:
            found = look_up(state.index, state.withdrawn, number, country.upper(), asked)
        except UnknownRegion as error:
            raise NothingToSay("The country is no ISO 3166 two-letter code with a numbering plan.") from error
        return {
            "answer": found.answer,
            "meaning": MEANINGS[found.answer],
            "is_exact": found.is_exact,
            "lines": [self._line(state, place) for place in found.places[:LINES_MOST]],
            "retired": [
                {"provider": one.provider, "tel": one.tel, "retired_on": one.retired_on.isoformat()}
                for one in found.retired
            ],
            "advice": ADVICE,
            "release": _note(state),
        }

    def _state(self) -> State:
        self._shelf.refresh()
        state = self._shelf.state
        if state is None:
            raise NothingToSay(
                f"There is no verified release of the directory here ({self._shelf.trouble or 'none was made yet'}); "
                "no number can be confirmed."
            )
        if self._clock() >= state.index.expires_at:
            raise NothingToSay(
                f"The newest release expired at {print_time(state.index.expires_at)}; no number can be confirmed until "
                "a newer one is there."
            )
        return state

    def _provider(self, state: State, name: str) -> str:
        found = state.names.find(name) or state.names.search(name)
        if len(found) == 1:
            return found[0]
        if found:
            raise NothingToSay(
                f"Several providers have such a name: {', '.join(found[:LINES_MOST])}. Ask with one of these ids."
            )
        raise NothingToSay("No provider of the directory has such a name, so no line of it can be confirmed.")

    def _line(self, state: State, place: int) -> dict[str, Any]:
        whole = msgspec.json.decode(state.index.printed[place])
        is_overdue = state.index.lines[place].expires_on < self._clock().date()
        return {name: whole[name] for name in KEPT} | {"overdue": is_overdue}


def _is_withdrawn(state: State, place: int) -> bool:
    line = state.index.lines[place]
    return (line.provider, line.key) in state.withdrawn


def _hotline_meaning(hotline: str, *, has_lines: bool) -> str:
    if has_lines:
        return (
            "These lines were accepted from the provider's own pages or by a dated statement; others are not confirmed."
        )
    if hotline == "none":
        return "This provider has no public hotline. Any number claimed for it is suspicious."
    if hotline == "app_only":
        return "This provider shows its hotline in its app only; no number is confirmed here."
    return "No line of this provider is confirmed at present."


def _note(state: State) -> dict[str, Any]:
    index = state.index
    return {
        "number": index.number,
        "made": print_time(index.made),
        "expires_at": print_time(index.expires_at),
        "is_signed": state.is_signed,
    }
