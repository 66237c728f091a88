"""Findings: the matters that wait for a person, over all nights."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import Connection, select, update

from directory import tables
from directory.decisions import Standing
from directory.findings import Finding
from directory.nights import Night
from directory.store_door import Door
from directory.store_rows import AnyRow, in_batches, upsert
from directory.store_trouble import NotFound
from directory.terms import LEVELS, FindingState, Level


class FindingStore(Door):
    """What was found suspicious or changed, and where it stands."""

    def findings(
        self,
        state: FindingState | None = "open",
        provider: str | None = None,
        level: Level | None = None,
        contains: str = "",
    ) -> list[Finding]:
        """List findings, the most urgent first; None takes every state.

        contains: words, in any case, that stand in the id, the provider, a key or the summary.
        """
        columns = tables.findings.c
        query = select(columns.body)
        for column, wanted in ((columns.state, state), (columns.provider, provider), (columns.level, level)):
            if wanted is not None:
                query = query.where(column == wanted)
        with self.looking() as connection:
            found: list[Finding] = list(connection.scalars(query))
        return sorted((one for one in found if contains.casefold() in words_of(one)), key=_urgent_first)

    def finding(self, name: str) -> Finding:
        """Give the finding of that id, or the only one whose id begins so. Raises NotFound."""
        with self.looking() as connection:
            return found_by_name(connection, name)

    def standings(self, ids: Collection[str]) -> dict[str, Standing]:
        """Tell where findings stand; ids the store does not have are left out."""
        found: dict[str, Standing] = {}
        with self.looking() as connection:
            for batch in in_batches(ids):
                query = select(tables.findings).where(tables.findings.c.id.in_(batch))
                found |= {row.id: standing_of(row) for row in connection.execute(query)}
        return dict(sorted(found.items()))


def found_by_name(connection: Connection, name: str) -> Finding:
    """Give the finding of that id, or the only one whose id begins so. Raises NotFound."""
    columns = tables.findings.c
    fits = columns.id.startswith(name, autoescape=True)
    found = {row.id: row.body for row in connection.execute(select(columns.id, columns.body).where(fits))}
    if name in found:
        found = {name: found[name]}
    if not name or not found:
        raise NotFound(f"finding {name!r}: no finding has that id; `review list` shows those that wait")
    if len(found) > 1:
        raise NotFound(f"finding {name!r}: fits {', '.join(sorted(found))}; give more of the id")
    finding: Finding = next(iter(found.values()))
    return finding


def standing_of(row: AnyRow) -> Standing:
    """Give the standing of a row of `findings`."""
    return Standing(state=row.state, first_run=row.first_run, last_run=row.last_run, wait_until=row.wait_until)


def put_found(connection: Connection, run_id: str, night: Night, lapsed: Collection[str]) -> None:
    """Write what a night found: new matters open, old ones keep their standing unless their ground moved.

    A finding that waits opens again on its date; one in `lapsed` that still waits for an answer lapses.
    """
    today = night.run.at.date()
    for found in in_batches(night.findings):
        query = select(tables.findings).where(tables.findings.c.id.in_({one.id for one in found}))
        known = {row.id: row for row in connection.execute(query)}
        upsert(connection, tables.findings, [_row(run_id, one, known.get(one.id)) for one in found])
    asked = tables.findings.c
    for batch in in_batches(sorted(lapsed)):
        still = update(tables.findings).where(asked.id.in_(batch), asked.state.in_(("open", "waiting")))
        connection.execute(still.values(state="lapsed", wait_until=None))
    _wake(connection, today)


def _wake(connection: Connection, today: date) -> None:
    asked = tables.findings.c
    due = update(tables.findings).where(asked.state == "waiting", asked.wait_until <= today)
    connection.execute(due.values(state="open", wait_until=None))


def _row(run_id: str, finding: Finding, known: AnyRow | None) -> dict[str, object]:
    """Make the row of a finding; an answer is bound to (id, ground), so another ground asks again."""
    stays = known is not None and known.ground == finding.ground and known.state != "lapsed"
    return {
        "id": finding.id,
        "provider": finding.provider,
        "matter": finding.matter,
        "keys": finding.keys,
        "level": finding.level,
        "score": finding.score,
        "ground": finding.ground,
        "body": finding,
        "first_run": run_id if known is None else known.first_run,
        "last_run": run_id,
        "state": known.state if known is not None and stays else "open",
        "wait_until": known.wait_until if known is not None and stays else None,
    }


def words_of(finding: Finding) -> str:
    """Give what a finding is searched by, in folded case."""
    parts = (finding.id, finding.provider, finding.number, finding.was, *finding.keys, *finding.summary.values())
    return "\n".join(parts).casefold()


def _urgent_first(finding: Finding) -> tuple[int, float, str, str]:
    return -LEVELS.index(finding.level), -finding.score, finding.provider, finding.id
