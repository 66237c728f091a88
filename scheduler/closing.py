"""Phases 3 to 5, from records to one Night: compare by provider, judge over all, and what closing it writes."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import msgspec

from directory.decisions import Standing
from directory.findings import Change, Finding
from directory.nights import Night, Outcome, Past, Reference, Run
from directory.providers import basis
from directory.records import Entry, Provider, Reading, Record
from directory.terms import GOOD_READINGS
from scheduler.order import Order
from scheduler.rereading import FETCHED, PageReadings, pages_by_provider
from scheduler.stated import as_stated
from verifier.case import Case
from verifier.judge import judge
from verifier.lifecycle import after_night
from verifier.own import own_keys
from verifier.policy import Policy
from verifier.reconcile import Reconciled, group_storms, reconcile
from verifier.renewals import NO_NUMBER


class Known(Record, frozen=True):
    """What the directory knew when the night began.

    entries: by provider. open_findings: still asked, from earlier nights. answered: every finding by id with its
    standing and the ground it was answered on. failures: page → nights failed in a row before tonight.
    reference: of every provider, not only those of this run; its reports only of numbers that tonight's pages show.
    past: provider → how its lines moved on earlier nights. hosts_since: provider → official host → its first night.
    bases: decision → what it rested on. stated: provider → the decision that says it has no public hotline.
    """

    entries: dict[str, tuple[Entry, ...]]
    open_findings: dict[str, Finding]
    standings: dict[str, tuple[Standing, str]]
    failures: dict[str, int]
    reference: Reference
    exceptions: tuple[str, ...] = ()
    past: dict[str, tuple[Past, ...]] = msgspec.field(default_factory=dict)
    hosts_since: dict[str, dict[str, datetime]] = msgspec.field(default_factory=dict)
    bases: dict[int, dict[str, object]] = msgspec.field(default_factory=dict)
    stated: dict[str, int] = msgspec.field(default_factory=dict)


class Closing(Record, frozen=True):
    """What closing a run writes: the night, the entries as it leaves them, findings whose matter is no more."""

    night: Night
    entries: tuple[Entry, ...]
    lapsed: tuple[str, ...]


def reference_digest(reference: Reference) -> str:
    """Digest that stands in the run: what judging rested on beside the pages."""
    return hashlib.sha256(msgspec.json.encode(reference, order="deterministic")).hexdigest()


def compare(pages: Sequence[PageReadings], known: Known, provider: Provider, policy: Policy) -> Reconciled:
    """What changed for one provider tonight. Pure."""
    own = [one for one in pages if one.provider.id == provider.id]
    recorded = {one.page.url: one.recorded for one in own if one.recorded is not None}
    return reconcile(
        provider,
        known.entries.get(provider.id, ()),
        recorded,
        _before(own),
        _good(own),
        {one.page.url: one.fetch for one in own},
        cause_of_page={one.page.url: one.cause for one in own},
        policy=policy,
    )


def spoil(pages: Sequence[PageReadings], provider: Provider, detail: str) -> list[PageReadings]:
    """The pages with those of one provider unread: our own trouble is that provider's outcome, and the run goes on."""
    return [
        msgspec.structs.replace(
            one,
            now=None,
            before=None,
            fetch=msgspec.structs.replace(one.fetch, outcome="internal_error", detail=detail),
        )
        if one.provider.id == provider.id
        else one
        for one in pages
    ]


def close_night(
    order: Order,
    pages: Sequence[PageReadings],
    known: Known,
    compared: Mapping[str, Reconciled],
    policy: Policy,
    *,
    has_canary: bool,
) -> Closing:
    """Judge and sum up one night, behind the barrier: every provider is compared. Pure: the same records, the same night."""
    by_provider = pages_by_provider(pages)
    grouped = group_storms([change for one in compared.values() for change in one.changes], policy)
    changes: dict[str, list[Change]] = defaultdict(list)
    for change in grouped:
        changes[change.provider].append(change)
    entries = {
        provider.id: _entries_after(
            order,
            known.entries.get(provider.id, ()),
            by_provider[provider.id],
            changes[provider.id],
            compared[provider.id],
            policy,
        )
        for provider in order.providers
    }
    if not any(one.fetch.outcome in FETCHED for one in pages):
        # Nothing was reached: that is our network's trouble and says nothing of any line.
        entries = {name: known.entries.get(name, ()) for name in entries}
    cases = _cases(order, by_provider, known, compared, changes, entries)
    findings = _unanswered(judge(cases, policy, known.open_findings), known, order)
    night = Night(
        run=_run(order, pages, known, compared, has_canary=has_canary),
        changes=tuple(grouped),
        findings=tuple(findings),
        outcomes=tuple(_outcome(one) for one in pages),
        transitions=_transitions(pages, known.failures),
        redesigned=tuple(sorted(one.page.url for one in pages if _is_redesigned(one))),
        names={provider.id: provider.name for provider in order.providers},
    )
    lapsed = _lapsed(known.open_findings, findings, pages, compared)
    return Closing(night=night, entries=tuple(entry for some in entries.values() for entry in some), lapsed=lapsed)


def _entries_after(
    order: Order,
    entries: Sequence[Entry],
    pages: Sequence[PageReadings],
    changes: Sequence[Change],
    compared: Reconciled,
    policy: Policy,
) -> tuple[Entry, ...]:
    fetches = {one.page.url: one.fetch for one in pages}
    return tuple(after_night(entries, changes, _good(pages), fetches, order.at, compared.held, policy))


def _good(pages: Iterable[PageReadings]) -> dict[str, Reading]:
    return {one.page.url: one.now for one in pages if one.now is not None and one.now.outcome in GOOD_READINGS}


def _doubtful(pages: Iterable[PageReadings]) -> dict[str, Reading]:
    return {one.page.url: one.now for one in pages if one.now is not None and one.now.outcome not in GOOD_READINGS}


def _before(pages: Iterable[PageReadings]) -> dict[str, Reading]:
    return {one.page.url: one.before for one in pages if one.before is not None}


def _cases(
    order: Order,
    by_provider: Mapping[str, Sequence[PageReadings]],
    known: Known,
    compared: Mapping[str, Reconciled],
    changes: Mapping[str, Sequence[Change]],
    entries: Mapping[str, Sequence[Entry]],
) -> list[Case]:
    owners: dict[str, set[str]] = defaultdict(set)
    for provider in order.providers:
        for reading in _good(by_provider[provider.id]).values():
            for key in own_keys(reading):
                owners[key].add(provider.id)
    elsewhere: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for key, who in sorted(owners.items()):
        for one in who if len(who) > 1 else ():
            elsewhere[one][key] = tuple(sorted(who - {one}))
    return [
        Case(
            provider=provider,
            at=order.at,
            entries=tuple(known.entries.get(provider.id, ())),
            changes=tuple(changes.get(provider.id, ())),
            now=_good(by_provider[provider.id]),
            before=_before(by_provider[provider.id]),
            doubtful=_doubtful(by_provider[provider.id]),
            fetches={one.page.url: one.fetch for one in by_provider[provider.id]},
            elsewhere=elsewhere[provider.id],
            reference=known.reference,
            is_held=compared[provider.id].held,
            missed={entry.key: entry.missed_nights for entry in entries[provider.id]},
            past=known.past.get(provider.id, ()),
            hosts_since=_official_since(provider, known),
            previous={one.page.url: one.previous for one in by_provider[provider.id] if one.previous is not None},
            vantages={one.page.url: dict(one.vantages) for one in by_provider[provider.id] if one.vantages},
            basis=basis(provider),
            rested_on=_rested_on(provider, known),
        )
        for provider in as_stated({one.id: one for one in order.providers}, known.stated).values()
    ]


def _rested_on(provider: Provider, known: Known) -> dict[str, dict[str, object]]:
    lines = known.entries.get(provider.id, ())
    found = {entry.key: known.bases.get(entry.decision or 0, {}) for entry in lines if entry.status == "verified"}
    if provider.id in known.stated:
        found[NO_NUMBER] = known.bases.get(known.stated[provider.id], {})
    return found


def _official_since(provider: Provider, known: Known) -> dict[str, datetime]:
    """Since when each official host of today is one; what the provider's file no longer names is left out."""
    since = known.hosts_since.get(provider.id, {})
    return {host: since[host] for host in sorted(provider.official_hosts) if host in since}


def _unanswered(findings: Iterable[Finding], known: Known, order: Order) -> list[Finding]:
    """The findings a person has not answered on this ground, or asked to wait with."""
    today = order.at.date()
    left = []
    for finding in findings:
        standing, ground = known.standings.get(finding.id, (None, ""))
        if standing is not None and ground == finding.ground:
            if standing.state == "answered":
                continue
            if standing.state == "waiting" and standing.wait_until is not None and standing.wait_until > today:
                continue
        left.append(finding)
    return left


def _outcome(one: PageReadings) -> Outcome:
    reading = one.now
    outcome = None if reading is None else reading.outcome
    if reading is not None and one.is_unchanged and outcome == "ok":
        outcome = "same"
    detail = "; ".join(filter(None, (reading.detail if reading is not None else "", one.fetch.detail)))
    return Outcome(provider=one.provider.id, page=one.page.url, fetch=one.fetch.outcome, reading=outcome, detail=detail)


def _is_good(one: PageReadings) -> bool:
    return one.now is not None and one.now.outcome in GOOD_READINGS


def _is_redesigned(one: PageReadings) -> bool:
    """Whether a page's content changed while every number on it stayed."""
    if one.now is None or one.before is None or not _is_good(one) or one.is_unchanged:
        return False
    return own_keys(one.now) == own_keys(one.before)


def _transitions(pages: Sequence[PageReadings], failures: Mapping[str, int]) -> dict[str, tuple[str, int]]:
    found: dict[str, tuple[str, int]] = {}
    for one in sorted(pages, key=lambda one: one.page.url):
        nights = failures.get(one.page.url, 0)
        if not _is_good(one):
            found[one.page.url] = ("first" if nights == 0 else "nth", nights + 1)
        elif nights:
            found[one.page.url] = ("recovered", nights)
    return found


def _lapsed(
    asked: Mapping[str, Finding],
    findings: Sequence[Finding],
    pages: Sequence[PageReadings],
    compared: Mapping[str, Reconciled],
) -> tuple[str, ...]:
    """Findings of earlier nights whose matter is gone: only where every page of the provider was read well."""
    unread = {one.provider.id for one in pages if not _is_good(one)}
    sound = {name for name, one in compared.items() if name not in unread and not one.held}
    still = {finding.id for finding in findings}
    return tuple(sorted(name for name, one in asked.items() if one.provider in sound and name not in still))


def _run(
    order: Order,
    pages: Sequence[PageReadings],
    known: Known,
    compared: Mapping[str, Reconciled],
    *,
    has_canary: bool,
) -> Run:
    return Run(
        id=order.run_id,
        at=order.at,
        providers=len(order.providers),
        pages=len(pages),
        fetched=sum(one.fetch.outcome in FETCHED for one in pages),
        unchanged=sum(one.is_unchanged and _is_good(one) for one in pages),
        failed=sum(not _is_good(one) for one in pages),
        held=tuple(sorted(name for name, one in compared.items() if one.held)),
        canary="seen" if has_canary else "missed",
        reference=reference_digest(known.reference),
        exceptions=known.exceptions,
    )
