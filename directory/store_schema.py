"""Bringing a database to the schema this program knows, all steps in one transaction, or refusing it."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from directory.store_door import Door
from directory.store_trouble import StoreTrouble

# The revision of the newest step in directory/migrations/versions (a test holds it there). Four digits: they compare.
HEAD = "0010"
STEPS = Path(__file__).parent / "migrations"


def upgrade(door: Door) -> None:
    """Create the tables, or run the steps that the database has not seen; a database at HEAD is only looked at.

    Raises StoreTrouble for a schema newer than HEAD.
    """
    with door.looking() as connection:
        if schema_of(connection, door.where) == HEAD:
            return
    with door.writing(alone=True) as connection:
        if schema_of(connection, door.where) != HEAD:
            _run_steps(connection)


def schema_of(connection: Connection, where: str) -> str | None:
    """Tell the revision of a database, None for an empty one. Raises StoreTrouble when it is newer than HEAD."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision = str(connection.scalar(text("SELECT version_num FROM alembic_version")))
    if revision > HEAD:
        raise StoreTrouble(
            f"{where}: its schema is {revision}, this program knows schemas up to {HEAD}; "
            "use the newer program that wrote it, or restore a backup from before it"
        )
    return revision


def _run_steps(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415 - 0.6 s of import that only a schema's first day needs
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    # The configuration's parser reads % as its own sign.
    config.set_main_option("script_location", str(STEPS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
