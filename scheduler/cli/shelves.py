"""The releases folder as the verbs `serve` and `mcp` open it: no database, one option, one clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from publish.release import releases_in
from publish.shelf import Shelf, Tell
from scheduler.config import ConfigError, Settings


def releases_option(verb: Callable[..., Any]) -> Callable[..., Any]:
    """Give a verb --releases, handed to it as a path or None."""
    return click.option(
        "--releases",
        type=click.Path(file_okay=False, path_type=Path),
        help="The releases folder, wherever it lies; without it that of the data folder.",
    )(verb)


def open_shelf(releases: Path | None, settings: Settings, tell: Tell | None = None) -> Shelf:
    """Put up the release that is in the folder now. tell: is told what happens. Raises ConfigError for an unreadable key."""
    key = settings.api.public_key
    try:
        pem = None if key is None else key.read_bytes()
    except OSError as error:
        raise ConfigError(
            f"api.public_key: {key}: {error.strerror}; expected the PEM that releases are signed with"
        ) from error
    shelf = Shelf(releases_in(settings.data) if releases is None else releases, pem, tell)
    shelf.refresh()
    return shelf


def now() -> datetime:
    """Give the time, UTC."""
    return datetime.now(UTC)  # noqa: TID251 - the shell's clock
