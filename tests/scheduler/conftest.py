"""Runs over the demo's two recorded nights, in a data folder of their own."""

from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path

import pytest

from directory.nights import Night
from directory.providers import load_providers
from directory.store import Store
from scheduler.config import ReadingSettings, Settings
from scheduler.order import order_run
from scheduler.run import run_night

DEMO = Path(str(resources.files("lab") / "demo"))
NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
# The machine that runs the tests may be busy with other tests: what counts here is not the time limit.
PATIENT = ReadingSettings(workers=2, timeout_s=60.0)


@dataclass
class Place:
    """A data folder with its store, and the demo's providers."""

    settings: Settings
    store: Store

    @property
    def providers(self):
        return load_providers(DEMO / "providers")

    def run(self, *names: str, at: datetime | None = None) -> Night:
        files = [DEMO / f"{name}.warc.gz" for name in names]
        order = order_run(self.store, list(self.providers.values()), files, at, NOW)
        return run_night(order, self.settings, self.store, self.providers, quiet=True)


def settings_in(folder: Path, url: str = "") -> Settings:
    return Settings(
        data=folder,
        database=url or f"sqlite:///{folder / 'directory.db'}",
        contact="tests@hotlinewatch.example",
        key=folder.parent / "release.pem",
        reading=PATIENT,
    )


@pytest.fixture
def place(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    settings = settings_in(folder)
    with Store.open(settings.database) as store:
        yield Place(settings, store)


@pytest.fixture
def on_database(tmp_path, database_url):
    """The same place, once on SQLite and once on PostgreSQL."""
    folder = tmp_path / "data"
    folder.mkdir()
    settings = settings_in(folder, database_url)
    with Store.open(settings.database) as store:
        yield Place(settings, store)
