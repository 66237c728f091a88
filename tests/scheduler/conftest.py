"""Runs over the demo's two recorded nights in a data folder of their own, and an installation for the command line."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from typing import NamedTuple

import pytest

from directory.nights import Night
from directory.providers import load_providers
from directory.store import Store
from scheduler.cli.main import main
from scheduler.config import ReadingSettings, Settings
from scheduler.order import order_run
from scheduler.run import run_night

DEMO = Path(str(resources.files("lab") / "demo"))
NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
# The machine that runs the tests may be busy with other tests: what counts here is not the time limit.
PATIENT = ReadingSettings(workers=2, timeout_s=60.0)

# An invented wallet with numbers set aside for fiction (Ofcom), and one real public hotline as its claim.
EXAMPLE_PAY = """
name = "Example Pay"
aliases = ["ExPay"]
kind = "wallet"
country = "GB"
official_hosts = ["pay.example"]
hotline = "published"

[[pages]]
url = "https://help.pay.example/contact"
channel = "contact"
language = "en"
regions = ["GB"]
expect = { least = 1, most = 4 }

[[known]]
number = "020 7946 0018"
country = "GB"
purpose = "general"
origin = "an invented leaflet"
sure = "medium"
"""


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


class Done(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)

    @property
    def lines(self):
        return [json.loads(line) for line in self.out.splitlines()]


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


@pytest.fixture
def home(tmp_path, monkeypatch):
    """An installation of its own: settings and one more provider in the current folder, data below it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "own" / "gb").mkdir(parents=True)
    (tmp_path / "own" / "gb" / "example-pay.toml").write_text(EXAMPLE_PAY, encoding="utf-8")
    (tmp_path / "hotlinewatch.toml").write_text('data = "data"\nproviders = "own"\n', encoding="utf-8")
    return tmp_path


@pytest.fixture
def run(home, capsys):  # noqa: ARG001 - the installation it runs in
    """Run one command line in the installation and tell its exit code and what it printed."""

    def call(*arguments: str) -> Done:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        return Done(code, *capsys.readouterr())

    return call
