"""The directory of this installation as verbs open it: the database where there is one, the providers always."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from directory.providers import load_overlaid, load_providers
from directory.records import Provider
from scheduler.config import Settings

if TYPE_CHECKING:
    from directory.store import Store

_SQLITE = "sqlite:///"


class NothingThere(LookupError):  # noqa: N818 - the words of exit code 4
    """There is nothing yet of what was asked for; says what to do first."""


def providers_of(settings: Settings) -> dict[str, Provider]:
    """Load the providers of this installation: the shipped set under its own files, or these alone. Raises ProviderError."""
    if settings.providers is not None and not settings.shipped:
        return load_providers(settings.providers)
    return load_overlaid(settings.providers)


def has_store(settings: Settings) -> bool:
    """Say whether there is a database to look into; a server is taken to be there."""
    file = _file_of(settings)
    return file is None or file.is_file()


@contextmanager
def existing_store(settings: Settings) -> Iterator[Store]:
    """Open the database that is there. Raises NothingThere when none was made yet, StoreTrouble when it is broken."""
    if not has_store(settings):
        raise NothingThere(
            f"{_file_of(settings)}: there is no directory yet; `hotlinewatch run` or `hotlinewatch demo` makes one, "
            "--data names the folder of another"
        )
    with _open(settings) as store:
        yield store


@contextmanager
def made_store(settings: Settings) -> Iterator[Store]:
    """Open the database, making it and its folder where there is none. Raises StoreTrouble."""
    file = _file_of(settings)
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
    with _open(settings) as store:
        yield store


def _file_of(settings: Settings) -> Path | None:
    url = settings.database
    return Path(url.removeprefix(_SQLITE).partition("?")[0]) if url.startswith(_SQLITE) else None


def _open(settings: Settings) -> Store:
    # Imported here: SQLAlchemy costs 0.4 s that `check` on a fresh installation need not pay.
    from directory.store import Store  # noqa: PLC0415

    return Store.open(settings.database)
