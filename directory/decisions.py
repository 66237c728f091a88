"""The records of deciding: who decided what on which ground, and what it does to the directory."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

import msgspec

from directory.findings import Finding
from directory.records import Entry, Record
from directory.terms import DecisionKind, FindingState, Role

WaitsFor = Literal["", "second_person", "cooling_off"]


class Decision(Record):
    """One line of the append-only chain; `hash` covers the body and `prev`.

    provider: "" for one on the installation itself (`policy`). who: id of an account, or `policy:<digest>`.
    ground: digest of what it answers: a finding's evidence, an attested file, a policy. was: the key it replaces, or the
    policy that was in force. basis: what it rested on, whole. keys: the lines that an answer to many settles, () where
    `key` says it. waits_for: whose word is missing, so that it has done nothing yet (`second_person`, `cooling_off`).
    """

    seq: int
    kind: DecisionKind
    provider: str
    who: str
    via: Literal["desk", "shell", "policy"]
    at: datetime
    reason: str
    finding: str = ""
    key: str = ""
    was: str = ""
    until: date | None = None
    ground: str = ""
    basis: dict[str, object] = msgspec.field(default_factory=dict)
    undoes: int | None = None
    keys: tuple[str, ...] = ()
    waits_for: WaitsFor = ""
    prev: str = ""
    hash: str = ""


class Standing(Record):
    """Where a finding stands with the people who answer.

    state: `lapsed` when a later night no longer found the matter. first_run, last_run: runs that found it.
    wait_until: the date on which a `waiting` finding is asked again, None in every other state.
    """

    state: FindingState
    first_run: str
    last_run: str
    wait_until: date | None = None


class Account(Record):
    """One person who may look or decide. `id` is what decisions name; a disabled account may do neither.

    can_sign_in: has a password, so it can be a second person at the desk; without one it decides from the shell only.
    """

    id: int
    name: str
    role: Role
    is_disabled: bool
    created_at: datetime
    can_sign_in: bool = False


class DirectoryState(Record):
    """What a decision is judged against, read under the writer lock: nobody else decides meanwhile.

    decision: the draft with its number (`seq`) given. finding: the one it answers, None for a statement of its own.
    entries: every line of the decision's provider. decisions: every earlier decision on that provider, oldest first.
    known_false: keys registered as false for the provider. undone: the lines that the decision named by `undoes`
    touched, as they were before it. decider: the account that decides, None for the written policy and for an
    unknown one. adopted: the decision that put the policy in force there, None before the first. barred: the ids of
    disabled accounts, whose earlier word counts no more where two people must agree.
    """

    decision: Decision
    finding: Finding | None = None
    standing: Standing | None = None
    entries: tuple[Entry, ...] = ()
    decisions: tuple[Decision, ...] = ()
    known_false: tuple[str, ...] = ()
    undone: tuple[Entry, ...] = ()
    decider: Account | None = None
    adopted: Decision | None = None
    barred: tuple[str, ...] = ()


class Effect(Record):
    """What a decision does to the directory; stored with it, in the same transaction.

    entries: lines as they shall be, whole; id 0 adds one. known_false, lifted_false: (provider, key) registered
    or taken back. finding_state: of the finding answered; wait_until: with `waiting`, the date to ask again.
    """

    entries: tuple[Entry, ...] = ()
    known_false: tuple[tuple[str, str], ...] = ()
    lifted_false: tuple[tuple[str, str], ...] = ()
    finding_state: FindingState = "answered"
    wait_until: date | None = None
    waits_for: WaitsFor = ""
    keys: tuple[str, ...] = ()
