"""Decisions: appended one at a time, chained, applied in the same transaction; never changed."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from directory import tables
from directory.audit import GENESIS, canonical, chained, verify_chain
from directory.decisions import Account, Decision, DirectoryState, Effect
from directory.records import Entry
from directory.store_door import Door
from directory.store_entries import entry_of, put_decided
from directory.store_findings import found_by_name, standing_of
from directory.store_rows import AnyRow, account_of, in_batches, upsert
from directory.store_trouble import ChainBroken, NotFound

# Columns that repeat a part of the chained body, so that it can be searched.
REPEATED = ("seq", "kind", "provider", "finding", "at")


class DecisionStore(Door):
    """The chain of decisions, and the one way to change a status."""

    def decide(self, draft: Decision, compute: Callable[[DirectoryState], Effect]) -> Decision:
        """Append a decision and apply what it does, all or nothing, under the one writer lock.

        draft: `seq`, `prev` and `hash` are given here, whatever it says; `finding` may be the beginning of an id.
        compute: pure; is shown the directory as it is under the lock, so two who decide at once lose nothing. What
        it raises refuses the decision, and nothing is kept. An effect that says `verified` takes `decision` from
        `state.decision.seq`; the database refuses the status without one.
        Returns the decision as it was appended. Raises NotFound for an unknown finding
        or decision to undo.
        """
        with self.writing(alone=True) as connection:
            state = _state(connection, draft)
            effect = compute(state)
            decision = _append(connection, state, effect)
            put_decided(connection, effect.entries, decision.seq)
            _put_false(connection, effect, decision)
            if decision.finding:
                asked = update(tables.findings).where(tables.findings.c.id == decision.finding)
                connection.execute(asked.values(state=effect.finding_state, wait_until=effect.wait_until))
        return decision

    def decisions(self, since: int = 0) -> list[Decision]:
        """List the decisions after number `since`, in their order."""
        with self.looking() as connection:
            return _decisions(connection, tables.decisions.c.seq > since)

    def state_for(self, draft: Decision) -> DirectoryState:
        """Tell what a decision would be judged against now; nothing is written, and others may decide meanwhile."""
        with self.looking() as connection:
            return _state(connection, draft)

    def decisions_on(self, provider: str) -> list[Decision]:
        """List the decisions on one provider, in their order."""
        with self.looking() as connection:
            return _decisions(connection, tables.decisions.c.provider == provider)

    def latest_decisions(self, kind: str, provider: str, most: int, before: int | None = None) -> list[Decision]:
        """List the latest decisions, the newest first; of a kind and a provider where they are given, older than `before`."""
        columns = tables.decisions.c
        query = select(tables.decisions)
        for column, wanted in ((columns.kind, kind), (columns.provider, provider)):
            query = query.where(column == wanted) if wanted else query
        if before is not None:
            query = query.where(columns.seq < before)
        with self.looking() as connection:
            rows = connection.execute(query.order_by(columns.seq.desc()).limit(most))
            return [_decision_of(row) for row in rows]

    def decisions_of(self, finding: str) -> list[Decision]:
        """List the decisions on one finding, in their order."""
        with self.looking() as connection:
            return _decisions(connection, tables.decisions.c.finding == finding)

    def adopted(self) -> Decision | None:
        """Give the decision that put the written policy in force, None while nobody has adopted one."""
        with self.looking() as connection:
            return _adopted(connection)

    def stated_without(self) -> dict[str, Decision]:
        """Give the statements that stand that a provider has no public hotline, by provider.

        One that was undone stands no more, nor one of a provider that a decision has given a line since.
        """
        columns = tables.entries.c
        with self.looking() as connection:
            said = _decisions(connection, tables.decisions.c.kind.in_(("no_hotline", "undo")))
            listed = set(connection.scalars(select(columns.provider).where(columns.status == "verified").distinct()))
        undone = {one.undoes for one in said}
        stands = [one for one in said if one.kind == "no_hotline" and one.seq not in undone]
        return {one.provider: one for one in stands if one.provider not in listed}

    def attested(self) -> list[Decision]:
        """List the statements with a file that nobody took back, in their order."""
        with self.looking() as connection:
            said = _decisions(connection, tables.decisions.c.kind.in_(("attest", "undo")))
        undone = {one.undoes for one in said}
        return [one for one in said if one.kind == "attest" and one.seq not in undone]

    def bases_of(self, numbers: Collection[int]) -> dict[int, dict[str, object]]:
        """Give what each of these decisions rested on."""
        found: dict[int, dict[str, object]] = {}
        with self.looking() as connection:
            for batch in in_batches(sorted(numbers)):
                found |= {one.seq: one.basis for one in _decisions(connection, tables.decisions.c.seq.in_(batch))}
        return found

    def effect_of(self, seq: int) -> Effect | None:
        """Give what a decision did, None for an unknown one."""
        with self.looking() as connection:
            return connection.scalar(select(tables.decisions.c.effect).where(tables.decisions.c.seq == seq))

    def chain_head(self) -> tuple[int, str]:
        """Give the length of the chain and the hash of its last decision: what a release carries."""
        with self.looking() as connection:
            return _head(connection)

    def verify_chain(self) -> tuple[int, str] | None:
        """Find the first break of the stored chain: its number and the reason; None when it is sound."""
        with self.looking() as connection:
            rows = sorted(connection.execute(select(tables.decisions)), key=lambda row: row.seq)
        sound: list[Decision] = []
        fault = None
        for row in rows:
            try:
                sound.append(_decision_of(row))
            except ChainBroken as broken:
                fault = broken.seq, broken.reason
                break
        return verify_chain(sound) or fault


def _state(connection: Connection, draft: Decision) -> DirectoryState:
    finding = found_by_name(connection, draft.finding) if draft.finding else None
    name = finding.id if finding else ""
    entries = select(tables.entries).where(tables.entries.c.provider == draft.provider)
    false = select(tables.known_false.c.key).where(tables.known_false.c.provider == draft.provider)
    standing = connection.execute(select(tables.findings).where(tables.findings.c.id == name)).one_or_none()
    barred = select(tables.accounts.c.id).where(tables.accounts.c.disabled == 1).order_by(tables.accounts.c.id)
    number = _head(connection)[0] + 1
    return DirectoryState(
        decision=msgspec.structs.replace(draft, seq=number, finding=name, prev="", hash=""),
        finding=finding,
        standing=None if standing is None else standing_of(standing),
        entries=tuple(sorted(map(entry_of, connection.execute(entries)), key=lambda entry: entry.key)),
        decisions=tuple(_decisions(connection, tables.decisions.c.provider == draft.provider)),
        known_false=tuple(sorted(connection.scalars(false))),
        undone=() if draft.undoes is None else _before(connection, draft.undoes),
        decider=_decider(connection, draft),
        adopted=_adopted(connection),
        barred=tuple(str(number) for number in connection.scalars(barred)),
    )


def _decider(connection: Connection, draft: Decision) -> Account | None:
    if draft.via == "policy" or not draft.who.isdecimal():
        return None
    row = connection.execute(select(tables.accounts).where(tables.accounts.c.id == int(draft.who))).one_or_none()
    return None if row is None else account_of(row)


def _adopted(connection: Connection) -> Decision | None:
    found = _decisions(connection, tables.decisions.c.kind == "policy")
    return next((one for one in reversed(found) if not one.waits_for), None)


def _before(connection: Connection, seq: int) -> tuple[Entry, ...]:
    before: tuple[Entry, ...] | None = connection.scalar(
        select(tables.decisions.c.before).where(tables.decisions.c.seq == seq)
    )
    if before is None:
        raise NotFound(f"decision {seq}: the chain has none of that number; `audit verify` tells its length")
    return before


def _append(connection: Connection, state: DirectoryState, effect: Effect) -> Decision:
    told = msgspec.structs.replace(state.decision, keys=effect.keys, waits_for=effect.waits_for)
    decision = chained(_head(connection)[1], told)
    strangers = sorted({one.provider for one in effect.entries} - {decision.provider})
    if strangers:
        raise ValueError(f"decision on {decision.provider!r}: its effect sets lines of {strangers}; decide on each")
    touched = {one.key for one in effect.entries}
    before = tuple(one for one in state.entries if one.key in touched)
    row = {name: getattr(decision, name) for name in (*REPEATED, "prev", "hash")}
    row |= {"body": canonical(decision).decode(), "before": before, "effect": effect}
    connection.execute(insert(tables.decisions), row)
    return decision


def _head(connection: Connection) -> tuple[int, str]:
    columns = tables.decisions.c
    last = connection.execute(select(columns.seq, columns.hash).order_by(columns.seq.desc()).limit(1)).one_or_none()
    return (0, GENESIS) if last is None else (last.seq, last.hash)


def _put_false(connection: Connection, effect: Effect, decision: Decision) -> None:
    columns = tables.known_false.c
    for provider, key in effect.lifted_false:
        connection.execute(delete(tables.known_false).where(columns.provider == provider, columns.key == key))
    row: dict[str, Any] = {"since": decision.at, "decision": decision.seq, "source": "decision"}
    rows = [{"provider": provider, "key": key} | row for provider, key in sorted(set(effect.known_false))]
    upsert(connection, tables.known_false, rows, keep=True)


def _decisions(connection: Connection, condition: ColumnElement[bool]) -> list[Decision]:
    rows = connection.execute(select(tables.decisions).where(condition))
    return [_decision_of(row) for row in sorted(rows, key=lambda row: row.seq)]


def _decision_of(row: AnyRow) -> Decision:
    """Read a decision off its row. Raises ChainBroken where the body is damaged or a column says otherwise."""
    try:
        body = msgspec.json.decode(row.body, type=Decision)
    except msgspec.DecodeError as error:
        raise ChainBroken(row.seq, f"its body does not read: {error}") from error
    differing = [name for name in REPEATED if getattr(body, name) != getattr(row, name)]
    if differing:
        raise ChainBroken(row.seq, f"its columns {differing} differ from its body: it was edited after it was made")
    return msgspec.structs.replace(body, prev=row.prev, hash=row.hash)
