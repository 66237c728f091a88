"""The outbox: a message is kept with what it tells before it is sent, so that it is told once, whatever dies when."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

import msgspec
from sqlalchemy import and_, insert, or_, select, update

from directory.outbox import Letter, LetterState
from directory.store_door import Door
from directory.store_rows import in_batches
from directory.tables_outbox import letters as table
from directory.tables_outbox import told


class OutboxStore(Door):
    """What people are told, and what they were told already."""

    def untold(self, to: str, whats: Sequence[str]) -> list[str]:
        """Give what a recipient was not told yet, in the order given. whats: names that last, one a thing to tell."""
        known: set[str] = set()
        with self.looking() as connection:
            for batch in in_batches(whats):
                query = select(told.c.what).where(told.c.to == to, told.c.what.in_(batch))
                known.update(connection.scalars(query))
        return [what for what in dict.fromkeys(whats) if what not in known]

    def keep_letter(self, letter: Letter | None, to: str, whats: Collection[str], at: datetime) -> bool:
        """Keep a message and what it tells, both or neither; False when any of it was told meanwhile.

        letter: None marks as told what needs no words.
        """
        with self.writing(alone=True) as connection:
            for batch in in_batches(whats):
                if connection.execute(select(told.c.what).where(told.c.to == to, told.c.what.in_(batch))).first():
                    return False
            if whats:
                connection.execute(insert(told), [{"to": to, "what": what, "at": at} for what in sorted(whats)])
            if letter is not None:
                connection.execute(insert(table), msgspec.structs.asdict(letter))
        return True

    def take_letter(self, at: datetime, until: datetime, recipients: Collection[str]) -> Letter | None:
        """Take the oldest message to these recipients that is due at `at`, for oneself until `until`; None for none.

        The try is counted before it is made: whoever dies in it leaves a row that is sent again, under the same id.
        """
        due = and_(table.c.state == "waiting", or_(table.c.next_at.is_(None), table.c.next_at <= at))
        query = select(table).where(due, table.c.to.in_(sorted(recipients)))
        with self.writing(alone=True) as connection:
            row = connection.execute(query.order_by(table.c.made_at, table.c.id).limit(1)).mappings().one_or_none()
            if row is None:
                return None
            letter = Letter(**row)
            taken = {"tries": letter.tries + 1, "next_at": until}
            connection.execute(update(table).where(table.c.id == letter.id).values(**taken))
        return msgspec.structs.replace(letter, tries=letter.tries + 1, next_at=until)

    def sent_letter(self, letter: Letter, at: datetime) -> None:
        """Note that a message went out."""
        with self.writing() as connection:
            values = {"state": "sent", "sent_at": at, "error": ""}
            connection.execute(update(table).where(table.c.id == letter.id).values(**values))

    def unsent_letter(self, letter: Letter, error: str, next_at: datetime | None) -> None:
        """Note that a try failed. next_at: when to try again, None to give up."""
        state: LetterState = "failed" if next_at is None else "waiting"
        with self.writing() as connection:
            values = {"state": state, "next_at": next_at, "error": error}
            connection.execute(update(table).where(table.c.id == letter.id).values(**values))

    def letters(self, state: LetterState | None = None, limit: int = 50) -> list[Letter]:
        """List messages, the latest first; in one state where it is given."""
        query = select(table).order_by(table.c.made_at.desc(), table.c.id).limit(limit)
        if state is not None:
            query = query.where(table.c.state == state)
        with self.looking() as connection:
            return [Letter(**row) for row in connection.execute(query).mappings()]
