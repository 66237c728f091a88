"""A directory under the writer lock, for the tests of decisions and consent."""

from __future__ import annotations

from datetime import timedelta

import msgspec

from directory.decisions import Account, Decision, DirectoryState
from directory.findings import Evidence, Finding
from tests.verifier.shown import CONTACT, NIGHT, PROVIDER
from verifier.policy import load_policy, policy_basis, policy_name

POLICY = load_policy()
GROUND = "c" * 64
MORNING = NIGHT + timedelta(hours=6)
REVIEWER = Account(id=1, name="ann", role="reviewer", is_disabled=False, created_at=NIGHT)
ADMIN = msgspec.structs.replace(REVIEWER, id=2, name="ada", role="admin")


def a_finding(matter="addition", number="", **more):
    shown = Evidence(url=CONTACT, snapshot="b" * 64, place="p", layer="visible", quote=f"Call {number}")
    fields = {"id": "f" * 12, "provider": PROVIDER.id, "level": "routine", "score": 0.0, "ground": GROUND}
    return Finding(**(fields | {"matter": matter, "number": number, "evidence": (shown,)} | more))


def said(kind, seq=10, *, finding=None, who="1", via="desk", at=MORNING, **more):
    fields = {"reason": "as the page says", "provider": PROVIDER.id}
    if finding is not None:
        fields |= {"finding": finding.id, "key": finding.number, "was": finding.was, "ground": finding.ground}
    return Decision(**(fields | {"seq": seq, "kind": kind, "who": who, "via": via, "at": at} | more))


def state_of(
    kind, *entries, finding=None, earlier=(), known_false=(), undone=(), decider=REVIEWER, adopted=None, **more
):
    decision = said(kind, finding=finding, **more)
    return DirectoryState(
        decision=decision,
        finding=finding,
        entries=entries,
        decisions=tuple(earlier),
        known_false=known_false,
        undone=undone,
        decider=decider,
        adopted=adopted,
    )


def adopting(policy, was=POLICY, seq=1, **more):
    """A decision that puts a policy in force, of an admin."""
    fields = {"provider": "", "who": "2", "ground": policy_name(policy), "was": policy_name(was)}
    return said("policy", seq, basis=policy_basis(policy), **(fields | more))
