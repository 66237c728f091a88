"""What everyone may be told: of a line only what a decision verified, of a provider what its file says."""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime, timedelta
from typing import Literal

import phonenumbers

from directory.addresses import host_of, lies_under
from directory.number import country_of, dial_from_abroad, ext_of, line_of, print_number, tel_uri
from directory.records import Entry, Provider, Record
from directory.terms import Hotline, Kind, Presence, Purpose

# Half a year after the last decision a line is to be decided again (design, 7, 12), unless the policy says otherwise.
VALID_DAYS = 180
# A label, an audience or opening hours longer than this is no longer one; the page has the rest.
TEXT_CHARS = 200
# Zero-width joiners are letters' business in Persian, Hindi and others; every other format character is dropped.
JOINERS = frozenset("\u200c\u200d")
DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})

Abroad = Literal["yes", "no", "unknown"]


class NotAccepted(ValueError):  # noqa: N818 - says what the line is not, in the words of the trade
    """A line that no decision put on the public feed, or that no longer stands on what the decision rested on."""


class PublicEntry(Record):
    """One line of the public directory.

    provider: its id; name, names: as people call it, and by language. tel: RFC 3966 link of `key`.
    dial_home: how callers in `country` dial it; dial_abroad: how callers elsewhere do, "" where they cannot or
    where nobody knows; `abroad` says which. label, audience, hours: the page's words, "" when it gave none.
    languages: ISO 639 codes of those it is answered in, () when the page names none.
    verified_on: day of the last decision; the line expires 180 days later. source: official address, "" for a
    line that rests on an attestation. evidence: SHA-256 of the snapshot that showed it.
    Raises NotAccepted when made without a decision, by whatever road: even when decoded from a file.
    """

    provider: str
    name: str
    names: dict[str, str]
    key: str
    tel: str
    country: str
    dial_home: str
    dial_abroad: str
    abroad: Abroad
    purpose: Purpose
    audience: str
    hours: str
    languages: tuple[str, ...]
    label: str
    first_seen: datetime | None
    last_seen: datetime | None
    verified_on: date
    expires_on: date
    accepted_by: Literal["person", "policy"]
    source: str
    evidence: str
    status: Literal["verified"]
    presence: Presence

    def __post_init__(self) -> None:
        # msgspec checks types only when it decodes; here a record made by hand is held to the same.
        if self.status != "verified" or self.accepted_by not in {"person", "policy"}:
            raise NotAccepted(
                f"{self.provider} {self.key}: status {self.status!r}, accepted by {self.accepted_by!r}; expected "
                "'verified' by 'person' or 'policy'"
            )


class PublicProvider(Record):
    """One provider as everyone may know it, also one that publishes no hotline (design, 7, 7).

    hotline: `none` when its file or a decision says that it has no public one: whatever number is claimed for it is
    suspicious. stated_on: the day of that decision, None when its file says it.
    """

    id: str
    name: str
    names: dict[str, str]
    aliases: tuple[str, ...]
    kind: Kind
    country: str
    group: str
    official_hosts: tuple[str, ...]
    hotline: Hotline
    stated_on: date | None = None


class RetiredLine(Record):
    """A line that once stood in the directory and was ended; replaced_by: the key that took its place, "" for none."""

    provider: str
    key: str
    tel: str
    retired_on: date
    replaced_by: str = ""


def to_public_provider(provider: Provider, *, stated_on: date | None = None) -> PublicProvider:
    """Make the public record of a described provider; stated_on: when a decision said that it has no hotline."""
    return PublicProvider(
        id=provider.id,
        name=provider.name,
        names=dict(sorted(provider.names.items())),
        aliases=provider.aliases,
        kind=provider.kind,
        country=provider.country,
        group=provider.group,
        official_hosts=provider.official_hosts,
        hotline=provider.hotline if stated_on is None else "none",
        stated_on=stated_on,
    )


def to_retired(entry: Entry, retired_on: date, replaced_by: str = "") -> RetiredLine:
    """Make the public record of an ended line. Raises NotAccepted for one that no decision had ever put on the feed."""
    if entry.status != "retired" or entry.accepted_by is None:
        raise NotAccepted(
            f"{entry.provider} {entry.key}: status {entry.status!r}, accepted by {entry.accepted_by!r}; "
            "expected a line that was listed and then retired"
        )
    return RetiredLine(
        provider=entry.provider,
        key=entry.key,
        tel=tel_uri(entry.key),
        retired_on=retired_on,
        replaced_by=replaced_by,
    )


def to_public(entry: Entry, provider: Provider, valid_days: int = VALID_DAYS) -> PublicEntry:
    """Make the public record of an accepted line.

    entry: as the directory holds it. provider: the description it belongs to, as it is today. valid_days: after its
    last decision it expires.
    Raises NotAccepted for every line that is not verified by a decision, and for one whose source is no longer
    on the provider's official hosts nor one of its pages (design, 7, 10).
    """
    if entry.provider != provider.id:
        raise NotAccepted(f"{entry.provider} {entry.key}: given the description of {provider.id}, expected its own")
    if entry.status != "verified" or entry.decision is None or entry.accepted_by is None or entry.verified_on is None:
        raise NotAccepted(
            f"{entry.provider} {entry.key}: status {entry.status!r}, decision {entry.decision}, accepted by "
            f"{entry.accepted_by!r} on {entry.verified_on}; expected a verified line with its decision"
        )
    abroad = dial_from_abroad(entry.key)
    return PublicEntry(
        provider=provider.id,
        name=provider.name,
        names=dict(sorted(provider.names.items())),
        key=entry.key,
        tel=tel_uri(entry.key),
        country=country_of(entry.key),
        dial_home=dial_home(entry.key),
        dial_abroad=print_number(entry.key) if abroad else "",
        abroad="unknown" if abroad is None else "yes" if abroad else "no",
        purpose=entry.purpose,
        audience=clean_text(entry.audience),
        hours=clean_text(entry.hours),
        languages=tuple(sorted(set(entry.languages.split()))),
        label=clean_text(entry.label),
        first_seen=_to_the_second(entry.first_seen),
        last_seen=_to_the_second(entry.last_seen),
        verified_on=entry.verified_on,
        expires_on=entry.verified_on + timedelta(days=valid_days),
        accepted_by=entry.accepted_by,
        source=_official_source(entry, provider),
        evidence=entry.snapshot,
        status="verified",
        presence=entry.presence,
    )


def _to_the_second(at: datetime | None) -> datetime | None:
    return None if at is None else at.astimezone(UTC).replace(microsecond=0)


def dial_home(key: str) -> str:
    """Write the number as callers in its own country dial it: `400 666 8800`, `95188`, `0571-95188`."""
    if not key.startswith("+"):
        return print_number(key)
    try:
        number = phonenumbers.parse(line_of(key), None)
    except phonenumbers.NumberParseException:
        return print_number(key)
    national = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
    extension = ext_of(key)
    return f"{national} ext. {extension}" if extension else national


def clean_text(text: str) -> str:
    """Make crawled words fit for others' screens: one line, no control or direction-turning signs, 200 characters."""
    kept = (char if char in JOINERS or unicodedata.category(char) not in DROPPED else " " for char in text)
    return " ".join("".join(kept).split())[:TEXT_CHARS]


def _official_source(entry: Entry, provider: Provider) -> str:
    """Give the entry's source where it still is the provider's own, "" where the line rests on no address."""
    if not entry.source.startswith(("https://", "http://")):
        return ""
    host = host_of(entry.source, ("https", "http"))
    is_own_page = any(page.url == entry.source for page in provider.pages)
    if is_own_page or (host is not None and lies_under(host, provider.official_hosts)):
        return entry.source
    raise NotAccepted(
        f"{entry.provider} {entry.key}: its source {entry.source!r} is neither on an official host "
        f"({', '.join(provider.official_hosts)}) nor a page of the provider; decide the line again"
    )
