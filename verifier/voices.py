"""Which of a provider's pages agree with a number, so that whoever answers knows where else to look."""

from __future__ import annotations

from directory.findings import Voice
from directory.number import are_related
from directory.records import Page, Reading
from directory.terms import VoiceSays
from verifier.case import Case
from verifier.own import own_keys


def voices_of(case: Case, key: str) -> tuple[Voice, ...]:
    """What every page of the provider says of a number tonight, in the order of its file; () for no number.

    A page agrees that shows the number as its own, in any notation; one that could not be read well says nothing.
    """
    if not key:
        return ()
    return tuple(_voice(page, case.now.get(page.url), key) for page in case.provider.pages)


def _voice(page: Page, reading: Reading | None, key: str) -> Voice:
    return Voice(page=page.url, channel=page.channel, says=_says(reading, key))


def _says(reading: Reading | None, key: str) -> VoiceSays:
    if reading is None:
        return "unread"
    shown = own_keys(reading)
    if key in shown or any(are_related(key, other) for other in shown):
        return "agrees"
    return "names_others" if shown else "silent"
