"""Which of a provider's pages agree with a number, so that whoever answers knows where else to look."""

from __future__ import annotations

from directory.findings import Voice
from directory.number import are_related
from directory.terms import VoiceSays
from verifier.case import Case, own_tonight


def voices_of(case: Case, key: str) -> tuple[Voice, ...]:
    """What every page of the provider says of a number tonight, in the order of its file; () for no number.

    A page agrees that shows the number as its own, in any notation; one that could not be read well says nothing.
    """
    if not key:
        return ()
    own = own_tonight(case)
    return tuple(
        Voice(page=page.url, channel=page.channel, says=_says(own.get(page.url), key)) for page in case.provider.pages
    )


def _says(shown: set[str] | None, key: str) -> VoiceSays:
    if shown is None:
        return "unread"
    if key in shown or any(are_related(key, other) for other in shown):
        return "agrees"
    return "names_others" if shown else "silent"
