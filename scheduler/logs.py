"""Log lines for whoever runs the machine: on stderr, as key=value or as JSON. The one place that sets them up.

Events are constant names in the past tense; values are fields. `info` marks progress, `warning` means
somebody acts this week, `error` means the run is incomplete. No secrets, no page text. What libraries warn of comes
in the same form, as `library_warned`.
"""

from __future__ import annotations

import logging
import re
import sys
import tomllib
from collections.abc import Sequence
from importlib.resources import files
from typing import Any, Literal
from urllib.parse import unquote, urlsplit

import msgspec
import structlog

from scheduler.config import Settings

HIDDEN = "***"
# A value shorter than this is found in half of all lines; nobody is protected by a password of that length.
LEAST_HIDDEN_CHARS = 4
FIELD_WORDS: tuple[str, ...] = tuple(
    tomllib.loads(files("scheduler").joinpath("logs.toml").read_text("utf-8"))["field_words"]
)
# The password of an address: scheme://user:password@host (RFC 3986, 3.2.1).
_USERINFO = re.compile(r"(?P<before>\b[a-z][a-z0-9+.-]*://[^\s/:@]*:)[^\s/@]+(?=@)", re.IGNORECASE)

_STAMP = structlog.processors.TimeStamper(fmt="%Y-%m-%dT%H:%M:%SZ", utc=True)


def start_logs(form: Literal["text", "json"], *, quiet: bool = False, secrets: Sequence[str] = ()) -> None:
    """Send every log line of this process to stderr in one form; `quiet` keeps warnings and errors only.

    secrets: values that no line may hold, of whatever field, as `secrets_of` names them.
    """
    lines: structlog.typing.Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False, default=str)
        if form == "json"
        else structlog.processors.KeyValueRenderer(key_order=["at", "level", "event"], drop_missing=True)
    )
    processors: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        _STAMP,
        structlog.processors.format_exc_info,
        _Hiding(secrets),
        _name_time,
        lines,
    ]
    structlog.configure(
        processors=processors,
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING if quiet else logging.INFO),
        # Looked up at each line: whoever replaces stderr meanwhile gets the lines that follow.
        logger_factory=lambda *_names: structlog.PrintLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )
    _take_over_libraries(processors)


def secrets_of(settings: Settings) -> tuple[str, ...]:
    """Give the values of an installation's settings that no log line may hold: passwords, addresses that bear a token."""
    in_url = urlsplit(settings.database).password or ""
    # An address for Apprise holds what lets anybody send in our name.
    addresses = [to.address for to in settings.delivery.to if not to.is_mail]
    return tuple(filter(None, (in_url, unquote(in_url), settings.delivery.mail.password, *addresses)))


class _Hiding:
    """Hides what must not be read in a log: fields by their names, known values and passwords of addresses anywhere."""

    def __init__(self, secrets: Sequence[str]) -> None:
        # The longest first: one may hold another.
        self._secrets = sorted({one for one in secrets if len(one) >= LEAST_HIDDEN_CHARS}, key=len, reverse=True)

    def __call__(
        self, logger: structlog.typing.WrappedLogger, name: str, event: structlog.typing.EventDict
    ) -> structlog.typing.EventDict:
        del logger, name
        return {field: self._hidden(field, value) for field, value in event.items()}

    def _hidden(self, field: str, value: Any) -> Any:
        if any(word in field.lower() for word in FIELD_WORDS):
            return HIDDEN
        if isinstance(value, msgspec.Struct):
            value = msgspec.to_builtins(value)
        if isinstance(value, dict):
            return {key: self._hidden(str(key), one) for key, one in value.items()}
        if isinstance(value, list | tuple | set | frozenset):
            return [self._hidden("", one) for one in value]
        if value is None or isinstance(value, bool | int | float):
            return value
        return self._without(str(value))

    def _without(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, HIDDEN)
        return _USERINFO.sub(rf"\g<before>{HIDDEN}", text)


class _Libraries(logging.Handler):
    """Writes what libraries warn of through `logging` as lines of ours; their progress is not ours to repeat."""

    def __init__(self, processors: Sequence[structlog.typing.Processor]) -> None:
        super().__init__(logging.WARNING)
        self._processors = processors

    def emit(self, record: logging.LogRecord) -> None:
        """Write one record."""
        log = structlog.wrap_logger(
            structlog.PrintLogger(sys.stderr),
            self._processors,
            wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        )
        line = log.error if record.levelno >= logging.ERROR else log.warning
        line("library_warned", library=record.name, said=record.getMessage(), exc_info=record.exc_info)


def _take_over_libraries(processors: Sequence[structlog.typing.Processor]) -> None:
    root = logging.getLogger()
    for handler in [one for one in root.handlers if isinstance(one, _Libraries)]:
        root.removeHandler(handler)
    root.addHandler(_Libraries(processors))


def _name_time(
    logger: structlog.typing.WrappedLogger, name: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    del logger, name
    return {"at": event.pop("timestamp"), **event}
