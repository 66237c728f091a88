"""Plots as geometry: where the bars, lines and words of a drawing stand. What draws them is a template; all pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from math import ceil
from typing import NamedTuple

WIDTH, HEIGHT = 720, 220
LEFT, BOTTOM, TOP = 48, 24, 8
# Words under the axis stand this far apart at least.
LABEL_GAP = 90


class Bar(NamedTuple):
    """One rectangle. kind: what it counts, which gives its colour; said: in words, for whoever points at it."""

    x: float
    y: float
    width: float
    height: float
    kind: str
    said: str


class Tick(NamedTuple):
    """A word on an axis, and where along it."""

    at: float
    said: str


class Plot(NamedTuple):
    """One drawing, in pixels from the upper left. lines: kind → points of a polyline, "x,y x,y"."""

    bars: Sequence[Bar] = ()
    lines: Mapping[str, str] = {}
    rows: Sequence[Tick] = ()
    columns: Sequence[Tick] = ()
    kinds: Sequence[str] = ()
    width: int = WIDTH
    height: int = HEIGHT


Night = tuple[date, Mapping[str, float]]


def stack_bars(nights: Sequence[Night], kinds: Sequence[str]) -> Plot:
    """Lay out one stacked bar a night; kinds are stacked from below in their order."""
    most = max((sum(counts.get(kind, 0) for kind in kinds) for _, counts in nights), default=0)
    top = _round_up(most)
    step = (WIDTH - LEFT) / max(1, len(nights))
    bars = []
    for n, (on, counts) in enumerate(nights):
        base = float(HEIGHT - BOTTOM)
        for kind in kinds:
            count = counts.get(kind, 0)
            tall = _scaled(count, top)
            base -= tall
            if count:
                x, wide = LEFT + n * step, max(1.0, step - 1)
                bars.append(
                    Bar(_cut(x), _cut(base), _cut(wide), _cut(tall), kind, f"{on.isoformat()} {kind}: {count:g}")
                )
    return Plot(bars, {}, _rows(top), _columns([on for on, _ in nights], step), kinds)


def draw_lines(nights: Sequence[Night], kinds: Sequence[str]) -> Plot:
    """Lay out one line a kind over the nights; a night that has no value is left out."""
    top = _round_up(max((value for _, values in nights for value in values.values()), default=0))
    step = (WIDTH - LEFT) / max(1, len(nights))
    lines = {}
    for kind in kinds:
        points = [
            f"{_cut(LEFT + (n + 0.5) * step)},{_cut(HEIGHT - BOTTOM - _scaled(values[kind], top))}"
            for n, (_, values) in enumerate(nights)
            if kind in values
        ]
        lines[kind] = " ".join(points if len(points) != 1 else [*points, f"{LEFT + 4},{points[0].partition(',')[2]}"])
    return Plot((), lines, _rows(top), _columns([on for on, _ in nights], step), kinds)


def mark_nights(nights: Sequence[tuple[date, str]], size: int = 10) -> Plot:
    """Lay out one square a night in a row: a sparkline of states, or a calendar of them."""
    bars = [
        Bar(n * size, 0, size - 1, size - 1, kind, f"{on.isoformat()}: {kind}") for n, (on, kind) in enumerate(nights)
    ]
    return Plot(bars, {}, (), (), (), max(size, len(nights) * size), size)


def percentile(values: Sequence[float], share: float) -> float:
    """Give the smallest value that at least this share of the values does not pass (nearest rank); 0 of none."""
    ranked = sorted(values)
    return ranked[max(0, ceil(share * len(ranked)) - 1)] if ranked else 0.0


def _scaled(value: float, top: float) -> float:
    return (HEIGHT - BOTTOM - TOP) * value / top


def _rows(top: float) -> list[Tick]:
    return [Tick(_cut(HEIGHT - BOTTOM - _scaled(top * part / 4, top)), f"{top * part / 4:g}") for part in range(5)]


def _columns(days: Sequence[date], step: float) -> list[Tick]:
    every = max(1, ceil(LABEL_GAP / step))
    return [Tick(_cut(LEFT + (n + 0.5) * step), day.isoformat()) for n, day in enumerate(days) if n % every == 0]


def _round_up(value: float) -> float:
    """The next number that four even steps divide well: 4, 8, 20, 40, 80, 200, …"""
    top = 4.0
    while top < value:
        top *= 2.5 if str(top)[0] == "8" else 2
    return top


def _cut(value: float) -> float:
    return round(value, 1)
