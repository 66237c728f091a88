"""The installation in figures: how many lines stand how, how many messages wait; for gauges that are read every minute."""

from __future__ import annotations

from sqlalchemy import func, select

from directory import tables
from directory.store_door import Door
from directory.tables_outbox import letters


class FigureStore(Door):
    """Counts."""

    def lines_by_standing(self) -> dict[tuple[str, str], int]:
        """Count the lines of the directory by (status, presence), both in order."""
        columns = tables.entries.c
        query = select(columns.status, columns.presence, func.count()).group_by(columns.status, columns.presence)
        with self.looking() as connection:
            return {
                (status, presence): count for status, presence, count in sorted(map(tuple, connection.execute(query)))
            }

    def letters_by_state(self) -> dict[str, int]:
        """Count the messages of the outbox by state, in order."""
        query = select(letters.c.state, func.count()).group_by(letters.c.state)
        with self.looking() as connection:
            return dict(sorted((row[0], row[1]) for row in connection.execute(query)))
