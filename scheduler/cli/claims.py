"""Claims as people hand them in: judged against what this installation knows, one by one or as a table."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click
import msgspec

from directory.countries import country_faults
from directory.findings import Finding, Hit
from directory.nights import Reference
from directory.number import UnknownRegion, country_of
from directory.printed import read_number
from directory.providers import ProviderError, find_provider
from directory.records import Entry, Provider
from scheduler.claimed import claimed_entries, reference_of, with_reports
from scheduler.cli.opened import existing_store, has_store
from scheduler.cli.unmask import Unmasked, unmask
from scheduler.cli.which import Ambiguous, find_key, regions_of
from scheduler.cli.words import say
from scheduler.config import Settings
from scheduler.in_force import policy_in_force
from scheduler.stated import as_stated
from verifier.claim import Claim, judge_claim
from verifier.claim_signals import Told
from verifier.claim_words import say_reason
from verifier.page_kind import PAGE_KINDS, PageKind, kind_of_page
from verifier.policy import Policy

if TYPE_CHECKING:
    from directory.store import Store

COLUMNS = ("provider", "country", "number", "url", "page_kind")
NEEDED = ("provider", "number")
# Fields beyond the last column.
REST = "\x00rest"
# What a byte that is no UTF-8 was read as.
UNDECODED = "\ufffd"
# The reasons that say of a row that it was not whole.
BAD_ROW = ("bad_row", "not_read", "unknown_country", "unknown_page_kind")


class Known(NamedTuple):
    """What a claim is judged by. entries: of the directory, and claims of providers that no night has looked at.

    store: where report lists are looked up, None where there is none (see `with_register`).
    """

    providers: Mapping[str, Provider]
    entries: tuple[Entry, ...]
    listed: frozenset[str]
    reference: Reference
    policy: Policy
    asked: tuple[Finding, ...] = ()
    store: Store | None = None

    def reference_for(self, keys: Collection[str]) -> Reference:
        """The reference with what imported report lists say of the keys that are asked about."""
        return self.reference if self.store is None else with_reports(self.reference, self.store, keys)


def known_now(settings: Settings, providers: Mapping[str, Provider]) -> Known:
    """Gather what this installation knows; without a database, the claims that came with the program."""
    entries: list[Entry] = []
    asked: list[Finding] = []
    known_false: dict[str, tuple[str, ...]] = {}
    policy = policy_in_force(None)
    if has_store(settings):
        with existing_store(settings) as store:
            entries, known_false, asked = store.entries(), store.known_false(), store.findings()
            policy, providers = policy_in_force(store), as_stated(providers, store.stated_without())
    met = {entry.provider for entry in entries}
    entries += [entry for one in providers.values() if one.id not in met for entry in claimed_entries(one)]
    listed: dict[str, set[str]] = {}
    for entry in entries:
        if entry.status in {"verified", "candidate"}:
            listed.setdefault(entry.key, set()).add(entry.provider)
    reference = reference_of(providers, {key: sorted(who) for key, who in sorted(listed.items())}, known_false)
    keys = frozenset(entry.key for entry in entries)
    return Known(providers, tuple(entries), keys, reference, policy, tuple(asked))


@contextmanager
def with_register(known: Known, settings: Settings) -> Iterator[Known]:
    """The same with the register of report lists open, where this installation has one."""
    if not has_store(settings):
        yield known
        return
    with existing_store(settings) as store:
        yield known._replace(store=store)


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


def with_findings(claim: Claim, known: Known) -> tuple[Claim, list[Finding]]:
    """The claim as it stands while a person is asked about its number, and the findings that ask.

    A number that tonight's signals suspect is no mere candidate, even though a page of the provider shows it.
    """
    pressing = [one for one in known.asked if one.number == claim.number and one.signals and one.level != "routine"]
    if not pressing or claim.verdict not in ("candidate", "unknown"):
        return claim, []
    score = max(one.score for one in pressing)
    return msgspec.structs.replace(claim, verdict="suspicious", score=max(score, claim.score)), pressing


def hits_of(findings: Sequence[Finding]) -> list[Hit]:
    """The signals of some findings, each once."""
    return list({hit.id: hit for one in findings for hit in one.signals}.values())


def to_json(claim: Claim, lang: str, asked: Sequence[Finding] = ()) -> dict[str, Any]:
    """Make the object of design, section 6; reasons in the language asked for, those of open findings behind them."""
    return {
        "number": claim.number,
        "provider": claim.provider or None,
        "verdict": claim.verdict,
        "score": claim.score,
        "reasons": [
            _reason(one.id, say_reason(one, lang), one.weight) | ({"kind": one.kind} if one.kind else {})
            for one in claim.reasons
        ]
        + [_reason(hit.id, hit.reason[lang], hit.weight) for hit in hits_of(asked)],
        "entry": claim.entry,
    }


def _reason(name: str, text: str, weight: float = 0.0) -> dict[str, Any]:
    return {"id": name, "weight": weight, "reason": text}


def judge_row(row: Mapping[str, str], has_rest: bool, known: Known, settings: Settings) -> dict[str, Any]:
    """Judge one row of a table; `row` has every column, "" where it says nothing. has_rest: it had more cells than columns."""
    lang = settings.lang
    country, page_kind, more = _checked(row, has_rest, lang)
    provider = _described(row["provider"], country, known)
    try:
        readings, told = _readings_of(row["number"], country, provider, known, settings)
    except (Ambiguous, UnknownRegion) as error:
        why = _reason("not_read", say(lang, "not_read", why=str(error)))
        whose = provider.id if provider is not None else row["provider"] or None
        head = {"number": row["number"], "provider": whose, "verdict": "unknown", "score": 0.0}
        return head | {"reasons": [why, *more], "entry": None}
    if told.numbers > 1:
        more.append(_reason("more_numbers", say(lang, "more_numbers", count=told.numbers)))
    if provider is None and row["provider"]:
        provider = _undescribed(row["provider"], country or country_of(readings[0]))
        more.append(_reason("unknown_provider", say(lang, "unknown_provider", name=row["provider"])))
    kind = kind_of_page(page_kind, row["url"], provider)
    found = Told(raw=row["number"], is_folded=told.is_folded, country=country, url=row["url"], page_kind=kind)
    claim = judge_claim(
        readings, provider, known.entries, known.reference_for(readings), known.providers, known.policy, found
    )
    claim, asked = with_findings(claim, known)
    line = to_json(claim, lang, asked)
    return line | {"reasons": [*line["reasons"], *more]}


def _checked(row: Mapping[str, str], has_rest: bool, lang: str) -> tuple[str, PageKind, list[dict[str, Any]]]:
    """Country and page kind of a row, "" where they are none, and what is wrong with the row."""
    more = []
    if has_rest or UNDECODED in "".join(row.values()):
        more.append(_reason("bad_row", say(lang, "long_row" if has_rest else "undecoded_row")))
    country = row["country"].upper()
    if country and country_faults(country, "country"):
        more.append(_reason("unknown_country", say(lang, "unknown_country", country=row["country"])))
        country = ""
    kind = next((one for one in PAGE_KINDS if one == row["page_kind"]), None)
    if kind is None:
        kinds = ", ".join(filter(None, PAGE_KINDS))
        more.append(_reason("unknown_page_kind", say(lang, "unknown_page_kind", kind=row["page_kind"], kinds=kinds)))
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
