"""A small directory of invented lines, decided without a night: quick, and every status by a decision."""

import msgspec

from directory.decisions import Decision, Effect
from directory.records import Entry, Provider
from tests.scheduler.conftest import NOW
from verifier.policy import load_policy, policy_basis, policy_name

PAY = Provider(
    id="gb/example-pay",
    name="Example Pay",
    kind="wallet",
    country="GB",
    official_hosts=("example-pay.example",),
    hotline="published",
)
BANK = msgspec.structs.replace(PAY, id="gb/example-bank", name="Example Bank", official_hosts=("bank.example",))
PROVIDERS = {one.id: one for one in (PAY, BANK)}
LOST = "+442079460123"
FRAUD = "+448081570142"


def decide(store, kind, key, *entries, provider=PAY.id, **more):
    draft = Decision(seq=0, kind=kind, provider=provider, who="1", via="desk", at=NOW, reason="seen", key=key, **more)

    def effect(state):
        known = {entry.key: entry for entry in state.entries}
        return Effect(entries=tuple(one(state.decision.seq, known.get(key)) for one in entries))

    return store.decide(draft, effect)


def accept(store, key, provider=PAY, replaces=None):
    def verified(seq, _known):
        return Entry(
            id=0,
            provider=provider.id,
            key=key,
            status="verified",
            accepted_by="person",
            decision=seq,
            verified_on=NOW.date(),
            source=f"https://www.{provider.official_hosts[0]}/contact",
            replaces=replaces,
        )

    return decide(store, "accept", key, verified, provider=provider.id)


def become(store, kind, status, key, provider=PAY, **more):
    """Decide that a line has another status: a dispute, the end of a line."""

    def changed(_seq, known):
        return msgspec.structs.replace(known, status=status)

    return decide(store, kind, key, changed, provider=provider.id, **more)


def adopt(store, **thresholds):
    """Put a policy in force that differs from the shipped one in these thresholds."""
    policy = msgspec.structs.replace(load_policy(), **thresholds)
    fields = {"kind": "policy", "provider": "", "who": "1", "via": "shell", "at": NOW, "reason": "agreed"}
    draft = Decision(seq=0, ground=policy_name(policy), basis=policy_basis(policy), **fields)
    store.decide(draft, lambda _: Effect())
    return policy
