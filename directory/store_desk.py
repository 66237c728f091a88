"""What the review desk keeps: sessions, failed tries to sign in, and what people note on findings for each other."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, case, delete, func, insert, select, update

from directory import tables
from directory.desk import Comment, Queued, Session, Wanted
from directory.store_door import Door
from directory.store_findings import standing_of, words_of
from directory.store_rows import AnyRow, account_of
from directory.store_trouble import NotFound
from directory.tables_desk import comments, marks, sessions, sign_in_tries
from directory.terms import LEVELS


class DeskStore(Door):
    """The people at the desk."""

    def begin_session(self, session: Session) -> None:
        """Keep a session."""
        row = {"id": session.id, "account": session.account.id, "form_token": session.form_token}
        with self.writing() as connection:
            connection.execute(insert(sessions), row | {"began_at": session.began_at, "seen_at": session.seen_at})

    def session(self, session_id: str, began_after: datetime, seen_after: datetime) -> Session | None:
        """Give a session that is neither too old nor too long unused, of an account that is not disabled."""
        fresh = (sessions.c.began_at > began_after) & (sessions.c.seen_at > seen_after)
        accounts = tables.accounts.c
        with self.looking() as connection:
            row = connection.execute(select(sessions).where((sessions.c.id == session_id) & fresh)).one_or_none()
            owner = select(tables.accounts).where(accounts.id == (0 if row is None else row.account))
            who = connection.execute(owner.where(accounts.disabled == 0)).one_or_none()
        if row is None or who is None:
            return None
        return Session(
            id=row.id,
            account=account_of(who),
            form_token=row.form_token,
            began_at=row.began_at,
            seen_at=row.seen_at,
        )

    def see_session(self, session_id: str, at: datetime) -> None:
        """Note that a session is in use."""
        with self.writing() as connection:
            connection.execute(update(sessions).where(sessions.c.id == session_id).values(seen_at=at))

    def end_session(self, session_id: str) -> None:
        """Forget a session."""
        with self.writing() as connection:
            connection.execute(delete(sessions).where(sessions.c.id == session_id))

    def note_failed_try(self, name: str, client: str, at: datetime, forget_before: datetime) -> None:
        """Keep a failed try to sign in; those before `forget_before` go."""
        with self.writing() as connection:
            connection.execute(delete(sign_in_tries).where(sign_in_tries.c.at < forget_before))
            connection.execute(insert(sign_in_tries), {"name": name, "client": client, "at": at})

    def failed_tries(self, name: str, client: str, since: datetime) -> tuple[int, int]:
        """Count the failed tries since then: for that name, and of that client."""
        columns = sign_in_tries.c
        count = select(func.count()).where(columns.at >= since)
        with self.looking() as connection:
            of_name = connection.scalar(count.where(columns.name == name)) or 0
            of_client = connection.scalar(count.where(columns.client == client)) or 0
        return of_name, of_client

    def queue(self, wanted: Wanted, account: int) -> tuple[list[Queued], int]:
        """Give a page of the findings, the most pressing first, and how many there are in all.

        account: whose "seen by me" is told. Words are looked for in what a finding says, in any script and case.
        """
        conditions = _conditions(wanted)
        query = _queue_query(account).order_by(*_ORDER)
        with self.looking() as connection:
            if wanted.text:
                found = connection.execute(query.where(*conditions))
                rows = [row for row in found if wanted.text.casefold() in words_of(row.body)]
                count = len(rows)
                rows = rows[wanted.offset : wanted.offset + wanted.limit]
            else:
                # Which findings stand on the page is decided without their bodies: those of thousands need not be sorted along.
                names = select(tables.findings.c.id).where(*conditions).order_by(*_ORDER)
                names = names.limit(wanted.limit).offset(wanted.offset)
                rows = list(connection.execute(query.where(tables.findings.c.id.in_(names))))
                count = connection.scalar(select(func.count()).select_from(tables.findings).where(*conditions)) or 0
        return [_queued_of(row) for row in rows], count

    def queue_ids(self, wanted: Wanted) -> list[str]:
        """Give the ids of the findings asked for, in the queue's order, from the first to `limit`."""
        found = tables.findings
        columns = (found.c.id, found.c.body) if wanted.text else (found.c.id,)
        query = select(*columns).where(*_conditions(wanted)).order_by(*_ORDER)
        with self.looking() as connection:
            rows = connection.execute(query if wanted.text else query.limit(wanted.limit))
            if not wanted.text:
                return [row.id for row in rows]
            return [row.id for row in rows if wanted.text.casefold() in words_of(row.body)][: wanted.limit]

    def queued(self, finding: str, account: int) -> Queued:
        """Give one finding as the queue shows it. Raises NotFound."""
        with self.looking() as connection:
            row = connection.execute(_queue_query(account).where(tables.findings.c.id == finding)).one_or_none()
        if row is None:
            raise NotFound(f"finding {finding!r}: no finding has that id")
        return _queued_of(row)

    def tallies(self) -> dict[str, int]:
        """How many findings are open at each level, the pressing level first."""
        columns = tables.findings.c
        query = select(columns.level, func.count()).where(columns.state == "open").group_by(columns.level)
        with self.looking() as connection:
            found = {row[0]: row[1] for row in connection.execute(query)}
        return {level: found.get(level, 0) for level in reversed(LEVELS)}

    def mark(self, finding: str, account: int, kind: Literal["assigned", "seen"], at: datetime) -> None:
        """Note that an account looks after a finding, in place of whoever did, or has looked at it."""
        here = (marks.c.finding == finding) & (marks.c.kind == kind)
        if kind == "seen":
            here &= marks.c.account == account
        row = {"finding": finding, "account": account, "kind": kind, "at": at}
        with self.writing() as connection:
            connection.execute(delete(marks).where(here))
            connection.execute(insert(marks), row)

    def release_finding(self, finding: str) -> None:
        """Note that nobody looks after a finding any more."""
        with self.writing() as connection:
            connection.execute(delete(marks).where((marks.c.finding == finding) & (marks.c.kind == "assigned")))

    def comment(self, finding: str, account: int, text: str, at: datetime) -> None:
        """Keep what somebody wrote on a finding."""
        with self.writing() as connection:
            connection.execute(insert(comments), {"finding": finding, "account": account, "text": text, "at": at})

    def comments(self, finding: str) -> list[Comment]:
        """Give what people wrote on a finding, the oldest first."""
        names = tables.accounts.c
        query = select(comments, names.name).join(tables.accounts).where(comments.c.finding == finding)
        with self.looking() as connection:
            rows = connection.execute(query.order_by(comments.c.id))
            return [Comment(finding=row.finding, by=row.name, at=row.at, text=row.text) for row in rows]

    def seen_by(self, finding: str) -> list[str]:
        """Give the names of those who have looked at a finding."""
        query = (
            select(tables.accounts.c.name).join(marks).where((marks.c.finding == finding) & (marks.c.kind == "seen"))
        )
        with self.looking() as connection:
            return sorted(connection.scalars(query))


_LEVEL_RANK = case({level: rank for rank, level in enumerate(reversed(LEVELS))}, value=tables.findings.c.level)
_ORDER = (_LEVEL_RANK, tables.findings.c.score.desc(), tables.findings.c.first_run, tables.findings.c.id)


def _queue_query(account: int) -> Select[Any]:
    found = tables.findings.c
    keeper, looker = marks.alias(), marks.alias()
    is_keeper = (keeper.c.finding == found.id) & (keeper.c.kind == "assigned")
    is_looker = (looker.c.finding == found.id) & (looker.c.kind == "seen") & (looker.c.account == account)
    return (
        select(tables.findings, tables.runs.c.at, tables.accounts.c.name, looker.c.account)
        .join(tables.runs, tables.runs.c.id == found.first_run)
        .outerjoin(keeper, is_keeper)
        .outerjoin(tables.accounts, tables.accounts.c.id == keeper.c.account)
        .outerjoin(looker, is_looker)
    )


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    found = tables.findings.c
    pairs = ((found.state, wanted.state), (found.level, wanted.level), (found.provider, wanted.provider))
    conditions = [column == value for column, value in pairs if value]
    if wanted.assigned:
        keeper = select(marks.c.finding).join(tables.accounts).where(marks.c.kind == "assigned")
        conditions.append(found.id.in_(keeper.where(tables.accounts.c.name == wanted.assigned)))
    return conditions


def _queued_of(row: AnyRow) -> Queued:
    return Queued(
        finding=row.body,
        standing=standing_of(row),
        since=row.at,
        assigned=row.name or "",
        is_seen=row.account is not None,
    )
