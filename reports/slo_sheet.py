"""The figures of promises in words: tables and one drawing, for the shell, the desk and the page that nights write. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from reports.objectives import Objective
from reports.plots import Plot, draw_lines
from reports.slo import SHARES, Rate, Slo, Spread
from reports.words import Lang, say

# Beyond these a table of signals tells of one alarm each.
MOST_SIGNALS = 20
NONE = "–"


class Table(NamedTuple):
    """One table. name: for its anchor; states: a word for each row that gives its colour, none where rows have none."""

    name: str
    title: str
    hint: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    states: Sequence[str] = ()


class Sheet(NamedTuple):
    """Everything the page says, in one language. drawing: hours to detect by day; shares: its lines' names by kind."""

    title: str
    said: str
    tables: Sequence[Table]
    drawing: Plot
    drawn: str
    shares: dict[str, str]


def sheet_of(slo: Slo, lang: Lang) -> Sheet:
    """Write the figures in a language."""
    days = (slo.made - slo.since).days
    span = say(lang, "slo.span", since=f"{slo.since:%Y-%m-%d}", made=f"{slo.made:%Y-%m-%d %H:%M}", days=days)
    points = [
        (day, {name: value for name in SHARES if (value := getattr(one, name)) is not None})
        for day, one in slo.detected_by_day.items()
    ]
    return Sheet(
        title=say(lang, "slo.title"),
        said=span,
        tables=(_promises(slo, lang), _times(slo, lang), _alarms(slo, lang), _signals(slo, lang)),
        drawing=draw_lines(points, tuple(SHARES)),
        drawn=say(lang, "slo.drawn"),
        shares={name: say(lang, f"slo.{name}") for name in SHARES},
    )


def _promises(slo: Slo, lang: Lang) -> Table:
    def row(one: Objective) -> tuple[str, ...]:
        bound = say(lang, "slo.at_most" if one.is_upper else "slo.at_least", value=f"{one.target:g}")
        value = NONE if one.value is None else f"{one.value:g}"
        return say(lang, f"slo.objective.{one.id}"), bound, value, say(lang, f"slo.{_state(one)}")

    heads = ("promise", "target", "measured", "state")
    rows = [row(one) for one in slo.objectives]
    states = [_state(one) for one in slo.objectives]
    hint = say(lang, "slo.nights_hint", nights=slo.nights, of=slo.of)
    return Table("promises", say(lang, "slo.promises"), hint, _heads(lang, *heads), rows, states)


def _state(one: Objective) -> str:
    return "unmeasured" if one.is_kept is None else "kept" if one.is_kept else "missed"


def _times(slo: Slo, lang: Lang) -> Table:
    spreads = (("detect", slo.detect_h), ("decide", slo.decide_h), ("stale", slo.stale_days))
    rows = [(say(lang, f"slo.{name}"), *_spread(one), str(one.count)) for name, one in spreads]
    hint = say(lang, "slo.unseen_hint", n=slo.unseen) if slo.unseen else ""
    return Table("times", say(lang, "slo.times"), hint, _heads(lang, "what", *SHARES, "count"), rows)


def _alarms(slo: Slo, lang: Lang) -> Table:
    rows = []
    for level, one in slo.alarms.items():
        per_1000 = slo.false_per_1000[level]
        rows.append((say(lang, f"level.{level}"), *_rate(one), NONE if per_1000 is None else f"{per_1000:g}"))
    heads = _heads(lang, "level", "false", "of", "share", "between", "per_1000")
    return Table("alarms", say(lang, "slo.alarms"), say(lang, "slo.alarms_hint", numbers=slo.numbers), heads, rows)


def _signals(slo: Slo, lang: Lang) -> Table:
    rows = [(name, *_rate(one)) for name, one in list(slo.signals.items())[:MOST_SIGNALS]]
    heads = _heads(lang, "signal", "false", "of", "share", "between")
    return Table("signals", say(lang, "slo.signals"), say(lang, "slo.signals_hint"), heads, rows)


def _spread(one: Spread) -> tuple[str, ...]:
    values = (getattr(one, name) for name in SHARES)
    return tuple(NONE if value is None else f"{value:g}" for value in values)


def _rate(one: Rate) -> tuple[str, ...]:
    share = NONE if one.share is None else f"{one.share:.1%}"
    between = NONE if one.low is None or one.high is None else f"{one.low:.1%} – {one.high:.1%}"
    return str(one.false), str(one.of), share, between


def _heads(lang: Lang, *keys: str) -> list[str]:
    return [say(lang, f"slo.{key}") for key in keys]
