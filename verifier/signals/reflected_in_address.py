"""Suspects a number that a page repeats from its own address.

A search page prints what it was asked for, so whoever spreads its address with a number in it has the brand's own site
show that number: seven brands were used so in one month. Looked at are the path, the query and the fragment of the
address asked for, of every redirect and of the last one, decoded. It is wrong where a provider puts its own hotline
into the address of a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, unquote_plus, urlsplit

import msgspec

from directory.records import Sighting
from directory.terms import CONFIRMING_LAYERS
from verifier.asides import ASIDE_LAYERS, standing_asides
from verifier.case import Case, Seen, evidence_of, seen_in
from verifier.fold import fold
from verifier.look_alike import national_digits
from verifier.own import is_own
from verifier.refuse import calls_a_phone
from verifier.suspicion import Suspicion, asked_sightings

# A subscriber's number has seven digits and more in most plans (ITU-T E.164): as many equal ones are no chance.
_WHOLE_DIGITS = 7
# A code is repeated only where the words beside it in the address call it a phone: ids of pages have five digits too.
_CODE_DIGITS = 3
_RUN = re.compile(r"\d(?:[\s().+_\-]{0,3}\d)*")
# An address may be encoded once more on its way through a redirect.
_DECODINGS = 3


class _Said(NamedTuple):
    """One part of an address: its words, and the digits of every run in them."""

    words: str
    runs: tuple[str, ...]


def check(case: Case) -> Iterator[Suspicion]:
    """Yield each number that stands in an address of its page, wherever on the page it stands."""
    # A search page of an otherwise empty answer repeats what it was asked for as well.
    case = msgspec.structs.replace(case, now=case.doubtful | case.now)
    said = {page: _parts(addresses) for page, addresses in _addresses(case).items()}
    found = {key: list(places) for key, places in standing_asides(case, ASIDE_LAYERS).items()}
    for key, places in (*asked_sightings(case).items(), *_not_its_own(case)):
        found.setdefault(key, []).extend(places)
    for key in sorted(found):
        seen = next((one for one in found[key] if _is_repeated(one, said.get(one.page, ()))), None)
        if seen is not None:
            yield Suspicion(key=key, page=seen.page, evidence=evidence_of(seen))


def _not_its_own(case: Case) -> Iterator[tuple[str, list[Seen]]]:
    """What people read on the pages and is not taken for the provider's word: a search page's text says who is meant."""
    held = {entry.key for entry in case.entries} | set(case.reference.public_lines)
    for seen in seen_in(case.now):
        sighting = seen.sighting
        if sighting.layer in CONFIRMING_LAYERS and not is_own(sighting) and held.isdisjoint(sighting.readings):
            yield sighting.number, [seen]


def _addresses(case: Case) -> dict[str, list[str]]:
    return {
        page: [page, *(hop.url for hop in case.fetches[page].hops)] if page in case.fetches else [page]
        for page in sorted(case.now)
    }


def _parts(addresses: list[str]) -> tuple[_Said, ...]:
    """What the addresses say beside their hosts, part by part."""
    texts: list[str] = []
    for address in dict.fromkeys(addresses):
        try:
            parts = urlsplit(address)
        except ValueError:
            continue
        values = [f"{name} {value}" for name, value in parse_qsl(parts.query, keep_blank_values=True)]
        texts += [*parts.path.split("/"), *values, parts.fragment]
    words = [fold(_decoded(text)).lower() for text in texts if text]
    return tuple(_Said(one, tuple("".join(filter(str.isdigit, run[0])) for run in _RUN.finditer(one))) for one in words)


def _decoded(text: str) -> str:
    for _ in range(_DECODINGS):
        decoded = unquote_plus(text) if "%" in text or "+" in text else text
        if decoded == text:
            break
        text = decoded
    return unquote(text)


def _is_repeated(seen: Seen, said: tuple[_Said, ...]) -> bool:
    raw = fold(seen.sighting.raw).lower().strip()
    forms = _forms(seen.sighting)
    return any(_says(one, raw, forms) for one in said)


def _says(said: _Said, raw: str, forms: set[str]) -> bool:
    if len(raw) >= _WHOLE_DIGITS and raw in said.words and not raw.isdigit():
        return True
    whole = {form for form in forms if len(form) >= _WHOLE_DIGITS}
    if any(form in run for form in whole for run in said.runs):
        return True
    codes = {form for form in forms if _CODE_DIGITS <= len(form) < _WHOLE_DIGITS}
    return not codes.isdisjoint(said.runs) and calls_a_phone(said.words)


def _forms(sighting: Sighting) -> set[str]:
    """The digits under which the number may stand in an address: as printed, and as a caller at home dials it."""
    raw = "".join(char for char in fold(sighting.raw) if char.isdigit())
    return {digits for digits in (raw, raw.lstrip("0"), national_digits(sighting.number)) if digits}
