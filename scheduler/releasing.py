"""The step from decisions to a release: what is accepted, whether the guards let it out, and who signs."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from directory.nights import Night
from directory.public import NotAccepted, PublicEntry, to_public
from directory.records import Entry, Provider
from directory.store import Store
from publish.contents import Ground
from publish.release import ReleaseRefused, list_releases, make_release
from publish.signing import load_or_create_key
from scheduler.config import Settings
from verifier.policy import Policy, load_policy, policy_name

LICENCE = "CC-BY-4.0"


def release_after_run(store: Store, settings: Settings, providers: Mapping[str, Provider], night: Night) -> Path | None:
    """Release what is accepted after a night; None while nothing is, or when a guard keeps the last one up."""
    if next(_accepted(store, providers), None) is None and not list_releases(settings.data / "releases"):
        return None
    try:
        return release_now(store, settings, providers, night.run.at, night)
    except ReleaseRefused:
        return None


def release_after_decisions(
    store: Store, settings: Settings, providers: Mapping[str, Provider], made: datetime
) -> Path | None:
    """Release what a batch of decisions left accepted (design § 7, 12); None when nothing is or a guard refuses."""
    closed = next((name for name, _, state in store.runs() if state == "closed"), None)
    if next(_accepted(store, providers), None) is None and not list_releases(settings.data / "releases"):
        return None
    try:
        return release_now(store, settings, providers, made, None if closed is None else store.night(closed))
    except ReleaseRefused:
        return None


def release_now(
    store: Store, settings: Settings, providers: Mapping[str, Provider], made: datetime, night: Night | None
) -> Path:
    """Make the next release. night: the latest closed one, whose guards decide. Raises ReleaseRefused."""
    policy = load_policy(settings.policy)
    length, head = store.chain_head()
    ground = Ground(
        policy=policy_name(policy),
        chain_length=length,
        chain_head=head,
        licence=LICENCE,
        contact=settings.contact,
        run=night.run.id if night is not None else "",
    )
    return make_release(
        settings.data / "releases",
        accepted_entries(store, providers),
        made,
        ground,
        failed_guards=failed_guards(store, night, policy),
        key=load_or_create_key(key_path(settings), settings.data),
    )


def accepted_entries(store: Store, providers: Mapping[str, Provider]) -> list[PublicEntry]:
    """Every verified line of a provider that is still described, as the public sees it."""
    return list(_accepted(store, providers))


def _accepted(store: Store, providers: Mapping[str, Provider]) -> Iterator[PublicEntry]:
    for entry in store.entries(status="verified"):
        if entry.provider in providers:
            try:
                yield to_public(entry, providers[entry.provider])
            except NotAccepted:
                # Its source left the official hosts: design 7, 10 withdraws it until a person answers.
                continue


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
    """Verified lines that no decision of the chain verified: a database edited by hand must not be signed."""
    decisions = {one.seq: one for one in store.decisions()}
    keys = {one.id: set(one.keys) | {one.number} for one in store.findings(state=None)}
    found = []
    for entry in store.entries(status="verified"):
        decision = decisions.get(entry.decision or 0)
        named = {decision.key, decision.was, *keys.get(decision.finding, ())} if decision is not None else set()
        if decision is None or decision.provider != entry.provider or entry.key not in named:
            found.append(entry)
    return found


def _is_listed(entry: Entry) -> bool:
    return entry.first_seen is not None and entry.status in ("candidate", "verified", "disputed")


def key_path(settings: Settings) -> Path:
    """Where the signing key lies: as the settings say, else in the user's settings folder, one a data folder."""
    if settings.key is not None:
        return settings.key
    home = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return home / "hotlinewatch" / f"release-{hashlib.sha256(bytes(settings.data.resolve())).hexdigest()[:12]}.pem"
