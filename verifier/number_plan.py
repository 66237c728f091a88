"""What the signals of the number plan share: each looks at a number alone, beside the lines its provider has."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator

from directory.number import country_of, line_of, parts_of
from directory.records import Provider
from verifier.case import Case, evidence_of, listed_keys
from verifier.suspicion import Suspicion, asked_sightings

# The kind that makes a key unlikely for a provider beside its other lines: "" where the signal has one, None for a likely one.
KindOf = Callable[[str, Provider, Collection[str]], str | None]


def suspect_each(case: Case, kind_of: KindOf) -> Iterator[Suspicion]:
    """Suspect each unanswered number of an unlikely kind, where it stands first."""
    listed = listed_keys(case)
    for key, places in asked_sightings(case).items():
        # A claim does not vouch for its own kind.
        kind = kind_of(key, case.provider, listed - {key})
        if kind is not None:
            seen = places[0]
            values = {"country": country_of(key)}
            yield Suspicion(key=key, page=seen.page, evidence=evidence_of(seen), values=values, kind=kind)


def patterns_of(texts: Iterable[str]) -> tuple[re.Pattern[str], ...]:
    """The patterns of a signal's TOML, each to be matched with a whole line: a key without its extension."""
    return tuple(re.compile(text) for text in texts)


def is_any(patterns: Iterable[re.Pattern[str]], key: str) -> bool:
    """Whether a key's line is one that a pattern describes from end to end."""
    return any(pattern.fullmatch(line_of(key)) for pattern in patterns)


def is_code(key: str) -> bool:
    """Whether a key is dialled inside its country only, as printed: a code, a sub-number of one, a national line."""
    return bool(parts_of(key).country)
