"""Random histories of nights and decisions on a real store: what a reader of the feed may rely on, whatever happened.

No line is listed without a decision of somebody who may decide, or of a policy that was on; nothing that was accepted is
lost; no night takes a line off; the chain stays whole and names every line that is listed.
"""

from __future__ import annotations

import shutil
import tempfile
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import ClassVar

import msgspec
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import update

from directory import tables
from directory.decisions import Decision
from directory.providers import basis
from directory.records import Fetch
from directory.store import Store
from directory.store_trouble import Refused
from scheduler.by_policy import decide_by_policy
from scheduler.cli.deciding import append, bound_to, rules_of
from scheduler.closing import close_night, compare
from scheduler.in_force import policy_in_force
from scheduler.listing import accepted_entries
from scheduler.order import Order
from scheduler.rereading import PageReadings
from scheduler.run import _known
from scheduler.undecided import undecided
from tests.conftest import a_database
from tests.verifier.shown import CONTACT, FIFTH, FIRST, FOURTH, HELP, NIGHT, PROVIDER, SECOND, THIRD, page
from verifier.decide import NotAllowed
from verifier.deciders import DECIDERS
from verifier.policy import load_policy, policy_basis, policy_name, policy_of

NUMBERS = (FIRST, SECOND, THIRD, FOURTH, FIFTH)
HELD_UP = ("verified", "disputed")
PEOPLE = (("ada", "admin"), ("ann", "reviewer"), ("bob", "reviewer"), ("vic", "viewer"), ("eve", "reviewer"))
WALLET = msgspec.structs.replace(
    PROVIDER, pages=(msgspec.structs.replace(PROVIDER.pages[0], channel="contact"), PROVIDER.pages[1])
)
# Nights and decisions alternate, hours apart, so that cooling off is sometimes over and sometimes not.
STEP = timedelta(hours=13)
POLICIES = (
    {},
    {"additions_by_policy": True, "corroborating_nights": 1},
    {"two_persons": False},
    {"missed_nights_before_asking": 1, "stale_after_days": 1},
)
# Reviewers more often than a viewer, a disabled account and nobody known.
WHO = st.sampled_from((1, 2, 2, 3, 3, 2, 3, 4, 5, 6))
VIA = st.sampled_from(("desk", "desk", "desk", "shell", "policy"))
shown = st.sets(st.sampled_from(NUMBERS), max_size=4)


class Histories(RuleBasedStateMachine):
    """One wallet, two pages of other channel and host, five accounts, and a machine that does anything in any order."""

    template: ClassVar[Path]

    @initialize(thresholds=st.sampled_from(POLICIES), listed=st.integers(0, 3))
    def begin(self, thresholds, listed) -> None:
        """A first night, under some policy, and some of its lines accepted."""
        self.ends = ExitStack()
        self.store = self.ends.enter_context(self.opened())
        for name, role in PEOPLE:
            self.store.add_account(name, role, None, NIGHT)
        with self.store.writing() as connection:
            # As if they had passwords, which cost 64 MiB and 0.1 s each.
            connection.execute(update(tables.accounts).values({"secret": "x"}))
        self.store.disable("eve")
        self.at, self.provider = NIGHT, WALLET
        self.before, self.nights, self.accepted = {}, 0, set()
        if thresholds:
            self.adopt(thresholds, 1, "desk")
        self.night({FIRST, SECOND, THIRD}, {FIRST, SECOND}, True)
        for finding in self.store.findings()[:listed]:
            self.decide("accept", "2", "desk", **bound_to(finding))

    def opened(self) -> Store:
        folder = self.ends.enter_context(tempfile.TemporaryDirectory())
        return Store.open(f"sqlite:///{shutil.copy(self.template, Path(folder) / 'directory.db')}")

    def teardown(self) -> None:
        if hasattr(self, "ends"):
            self.ends.close()

    @rule(contact=shown, help_page=shown, is_read=st.sampled_from((True, True, True, False)))
    def night(self, contact, help_page, is_read) -> None:
        """The pages show some numbers, or one of them could not be read; then the policy decides, where it is on."""
        self.at += STEP
        self.nights += 1
        before = self.statuses()
        seen = {CONTACT: contact, HELP: help_page}
        pages = [self.page(one, seen[one.url], is_read or one.url == HELP) for one in self.provider.pages]
        order = Order(run_id=f"run-{self.nights}", at=self.at, inputs=f"{self.nights}", providers=(self.provider,))
        self.store.begin_run(order.run_id, order.at, order.inputs, {})
        entries = {self.provider.id: tuple(self.store.entries())}
        known = _known(order, self.store, self.described(), entries, ())
        policy = policy_in_force(self.store)
        compared = {self.provider.id: compare(pages, known, self.provider, policy)}
        closing = close_night(order, pages, known, compared, policy, has_canary=True)
        self.store.close_run(order.run_id, closing.night, closing.entries, closing.lapsed)
        self.before |= {one.page.url: one.now for one in pages if one.now is not None}
        after = self.statuses()
        assert before.items() <= after.items(), "a night changed what only decisions may change"
        assert {after[key] for key in after.keys() - before.keys()} <= {"candidate"}
        decided = decide_by_policy(self.store, self.described(), self.store.night(order.run_id), self.at)
        assert decided == [] or policy.additions_by_policy
        self.note({one.key for one in decided}, after)

    @precondition(lambda self: self.store.findings())
    @rule(
        kind=st.sampled_from(("accept", "accept", "accept", "reject", "wait")),
        which=st.integers(0, 9),
        who=WHO,
        via=VIA,
    )
    def answer(self, kind, which, who, via) -> None:
        """Anybody answers any open question, the policy itself too, as far as it is let."""
        found = self.store.findings()
        finding = found[which % len(found)]
        by = policy_name(policy_in_force(self.store)) if via == "policy" else str(who)
        until = (self.at + timedelta(days=3)).date() if kind == "wait" else None
        self.decide(kind, by, via, until=until, **bound_to(finding))

    @rule(
        kind=st.sampled_from(("dispute", "retire", "attest", "no_hotline")),
        key=st.sampled_from(NUMBERS),
        who=WHO,
        via=VIA,
    )
    def state(self, kind, key, who, via) -> None:
        """Anybody says anything of any number."""
        self.decide(kind, str(who), via, key="" if kind == "no_hotline" else key)

    @precondition(lambda self: self.store.chain_head()[0])
    @rule(back=st.integers(0, 9), who=WHO)
    def undo(self, back, who) -> None:
        """Somebody takes back one of the last decisions."""
        undone = self.store.decisions()[-1 - back % self.store.chain_head()[0]]
        named = {"finding": undone.finding, "key": undone.key, "was": undone.was, "provider": undone.provider}
        self.decide("undo", str(who), "desk", undoes=undone.seq, **named)

    @precondition(lambda self: self.store.chain_head()[0] and self.store.decisions()[-1].waits_for)
    @rule(who=WHO)
    def agree(self, who) -> None:
        """Somebody, perhaps the same person, says what was said last once more."""
        last = self.store.decisions()[-1]
        told = ("provider", "finding", "key", "was", "ground", "basis", "undoes")
        self.decide(last.kind, str(who), "desk", **{name: getattr(last, name) for name in told})

    @rule(
        thresholds=st.sampled_from(POLICIES),
        who=st.sampled_from((1, 1, 1, 2, 4)),
        via=st.sampled_from(("desk", "shell")),
    )
    def adopt(self, thresholds, who, via) -> None:
        """Somebody wants another policy in force."""
        wanted, now = msgspec.structs.replace(load_policy(), **thresholds), policy_in_force(self.store)
        named = {"ground": policy_name(wanted), "was": policy_name(now), "basis": policy_basis(wanted), "provider": ""}
        decision = self.decide("policy", str(who), via, **named)
        if decision is not None and not decision.waits_for:
            assert PEOPLE[who - 1][1] == "admin"

    @rule(host=st.sampled_from((("paylark.example",), ("paylark.example", "pay.example"), ("elsewhere.example",))))
    def describe(self, host) -> None:
        """The provider's file names other hosts; a page that lies elsewhere now would not load, so it goes."""
        pages = tuple(one for one in WALLET.pages if host[0] in one.url)
        self.provider = msgspec.structs.replace(WALLET, official_hosts=host, pages=pages)

    @precondition(lambda self: self.store.entries())
    @rule(which=st.integers(0, 9))
    def by_hand(self, which) -> None:
        """Whoever holds the database cannot make a line verified by writing so."""
        entries = [one for one in self.store.entries() if one.status != "verified"]
        said = {one.seq for one in self.store.decisions() if one.kind in ("accept", "attest")}
        for decision in (None, 10_000, next((n for n in range(1, 99) if n not in said), None)):
            if entries:
                key = entries[which % len(entries)].key
                change = update(tables.entries).where(tables.entries.c.key == key)
                with pytest.raises(Refused), self.store.writing() as connection:
                    connection.execute(change.values(status="verified", decision=decision))

    @invariant()
    def what_is_listed_was_decided(self) -> None:
        if not hasattr(self, "store"):
            return
        decisions = self.store.decisions()
        roles = {str(number): role for number, (_, role) in enumerate(PEOPLE[:4], start=1)}
        for entry in accepted_entries(self.store, self.described()):
            held = next(one for one in self.store.entries() if one.key == entry.key)
            decision = decisions[held.decision - 1]
            assert decision.kind in ("accept", "attest")
            assert not decision.waits_for
            assert entry.key in (decision.key, *decision.keys)
            if entry.accepted_by == "person":
                assert decision.via != "policy"
                assert roles[decision.who] in DECIDERS
            else:
                adopted = [one for one in decisions[: decision.seq] if one.kind == "policy" and not one.waits_for]
                assert policy_of(adopted[-1]).additions_by_policy
                assert decision.who == policy_name(policy_of(adopted[-1]))

    @invariant()
    def nothing_accepted_is_lost_and_the_chain_is_whole(self) -> None:
        if not hasattr(self, "store"):
            return
        assert self.accepted <= {one.key for one in self.store.entries()}
        assert self.store.verify_chain() is None
        assert undecided(self.store, self.described()) == []

    def described(self):
        return {self.provider.id: self.provider}

    def statuses(self):
        return {one.key: one.status for one in self.store.entries()}

    def page(self, described, keys, is_read):
        reading = page(*sorted(keys), snapshot=f"{self.nights:064x}") if is_read else None
        outcome = "ok" if is_read else "http_error"
        fetch = Fetch(provider=self.provider.id, page=described.url, at=self.at, outcome=outcome)
        before = self.before.get(described.url)
        return PageReadings(
            provider=self.provider, page=described, fetch=fetch, now=reading, before=before, recorded=before
        )

    def decide(self, kind, who, via, **more):
        """Decide, if that is allowed; whatever it does to a line that was held up, it names that line."""
        self.at += STEP
        before = self.statuses()
        named = {"provider": self.provider.id, "basis": basis(self.provider)} | more
        draft = Decision(seq=0, kind=kind, who=who, via=via, at=self.at, reason="as it happened", **named)
        try:
            decision = append(self.store, draft, rules_of(self.store)).decision
        except NotAllowed:
            assert self.statuses() == before
            return None
        touched = {decision.key, decision.was, *decision.keys}
        if decision.undoes is not None:
            touched |= {one.key for one in self.store.effect_of(decision.undoes).entries}
        self.note(touched, before)
        return decision

    def note(self, touched, before) -> None:
        after = self.statuses()
        changed = {
            key for key in after if after[key] != before.get(key) and "verified" in (after[key], before.get(key))
        }
        assert changed <= touched, "a decision changed a line that it does not name"
        self.accepted |= {key for key, status in after.items() if status in HELD_UP}


LIMITS = settings(
    max_examples=12,
    stateful_step_count=16,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)


def test_whatever_happens_only_decisions_list_a_line_and_nothing_accepted_is_lost(sqlite_template):
    class OnFile(Histories):
        template = sqlite_template

    run_state_machine_as_test(OnFile, settings=LIMITS)


@pytest.mark.postgres
def test_the_same_holds_on_a_server(postgres_admin, postgres_template):
    class OnServer(Histories):
        def opened(self):
            return Store.open(self.ends.enter_context(a_database(postgres_admin, postgres_template)))

    run_state_machine_as_test(OnServer, settings=settings(LIMITS, max_examples=3))
