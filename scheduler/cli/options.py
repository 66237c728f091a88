"""Options and exit codes that every verb shares."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from scheduler.config import LANGUAGES, load_settings

# Exit codes: design, section 6.
DONE = 0
USAGE = 2
PARTLY = 3
NOTHING = 4
CANARY_MISSED = 5
STORE_TROUBLE = 6
# Shells report a program ended by an interrupt as 128 + 2.
INTERRUPTED = 130

# Verbs that only look something up: they write no log line, and should feel instant.
SILENT_VERBS = ("check", "entries", "read", "review", "show", "signals")

_MEANINGS = {
    DONE: "done",
    USAGE: "bad usage or ambiguous",
    PARTLY: "done in part (something held, unread or left over)",
    NOTHING: "nothing there",
    CANARY_MISSED: "canary missed",
    STORE_TROUBLE: "store or archive trouble",
}

_GIVEN: tuple[Callable[[Any], Any], ...] = (
    click.option("--data", type=click.Path(file_okay=False, path_type=Path), help="Data folder of this installation."),
    click.option("--config", type=click.Path(dir_okay=False, path_type=Path), help="The hotlinewatch.toml to use."),
    click.option("--lang", type=click.Choice(LANGUAGES), help="Language of headings and reasons."),
)


def exit_codes(*codes: int) -> str:
    """Write the closing paragraph of a verb's help: its exit codes and what they mean."""
    return "Exit codes: " + ", ".join(f"{code} {_MEANINGS[code]}" for code in codes) + "."


def shared_options(verb: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command --data, --config and --lang, handed to it as they are."""
    for option in reversed(_GIVEN):
        verb = option(verb)
    return verb


def common_options(verb: Callable[..., Any]) -> Callable[..., Any]:
    """Give a verb --data, --config and --lang and hand it `settings`; each option also works before the verb.

    An option after the verb wins over the same one before it. Raises scheduler.config.ConfigError.
    """

    @shared_options
    @click.pass_context
    @functools.wraps(verb)
    def with_settings(
        context: click.Context, /, data: Path | None, config: Path | None, lang: str | None, **given: Any
    ) -> Any:
        outer = context.find_root().obj or {}
        settings = load_settings(
            config or outer.get("config"), data=data or outer.get("data"), lang=lang or outer.get("lang")
        )
        if context.info_name not in SILENT_VERBS:
            # Imported here: structlog costs 0.25 s, and a verb that answers at once has nothing to log.
            from scheduler.logs import secrets_of, start_logs  # noqa: PLC0415

            start_logs(settings.log, quiet=bool(given.get("quiet")), secrets=secrets_of(settings))
        return verb(settings=settings, **given)

    return with_settings
