"""The step from decisions to a release: what is accepted, whether the guards let it out, and who signs."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from pathlib import Path

import msgspec

from directory.decisions import Decision
from directory.nights import Night
from directory.records import Entry, Provider
from directory.store import Store
from publish.contents import Ground
from publish.release import ReleaseRefused, list_releases, make_release, releases_in
from publish.withdrawn import read_withdrawn
from scheduler.config import Settings
from scheduler.imprint import LICENCE
from scheduler.keys import earlier_keys, signing_key
from scheduler.listing import iter_accepted, public_listing
from scheduler.withdrawing import withdraw_unaccepted
from verifier.policy import Policy, load_policy, policy_name

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
    withdraw_unaccepted(store, settings, providers, made, decided_on)
    closed = next((name for name, _, state in store.runs() if state == "closed"), None)
    return _release(store, settings, providers, made, None if closed is None else store.night(closed))


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
    withdraw_unaccepted(store, settings, providers, made)
    policy = load_policy(settings.policy)
    # Before the store is read: what is withdrawn from now on, the new release may still list.
    seen = read_withdrawn(releases_in(settings.data))
    return make_release(
        releases_in(settings.data),
        public_listing(store, providers, policy.expires_after_days),
        made,
        _ground(store, settings, night, policy),
        failed_guards=failed_guards(store, night, policy),
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


def failed_guards(store: Store, night: Night | None, policy: Policy) -> Sequence[str]:
    """Why nothing may be published now, each in words; () when every guard holds."""
    failed = []
    broken = store.verify_chain()
    if broken is not None:
        failed.append(f"the decision chain breaks at {broken[0]}: {broken[1]}")
    failed += [f"{entry.provider} {entry.key} is verified, and no decision says so" for entry in _undecided(store)]
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


def _undecided(store: Store) -> list[Entry]:
    """Verified lines that no decision of the chain verified, or that a later one ended: a database edited by hand."""
    decisions = {one.seq: one for one in store.decisions()}
    undone = {one.undoes for one in decisions.values()}
    keys = {one.id: set(one.keys) | {one.number} for one in store.findings(state=None)}
    ended = {
        (one.provider, key): one.seq
        for one in decisions.values()
        if one.seq not in undone and (key := _ends(one)) and _took_effect(store, one, key)
    }
    found = []
    for entry in store.entries(status="verified"):
        decision = decisions.get(entry.decision or 0)
        named = {decision.key, decision.was, *keys.get(decision.finding, ())} if decision is not None else set()
        is_named = decision is not None and decision.provider == entry.provider and entry.key in named
        if not is_named or ended.get((entry.provider, entry.key), 0) > (entry.decision or 0):
            found.append(entry)
    return found


def _ends(decision: Decision) -> str:
    """The key of the line that a decision takes off the feed, "" for none."""
    if decision.kind in ("dispute", "retire"):
        return decision.key
    return decision.was if decision.kind == "accept" else ""


def _took_effect(store: Store, decision: Decision, key: str) -> bool:
    """Whether it did so: one person's word ends no line where two are needed, and an old line may stand on beside the new."""
    effect = store.effect_of(decision.seq)
    return effect is not None and any(one.key == key and one.status != "verified" for one in effect.entries)


def _is_listed(entry: Entry) -> bool:
    return entry.first_seen is not None and entry.status in ("candidate", "verified", "disputed")
