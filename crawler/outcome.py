"""What an answer or a trouble is called: one of the closed list of fetch outcomes. Pure."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib.resources import files

import msgspec

from directory.records import Record
from directory.terms import FetchOutcome

# A detail is a line in a report.
MAX_DETAIL_CHARS = 300


class Rules(Record, frozen=True):
    """The lists of outcome.toml."""

    blocked_status: frozenset[int]
    ok_status: frozenset[int]
    challenge_headers: dict[str, tuple[str, ...]]
    trouble: dict[str, FetchOutcome]


RULES = msgspec.convert(tomllib.loads(files("crawler").joinpath("outcome.toml").read_text("utf-8")), Rules)


def name_answer(status: int, headers: Mapping[str, str], *, was_conditional: bool) -> tuple[FetchOutcome, str]:
    """Name what an answer that is no redirect to follow amounts to, and why it is no `ok`.

    headers: lower-case names. was_conditional: we sent validators, so that a 304 answers what we asked.
    """
    challenge = challenge_of(headers)
    if status in RULES.blocked_status:
        return "blocked", f"status {status}"
    if challenge:
        return "blocked", f"status {status} with {challenge}"
    if status in RULES.ok_status:
        return "ok", ""
    if status == 304 and was_conditional:  # RFC 9110, section 15.4.5
        return "not_modified", ""
    return "http_error", f"status {status}"


def challenge_of(headers: Mapping[str, str]) -> str:
    """Give the header by which a guard before the site asks for proof of a person; "" when there is none."""
    for name, values in RULES.challenge_headers.items():
        if headers.get(name, "").strip().lower() in values:
            return f"{name}: {headers[name]}"
    return ""


def name_trouble(error: BaseException) -> tuple[FetchOutcome, str]:
    """Name what kept an answer from coming, and say it in words; `internal_error` for what nobody foresaw."""
    for cause in reversed(causes_of(error)):
        for kind in type(cause).__mro__:
            outcome = RULES.trouble.get(f"{kind.__module__}.{kind.__qualname__}")
            if outcome is not None:
                return outcome, say(cause)
    return "internal_error", f"{type(error).__name__}: {say(error)}"[:MAX_DETAIL_CHARS]


def causes_of(error: BaseException) -> list[BaseException]:
    """List an error and what it was raised from, outermost first; Twisted keeps causes in `reasons`."""
    found = [error]
    for seen in found:
        inner = [seen.__cause__, *(getattr(reason, "value", None) for reason in getattr(seen, "reasons", ()))]
        found += [cause for cause in inner if isinstance(cause, BaseException) and cause not in found]
    return found


def say(error: BaseException) -> str:
    """Put an error in one short line."""
    text = " ".join(str(error).split())
    return (text or type(error).__name__)[:MAX_DETAIL_CHARS]
