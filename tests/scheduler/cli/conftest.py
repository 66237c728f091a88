import json
from typing import NamedTuple

import pytest

from scheduler.cli.main import main

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
