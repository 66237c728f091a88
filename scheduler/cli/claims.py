"""Claims as people hand them in: judged against what this installation knows, one by one or as a table."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from directory.countries import country_faults
from directory.number import UnknownRegion, country_of
from directory.printed import read_number
from directory.providers import ProviderError, find_provider
from directory.records import Provider
from scheduler.cli.words import say
from scheduler.config import Settings
from scheduler.known import Known, claim_json, reason_json, with_findings, with_register
from scheduler.unmask import Unmasked, unmask
from scheduler.which import Ambiguous, find_key, regions_of
from verifier.claim import judge_claim
from verifier.claim_signals import Told
from verifier.page_kind import PAGE_KINDS, PageKind, kind_of_page

COLUMNS = ("provider", "country", "number", "url", "page_kind")
NEEDED = ("provider", "number")
# Fields beyond the last column.
REST = "\x00rest"
# What a byte that is no UTF-8 was read as.
UNDECODED = "\ufffd"
# The reasons that say of a row that it was not whole.
BAD_ROW = ("bad_row", "not_read", "unknown_country", "unknown_page_kind")


def rows_of(table: Path, known: Known, settings: Settings) -> Iterator[dict[str, Any]]:
    """Judge every row of a table, in order, as it is read; a row that cannot be judged says why in its reasons.

    Raises click.UsageError for a table without the columns.
    """
    with (
        table.open(encoding="utf-8-sig", errors="replace", newline="") as lines,
        with_register(known, settings) as full,
    ):
        reader = csv.DictReader(lines, restkey=REST)
        missing = [name for name in NEEDED if name not in (reader.fieldnames or ())]
        if missing:
            raise click.UsageError(f"{table}: lacks {', '.join(missing)}; expected the columns {','.join(COLUMNS)}")
        for row in _rows(reader):
            yield judge_row({name: (row.get(name) or "").strip() for name in COLUMNS}, REST in row, full, settings)


def _rows(reader: csv.DictReader[str]) -> Iterator[dict[str, Any]]:
    """Give every row; one that is no row of a table comes as empty, with a field too many."""
    while True:
        try:
            row = next(reader, None)
        except csv.Error:
            row = {REST: []}
        if row is None:
            return
        yield row


def is_bad(line: Mapping[str, Any]) -> bool:
    """Whether a printed line says that its row was not whole."""
    return any(reason["id"] in BAD_ROW for reason in line["reasons"])


def judge_row(row: Mapping[str, str], has_rest: bool, known: Known, settings: Settings) -> dict[str, Any]:
    """Judge one row of a table; `row` has every column, "" where it says nothing. has_rest: it had more cells than columns."""
    lang = settings.lang
    country, page_kind, more = _checked(row, has_rest, lang)
    provider = _described(row["provider"], country, known)
    try:
        readings, told = _readings_of(row["number"], country, provider, known, settings)
    except (Ambiguous, UnknownRegion) as error:
        why = reason_json("not_read", say(lang, "not_read", why=str(error)))
        whose = provider.id if provider is not None else row["provider"] or None
        head = {"number": row["number"], "provider": whose, "verdict": "unknown", "score": 0.0}
        return head | {"reasons": [why, *more], "entry": None}
    if told.numbers > 1:
        more.append(reason_json("more_numbers", say(lang, "more_numbers", count=told.numbers)))
    if provider is None and row["provider"]:
        provider = _undescribed(row["provider"], country or country_of(readings[0]))
        more.append(reason_json("unknown_provider", say(lang, "unknown_provider", name=row["provider"])))
    kind = kind_of_page(page_kind, row["url"], provider)
    found = Told(raw=row["number"], is_folded=told.is_folded, country=country, url=row["url"], page_kind=kind)
    claim = judge_claim(
        readings, provider, known.entries, known.reference_for(readings), known.providers, known.policy, found
    )
    claim, asked = with_findings(claim, known)
    line = claim_json(claim, lang, asked)
    return line | {"reasons": [*line["reasons"], *more]}


def _checked(row: Mapping[str, str], has_rest: bool, lang: str) -> tuple[str, PageKind, list[dict[str, Any]]]:
    """Country and page kind of a row, "" where they are none, and what is wrong with the row."""
    more = []
    if has_rest or UNDECODED in "".join(row.values()):
        more.append(reason_json("bad_row", say(lang, "long_row" if has_rest else "undecoded_row")))
    country = row["country"].upper()
    if country and country_faults(country, "country"):
        more.append(reason_json("unknown_country", say(lang, "unknown_country", country=row["country"])))
        country = ""
    kind = next((one for one in PAGE_KINDS if one == row["page_kind"]), None)
    if kind is None:
        kinds = ", ".join(filter(None, PAGE_KINDS))
        more.append(
            reason_json("unknown_page_kind", say(lang, "unknown_page_kind", kind=row["page_kind"], kinds=kinds))
        )
    return country, kind or "", more


def _described(name: str, country: str, known: Known) -> Provider | None:
    """Find the provider that a row names, among those of its country first; None for one that nobody described."""
    at_home = {one.id: one for one in known.providers.values() if country in regions_of(one)}
    for providers in (at_home, known.providers) if name else ():
        try:
            return find_provider(providers, name)
        except ProviderError:
            continue
    return None


def _undescribed(name: str, country: str) -> Provider:
    return Provider(id=name, name=name, kind="other", country=country, official_hosts=(), hotline="published")


def _readings_of(
    number: str, country: str, provider: Provider | None, known: Known, settings: Settings
) -> tuple[tuple[str, ...], Unmasked]:
    """Read a row's number: as dialled in its country and in the provider's regions, else as `check NUMBER` does."""
    regions = regions_of(provider) if provider is not None else []
    at = list(dict.fromkeys(filter(None, [country, *regions, settings.country])))
    unmasked = unmask(number, at)
    if unmasked is not None:
        return unmasked.readings, unmasked
    if provider is None:
        readings = find_key(number, country=country, listed=known.listed, default=settings.country).readings
    else:
        which = find_key(number, provider=provider, listed=known.listed)
        abroad = read_number(number, [country]) if country and which.rule == "provider" else []
        readings = tuple(dict.fromkeys([*abroad, *which.readings]))
    return readings, Unmasked(readings, is_folded=False, numbers=1)
