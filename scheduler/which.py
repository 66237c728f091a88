"""Which number a person means who typed it at the shell: its key, or every reading of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from directory.number import BadKey, country_of, line_of, parts_of, print_number, related
from directory.printed import read_number
from directory.records import Entry, Provider

# A message lists this many readings; more help nobody.
LISTED_READINGS = 12


class Ambiguous(ValueError):  # noqa: N818 - said to a person
    """A number that may be read in several ways, or in none: the message lists the readings."""


class Which(NamedTuple):
    """Every key a typed number may be, the preferred one first, and the rule by which its country was known."""

    readings: tuple[str, ...]
    rule: str

    @property
    def key(self) -> str:
        """The preferred key."""
        return self.readings[0]


def find_key(
    text: str, *, country: str = "", provider: Provider | None = None, listed: Collection[str] = (), default: str = ""
) -> Which:
    """Read a number as typed.

    country: given by the person, "" if not. listed: every key of the directory. default: the installation's country.
    Rules, first that applies: `key`, `given`, `international`, `provider`, `directory` (the only country in whose
    plan the directory has it), `setting` (design, section 6). Raises Ambiguous when none does.
    """
    if (key := _as_key(text)) is not None:
        return Which((key,), "key")
    if not any(char.isdecimal() for char in text):
        raise Ambiguous(f"{text!r}: no phone number, expected digits")
    if country:
        return Which(_read(text, [country.upper()]), "given")
    if text.lstrip(" (（[").startswith(("+", "＋", "00")) and (international := read_number(text, ())):
        return Which(tuple(international), "international")
    if provider is not None:
        keys = _read(text, regions_of(provider))
        return Which(tuple(sorted(keys, key=lambda key: key not in listed)), "provider")
    matches = _matches(text, listed)
    if len(matches) == 1:
        return Which((matches[0],), "directory")
    if default:
        return Which(_read(text, [default]), "setting")
    raise Ambiguous(f"{text!r}: {_readings(text, matches, listed)}; say --country or --provider")


def regions_of(provider: Provider) -> list[str]:
    """List the regions that a provider's national numbers may belong to, its home first."""
    pages = [region for page in provider.pages for region in page.regions]
    return list(dict.fromkeys([provider.country, *pages, *(claim.country for claim in provider.known)]))


def claimed_key(number: str, country: str) -> str | None:
    """Give the key of a number as a provider file states it, None when no plan can dial it."""
    return _as_key(number) or next(iter(read_number(number, [country])), None)


def listed_keys(entries: Iterable[Entry], providers: Mapping[str, Provider]) -> dict[str, tuple[str, ...]]:
    """Give every key that the directory or a shipped claim has, with the providers that have it."""
    found: dict[str, set[str]] = {}
    for entry in entries:
        found.setdefault(entry.key, set()).add(entry.provider)
    for provider in providers.values():
        for claim in provider.known:
            key = claimed_key(claim.number, claim.country)
            if key is not None:
                found.setdefault(key, set()).add(provider.id)
    return {key: tuple(sorted(holders)) for key, holders in sorted(found.items())}


def _as_key(text: str) -> str | None:
    if text.startswith("+") and ";" not in text:
        # A number printed with + is read, not believed: +8695188 is CN:95188.
        return None
    try:
        parts_of(text)
    except BadKey:
        return None
    return text


def _read(text: str, regions: Sequence[str]) -> tuple[str, ...]:
    keys = read_number(text, regions)
    if not keys:
        raise Ambiguous(f"{text!r}: no phone number that can be dialled in {', '.join(regions)}")
    return tuple(keys)


def _matches(text: str, listed: Collection[str]) -> list[str]:
    """Read the number in each country of the directory; keep the closest kind of match, one key a reading."""
    countries = sorted({country_of(key) for key in listed} - {""})
    keys = list(dict.fromkeys(key for country in countries for key in read_number(text, [country])))
    lines = {line_of(key) for key in listed}
    exact = [key for key in keys if key in listed]
    same_line = [key for key in keys if line_of(key) in lines]
    other_form = [key for key in keys if any(other in lines for other in related(line_of(key)))]
    return exact or same_line or other_form


def _readings(text: str, matches: Sequence[str], listed: Collection[str]) -> str:
    if matches:
        return "the directory has it in several countries: " + ", ".join(
            f"{key} ({print_number(key)})" for key in matches
        )
    countries = sorted({country_of(key) for key in listed} - {""})
    keys = dict.fromkeys(key for country in countries for key in read_number(text, [country]))
    if not keys:
        return "no phone number that any country we list can dial"
    shown = ", ".join(list(keys)[:LISTED_READINGS])
    return f"the directory does not have it, and it reads as {shown}" + (" …" if len(keys) > LISTED_READINGS else "")
