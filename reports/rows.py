"""Changes and page outcomes as lines: one change of notation is one line, and a page stands where it now is."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from directory.findings import Change
from directory.nights import Night, Outcome
from reports.digits import mark_difference
from reports.view import Group, Row
from reports.words import Lang, say

# What a maintainer wants to know first; `stayed` is no news and `unread` belongs to its page.
CHANGE_ORDER = ("replaced", "missing", "appeared", "relabelled")
PAGE_ORDER = ("first", "nth", "unread", "recovered")


def change_order(change: Change) -> tuple[str, str, str, str, str]:
    """Place a change among others, the same on every machine."""
    return change.provider, change.change, change.number, change.was, change.storm


def change_rows(night: Night, lang: Lang, *, is_ours: bool) -> tuple[Row, ...]:
    """List the night's changes as lines: the providers' own, or with `is_ours` those that our reader or a description made.

    The lines of one storm become one line that counts them and shows the first.
    """
    wanted = sorted(
        (each for each in night.changes if each.change in CHANGE_ORDER and (each.cause != "provider") == is_ours),
        key=lambda each: (CHANGE_ORDER.index(each.change), each.storm, each.provider, each.number, each.was),
    )
    rows: list[Row] = []
    for (_, storm), group in groupby(wanted, key=lambda each: (each.change, each.storm)):
        changes = list(group)
        if storm:
            rows.append(_storm_row(changes, night, lang))
        else:
            rows += [_change_row(change, night, lang) for change in changes]
    return tuple(rows)


def _storm_row(changes: list[Change], night: Night, lang: Lang) -> Row:
    first = changes[0]
    is_one_provider = len({change.provider for change in changes}) == 1
    was, now = mark_difference(first.was, first.number)
    return Row(
        kind=first.change,
        word=say(lang, f"change.{first.change}"),
        provider=first.provider if is_one_provider else "",
        name=night.names.get(first.provider, first.provider) if is_one_provider else "",
        was=was,
        now=now,
        note=say(lang, "change.storm", n=len(changes), storm=first.storm),
    )


def _change_row(change: Change, night: Night, lang: Lang) -> Row:
    was, now = mark_difference(change.was, change.number)
    if change.change == "missing":
        was, now = now, ()
    notes = [] if change.cause == "provider" else [say(lang, f"cause.{change.cause}")]
    return Row(
        kind=change.change,
        word=say(lang, f"change.{change.change}"),
        provider=change.provider,
        name=night.names.get(change.provider, change.provider),
        was=was,
        now=now,
        note=" · ".join([*notes, *([change.detail] if change.detail else [])]),
        url=change.evidence[0].url if change.evidence else "",
    )


def is_failed(outcome: Outcome) -> bool:
    """Whether a page told us nothing tonight: not fetched, or fetched and not readable."""
    return outcome.fetch not in {"ok", "not_modified"} or outcome.reading not in {None, "ok", "same"}


def page_groups(night: Night, lang: Lang) -> tuple[Group, ...]:
    """Pages that a maintainer should know of, by what became of them: newly failed, still failing, unread, recovered."""
    found: dict[str, list[Row]] = {kind: [] for kind in PAGE_ORDER}
    for outcome in sorted(night.outcomes, key=lambda each: (each.provider, each.page)):
        state, nights = night.transitions.get(outcome.page, ("", 0))
        if is_failed(outcome):
            kind = state if state in {"first", "nth"} else "unread"
        elif state == "recovered":
            kind = "recovered"
        else:
            continue
        found[kind].append(_page_row(outcome, kind, nights, night, lang))
    return tuple(
        Group(kind=kind, title=say(lang, f"pages.{kind}"), rows=tuple(rows)) for kind, rows in found.items() if rows
    )


def _page_row(outcome: Outcome, kind: str, nights: int, night: Night, lang: Lang) -> Row:
    is_fetched = outcome.fetch in {"ok", "not_modified"} and outcome.reading is not None
    key = f"reading.{outcome.reading}" if is_fetched else f"fetch.{outcome.fetch}"
    counted = [say(lang, "pages.nights", n=nights)] if kind == "nth" else []
    return Row(
        kind=kind,
        word=say(lang, "pages.after", n=nights) if kind == "recovered" else say(lang, key),
        provider=outcome.provider,
        name=night.names.get(outcome.provider, outcome.provider),
        note=" · ".join([*counted, *_filled([outcome.detail])]),
        url=outcome.page,
    )


def _filled(texts: Iterable[str]) -> list[str]:
    return [text for text in texts if text]
