"""Since when descriptions name the official hosts that they name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, case, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from directory.records import Provider
from directory.store_door import Door
from directory.tables_register import hosts


class HostStore(Door):
    """The official hosts of providers, each with the first night it stood in the provider's description."""

    def note_hosts(self, providers: Sequence[Provider], at: datetime) -> None:
        """Remember the official hosts that descriptions name on the night of `at`; the earliest night counts."""
        rows = [{"provider": one.id, "host": host, "since": at} for one in providers for host in one.official_hosts]
        if not rows:
            return
        with self.writing() as connection:
            statement = (sqlite if self.file is not None else postgresql).insert(hosts)
            since = case((statement.excluded.since < hosts.c.since, statement.excluded.since), else_=hosts.c.since)
            upsert = statement.on_conflict_do_update(index_elements=["provider", "host"], set_={"since": since})
            connection.execute(upsert, rows)

    def hosts_since(self) -> dict[str, dict[str, datetime]]:
        """Give provider → official host → the night its description first named it; those of its first night left out."""
        found: dict[str, dict[str, datetime]] = {}
        with self.looking() as connection:
            for row in connection.execute(select(hosts)):
                found.setdefault(row.provider, {})[row.host] = row.since
        return {
            provider: {host: since for host, since in sorted(known.items()) if since > min(known.values())}
            for provider, known in sorted(found.items())
        }


def move_hosts(connection: Connection, old: str, new: str) -> None:
    """Give the hosts of a provider's former id to its present one; what that has already stays."""
    known = select(hosts.c.host).where(hosts.c.provider == new)
    connection.execute(update(hosts).where(hosts.c.provider == old, hosts.c.host.not_in(known)).values(provider=new))
    connection.execute(delete(hosts).where(hosts.c.provider == old))
