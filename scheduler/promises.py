"""How well this installation keeps what it promises: measured from the store, written beside the nightly reports."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from directory.store import Store
from reports.files import write_page
from reports.slo import DAYS, Slo, measure
from reports.slo_page import render_page
from reports.words import Lang
from scheduler.config import Settings

NAME = "slo"
PAGES: tuple[Lang, ...] = ("en", "zh")


def measure_promises(store: Store, now: datetime, days: int = DAYS) -> Slo:
    """Measure the days before `now`, which is aware. Raises StoreTrouble."""
    since = now - timedelta(days=days)
    return measure(store.kept_since(since), store.answered(since), now)


def write_promises(store: Store, settings: Settings, now: datetime) -> tuple[Path, ...]:
    """Write `slo.json` and a page a language into the folder of reports; each is there whole or as it was. Raises OSError."""
    slo = measure_promises(store, now)
    folder = settings.data / "reports"
    pages = [write_page(folder, f"{NAME}.{lang}.html", render_page(slo, lang)) for lang in PAGES]
    return write_page(folder, f"{NAME}.json", msgspec.json.encode(slo).decode() + "\n"), *pages
