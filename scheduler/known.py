"""What this installation knows of numbers, as claims are judged by it, and what it says of one."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from directory.findings import Finding, Hit
from directory.nights import Reference
from directory.records import Entry, Provider
from scheduler.claimed import claimed_entries, reference_of, with_reports
from scheduler.config import Settings
from scheduler.in_force import policy_in_force
from scheduler.opened import existing_store, has_store
from scheduler.stated import as_stated
from verifier.claim import Claim
from verifier.claim_words import say_reason
from verifier.policy import Policy

if TYPE_CHECKING:
    from directory.store import Store


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


def claim_json(claim: Claim, lang: str, asked: Sequence[Finding] = ()) -> dict[str, Any]:
    """Make the object of design, section 6; reasons in the language asked for, those of open findings behind them."""
    return {
        "number": claim.number,
        "provider": claim.provider or None,
        "verdict": claim.verdict,
        "score": claim.score,
        "reasons": [
            reason_json(one.id, say_reason(one, lang), one.weight) | ({"kind": one.kind} if one.kind else {})
            for one in claim.reasons
        ]
        + [reason_json(hit.id, hit.reason[lang], hit.weight) for hit in hits_of(asked)],
        "entry": claim.entry,
    }


def reason_json(name: str, text: str, weight: float = 0.0) -> dict[str, Any]:
    """Make the object of one reason; weight: of the signal behind it, 0 for none."""
    return {"id": name, "weight": weight, "reason": text}
