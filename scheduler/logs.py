"""Log lines for whoever runs the machine: on stderr, as key=value or as JSON.

Events are constant names in the past tense; values are fields. `info` marks progress, `warning` means
somebody acts this week, `error` means the run is incomplete. No secrets, no page text.
"""

from __future__ import annotations

import logging
import sys
from typing import Literal

import structlog

_STAMP = structlog.processors.TimeStamper(fmt="%Y-%m-%dT%H:%M:%SZ", utc=True)


def start_logs(form: Literal["text", "json"], *, quiet: bool = False) -> None:
    """Send every log line of this process to stderr in one form; `quiet` keeps warnings and errors only."""
    lines: structlog.typing.Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if form == "json"
        else structlog.processors.KeyValueRenderer(key_order=["at", "level", "event"], drop_missing=True)
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            _STAMP,
            structlog.processors.format_exc_info,
            _name_time,
            lines,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING if quiet else logging.INFO),
        # Looked up at each line: whoever replaces stderr meanwhile gets the lines that follow.
        logger_factory=lambda *_names: structlog.PrintLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )


def _name_time(
    logger: structlog.typing.WrappedLogger, name: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    del logger, name
    return {"at": event.pop("timestamp"), **event}
