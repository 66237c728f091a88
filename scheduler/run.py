"""One pass over some providers: fetch, read, compare, judge, close. Killed anywhere, repeated, it comes to the same."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
import structlog

from directory.nights import Night
from directory.providers import basis
from directory.records import Entry, Provider
from directory.store import Store
from reports.files import write_report
from reports.nightly import compose
from reports.render import find_formats
from scheduler.claimed import claimed_entries, reference_of, with_reports
from scheduler.closing import Known, close_night, compare, spoil
from scheduler.cluster.extra import need_cluster
from scheduler.config import Settings, exceptions
from scheduler.gathering import gather
from scheduler.imprint import imprint_of
from scheduler.in_force import policy_in_force
from scheduler.order import Order
from scheduler.rereading import PageReadings, has_seen_canary, pages_by_provider
from verifier.policy import Policy
from verifier.reconcile import Reconciled

log = structlog.get_logger()


def run_night(
    order: Order, settings: Settings, store: Store, providers: Mapping[str, Provider], *, quiet: bool = False
) -> Night:
    """Do what the order says, or give the night that the same order already had.

    providers: every provider of this installation, for what judging compares with. Raises StoreTrouble,
    ArchiveError and CrawlBroken; whatever was stored until then is taken up by the next run of the same order.
    """
    # Every line that is logged on the way says which run it is of.
    with store.one_run(), structlog.contextvars.bound_contextvars(run=order.run_id):
        weakened = exceptions(settings)
        state = store.begin_run(order.run_id, order.at, order.inputs, {"exceptions": list(weakened)})
        if state == "closed":
            return store.night(order.run_id)
        log.info("run_began", state=state, providers=len(order.providers))
        _prepare(order, store)
        if settings.cluster.shards and not order.files:
            # An installation without a cluster needs nothing of its engine.
            need_cluster()
            from scheduler.cluster.spreading import crawl_in_shards  # noqa: PLC0415

            crawl_in_shards(order, settings, quiet=quiet)
        gathered = gather(order, settings, store, quiet=quiet)
        known = _with_reports(_known(order, store, providers, gathered.entries, weakened), store, gathered.pages)
        has_canary = has_seen_canary(gathered.canaries, order.run_id, settings)
        policy = policy_in_force(store)
        pages, compared = _compare_all(order, gathered.pages, known, policy)
        closing = close_night(order, pages, known, compared, policy, has_canary=has_canary)
        store.close_run(order.run_id, closing.night, closing.entries, closing.lapsed)
        log.info("run_closed", findings=len(closing.night.findings), canary=closing.night.run.canary)
        return store.night(order.run_id)


def _compare_all(
    order: Order, pages: list[PageReadings], known: Known, policy: Policy
) -> tuple[list[PageReadings], dict[str, Reconciled]]:
    """Compare provider by provider; what breaks on one of them is its outcome, and its lines stay as they are."""
    own = pages_by_provider(pages)
    compared: dict[str, Reconciled] = {}
    for provider in order.providers:
        try:
            compared[provider.id] = compare(own[provider.id], known, provider, policy)
        except Exception as error:
            log.exception("provider_not_compared", provider=provider.id)
            own[provider.id] = spoil(own[provider.id], provider, f"{type(error).__name__}: {error}")
            compared[provider.id] = Reconciled((), held=True)
    return [one for some in own.values() for one in some], compared


def write_reports(night: Night, previous: Night | None, settings: Settings, policy: Policy) -> dict[str, Path]:
    """Write the report of a night in every format; gives format → file. policy: the one in force."""
    report = compose(night, previous, settings.lang, imprint_of(settings, policy))
    return write_report(settings.data / "reports", report, find_formats())


def _prepare(order: Order, store: Store) -> None:
    """What a night begins with: renamed providers moved, descriptions noted, claims entered as candidates."""
    for provider in order.providers:
        for former in provider.formerly:
            store.rename_provider(former, provider.id)
    store.save_providers(order.providers, {one.id: basis_digest(one) for one in order.providers})
    store.note_hosts(order.providers, order.at)
    store.seed_candidates([entry for provider in order.providers for entry in claimed_entries(provider)])


def basis_digest(provider: Provider) -> str:
    """Digest of what decisions on a provider rest on."""
    return hashlib.sha256(msgspec.json.encode(basis(provider), order="deterministic")).hexdigest()


def _known(
    order: Order,
    store: Store,
    providers: Mapping[str, Provider],
    entries: Mapping[str, tuple[Entry, ...]],
    weakened: tuple[str, ...],
) -> Known:
    findings = {finding.id: finding for finding in store.findings(state=None)}
    standings = store.standings(findings)
    pages = {page.url for provider in order.providers for page in provider.pages}
    stated = {name: one.seq for name, one in store.stated_without().items()}
    decided = {
        line.decision for one in order.providers for line in entries.get(one.id, ()) if line.decision is not None
    }
    asked = {name: findings[name] for name, one in standings.items() if one.state in ("open", "waiting")}
    return Known(
        entries=dict(entries),
        open_findings=asked,
        standings={name: (one, findings[name].ground) for name, one in standings.items()},
        failures=store.failures_in_a_row(pages, order.at),
        reference=reference_of(
            {**providers, **{one.id: one for one in order.providers}}, store.listed(), store.known_false()
        ),
        exceptions=weakened,
        past=store.past(order.at, {old: one.id for one in order.providers for old in one.formerly}),
        hosts_since=store.hosts_since(),
        bases=store.bases_of(decided | set(stated.values())),
        stated=stated,
    )


def _with_reports(known: Known, store: Store, pages: Sequence[PageReadings]) -> Known:
    """What report lists say of the numbers that tonight's pages show, from wherever they are looked at."""
    readings = [reading for one in pages for reading in (one.now, *one.vantages.values()) if reading is not None]
    shown = {seen.number for reading in readings for seen in reading.sightings}
    return msgspec.structs.replace(known, reference=with_reports(known.reference, store, shown))
