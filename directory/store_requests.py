"""Requests of the desk: asked once, taken by one, and finished or given back."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

import msgspec
from sqlalchemy import Connection, and_, func, insert, or_, select, update

from directory.requests import UNFINISHED, Request, RequestKind, RequestState
from directory.store_door import Door
from directory.store_trouble import NotFound
from directory.tables_requests import requests as table

# Whoever takes a request and dies three times over it dies of it.
MOST_TRIES = 3
# More than a person asks for in a morning; what is above it is no person, or nobody takes requests.
MOST_UNFINISHED = 200
LOST = {
    "en": f"taken {MOST_TRIES} times and never finished; the log of whoever took it says why",
    "zh": f"已被领取 {MOST_TRIES} 次却从未完成；原因请看执行者的日志",
}


class RequestsFull(ValueError):  # noqa: N818 - said to a person
    """More waits than anybody takes: says how much, and what to do."""


class RequestStore(Door):
    """What the desk asks of the shell."""

    def ask(
        self, kind: RequestKind, provider: str, *, by: str, at: datetime, page: str = "", finding: str = ""
    ) -> Request:
        """Ask for something, or give the same request that is not finished yet. by: account id; at: now, aware.

        Raises RequestsFull where 200 wait already.
        """
        columns = table.c
        same = and_(columns.kind == kind, columns.provider == provider)
        same = and_(same, columns.page == page, columns.finding == finding, columns.state.in_(UNFINISHED))
        with self.writing(alone=True) as connection:
            known = connection.execute(select(table).where(same)).mappings().first()
            if known is not None:
                return Request(**known)
            waiting = connection.scalar(select(func.count()).where(columns.state.in_(UNFINISHED))) or 0
            if waiting >= MOST_UNFINISHED:
                raise RequestsFull(
                    f"{waiting} requests wait already; see that `hotlinewatch serve` or `schedule` runs, and ask again"
                )
            last = connection.scalar(select(func.coalesce(func.max(columns.id), 0))) or 0
            asked = Request(id=last + 1, kind=kind, provider=provider, page=page, finding=finding, by=by, at=at)
            connection.execute(insert(table), msgspec.structs.asdict(asked))
        return asked

    def take_request(self, taker: str, at: datetime, until: datetime) -> Request | None:
        """Take the oldest request that nobody holds at `at`, until `until`; None where there is none.

        A request whose taker let its hold pass is free again; after three such tries it has failed.
        """
        columns = table.c
        free = and_(columns.state.in_(UNFINISHED), or_(columns.held_until.is_(None), columns.held_until <= at))
        with self.writing(alone=True) as connection:
            for row in connection.execute(select(table).where(free).order_by(columns.id)).mappings().all():
                if row["tries"] >= MOST_TRIES:
                    _set(connection, row["id"], state="failed", result=LOST, ended_at=at)
                    continue
                held = {
                    "state": "taken",
                    "taker": taker,
                    "held_until": until,
                    "tries": row["tries"] + 1,
                    "progress": {},
                }
                _set(connection, row["id"], **held)
                return Request(**{**row, **held})
        return None

    def hold_request(self, request: Request, until: datetime, progress: dict[str, str] | None = None) -> bool:
        """Keep a request that was taken, and say what is under way; False when another has it by now."""
        said = {} if progress is None else {"progress": progress}
        return self._change_own(request, held_until=until, **said)

    def finish_request(
        self, request: Request, state: Literal["done", "failed"], result: dict[str, str], at: datetime
    ) -> bool:
        """End a request that was taken; False when another has it by now, who will end it."""
        return self._change_own(request, state=state, result=result, ended_at=at, progress={})

    def give_back_request(self, request: Request, progress: dict[str, str], until: datetime) -> bool:
        """Let a request wait, till `until` at least, that could not be begun; it counts as not tried. progress: why."""
        waits = {"state": "waiting", "taker": "", "held_until": until, "tries": request.tries - 1}
        return self._change_own(request, progress=progress, **waits)

    def request(self, number: int) -> Request:
        """Give the request of that number. Raises NotFound."""
        with self.looking() as connection:
            row = connection.execute(select(table).where(table.c.id == number)).mappings().one_or_none()
        if row is None:
            raise NotFound(f"request {number}: there is none of that number")
        return Request(**row)

    def requests(
        self, states: tuple[RequestState, ...] = UNFINISHED, *, finding: str | None = None, limit: int = MOST_UNFINISHED
    ) -> list[Request]:
        """List requests in these states, the latest first; of one finding where it is named."""
        query = select(table).where(table.c.state.in_(states)).order_by(table.c.id.desc()).limit(limit)
        if finding is not None:
            query = query.where(table.c.finding == finding)
        with self.looking() as connection:
            return [Request(**row) for row in connection.execute(query).mappings()]

    def _change_own(self, request: Request, **columns: Any) -> bool:
        """Change a request as long as it is still the taker's; the number of the try tells two takers of one name apart."""
        own = and_(table.c.id == request.id, table.c.state == "taken", table.c.taker == request.taker)
        with self.writing() as connection:
            changed = update(table).where(own, table.c.tries == request.tries).values(**columns)
            return connection.execute(changed).rowcount == 1


def _set(connection: Connection, number: int, **columns: Any) -> None:
    connection.execute(update(table).where(table.c.id == number).values(**columns))
