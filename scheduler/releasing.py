"""The step from decisions to a release: what is accepted, whether the guards let it out, and who signs."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from pathlib import Path

import msgspec

from directory.nights import Night
from directory.records import Entry, Provider
from directory.store import Store
from publish.contents import Ground
from publish.history import read_before
from publish.release import ReleaseRefused, list_releases, make_release, read_latest, releases_in
from publish.withdrawn import read_withdrawn
from scheduler.config import Settings
from scheduler.imprint import LICENCE
from scheduler.in_force import policy_in_force
from scheduler.keys import earlier_keys, signing_key
from scheduler.listing import iter_accepted, public_listing
from scheduler.undecided import undecided
from scheduler.withdrawing import withdraw_others, withdraw_unaccepted
from verifier.policy import Policy, policy_name

# Design § 7, 8: what whoever finds a wrong line may ask for, and what is done at once.
TAKEDOWN = (
    "Write to the contact and name the number and what is wrong with it, or that it is yours and no hotline. One "
    "maintainer's word takes the line out of withdrawn-aware feeds at once (withdrawn.json) until it is settled; "
    "the files of earlier releases stay as they are."
)


def release_after_run(store: Store, settings: Settings, providers: Mapping[str, Provider], night: Night) -> Path | None:
    """Release what is accepted after a night; None while nothing is, or when a guard keeps the last one up."""
    return _release(store, settings, providers, night.run.at, night)


def release_after_decisions(
    store: Store,
    settings: Settings,
    providers: Mapping[str, Provider],
    made: datetime,
    decided_on: Collection[str] | None = None,
) -> Path | None:
    """Release what a batch of decisions left accepted (design § 7, 12); None when nothing is or a guard refuses.

    decided_on: the providers of the batch, None for all. What the batch took back is withdrawn first and at once,
    however long the release takes or whatever becomes of it.
    """
    if decided_on is not None:
        withdraw_unaccepted(store, settings, providers, made, decided_on)
    closed = next((name for name, _, state in store.runs() if state == "closed"), None)
    return _release(store, settings, providers, made, None if closed is None else store.night(closed))


def decided_since_release(store: Store, settings: Settings) -> set[str]:
    """Name the providers of decisions that the release that is up knows nothing of: who made them may have died before it.

    Empty before the first release.
    """
    latest = read_latest(releases_in(settings.data))
    if latest is None:
        return set()
    # A damaged one proves nothing: all of them count.
    before = read_before(latest, ())
    known = 0 if before is None else before.contents.ground["chain_length"]
    return {one.provider for one in store.decisions(since=known) if one.provider and not one.waits_for}


def _release(
    store: Store, settings: Settings, providers: Mapping[str, Provider], made: datetime, night: Night | None
) -> Path | None:
    if next(iter_accepted(store, providers), None) is None and not list_releases(releases_in(settings.data)):
        return None
    try:
        return release_now(store, settings, providers, made, night)
    except ReleaseRefused:
        return None


def release_now(
    store: Store, settings: Settings, providers: Mapping[str, Provider], made: datetime, night: Night | None
) -> Path:
    """Make the next release. night: the latest closed one, whose guards decide. Raises ReleaseRefused.

    What is no longer accepted is withdrawn first: from the last release, which stays up when a guard fails, and from
    copies of it that somebody holds.
    """
    policy = policy_in_force(store)
    # Before the store is read: what is withdrawn from now on, the new release may still list.
    seen = read_withdrawn(releases_in(settings.data))
    listing = public_listing(store, providers, policy.expires_after_days)
    withdraw_others(settings, listing.entries, made)
    return make_release(
        releases_in(settings.data),
        listing,
        made,
        _ground(store, settings, night, policy),
        failed_guards=failed_guards(store, providers, night, policy),
        key=signing_key(settings),
        earlier_keys=earlier_keys(settings),
        seen=seen,
        valid_days=policy.release_valid_days,
    )


def _ground(store: Store, settings: Settings, night: Night | None, policy: Policy) -> Ground:
    length, head = store.chain_head()
    return Ground(
        policy=policy_name(policy),
        rules=msgspec.to_builtins(policy),
        chain_length=length,
        chain_head=head,
        licence=LICENCE,
        contact=settings.contact,
        takedown=TAKEDOWN,
        run=night.run.id if night is not None else "",
    )


def failed_guards(
    store: Store, providers: Mapping[str, Provider], night: Night | None, policy: Policy
) -> Sequence[str]:
    """Why nothing may be published now, each in words; () when every guard holds."""
    failed = []
    broken = store.verify_chain()
    if broken is not None:
        failed.append(f"the decision chain breaks at {broken[0]}: {broken[1]}")
    failed += [
        f"{entry.provider} {entry.key} is verified, and no decision says so" for entry in undecided(store, providers)
    ]
    if night is not None and night.run.canary == "missed":
        failed.append(f"run {night.run.id} missed its canary")
    if night is not None:
        listed = {(entry.provider, entry.key): entry for entry in store.entries() if _is_listed(entry)}
        gone = {(one.provider, one.number) for one in night.changes if one.change == "missing"}
        # What was missing on an earlier night is asked about already; only a sudden loss says that our eyes fail.
        lost = sum(name in listed and listed[name].missed_nights <= 1 for name in gone)
        if lost > max(1, len(listed) * policy.global_guard_share):
            share = f"{policy.global_guard_share:.0%}"
            failed.append(f"run {night.run.id} lost {lost} of {len(listed)} lines, at most {share} may go")
    return failed


def _is_listed(entry: Entry) -> bool:
    return entry.first_seen is not None and entry.status in ("candidate", "verified", "disputed")
