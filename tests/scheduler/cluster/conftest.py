"""A night over loopback sites that answer as slowly as real ones, for one machine or many."""

import json
import os
import re
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import msgspec
import psycopg
import pytest

from benchmarks.loopback_sites import number_of, serving, url_of
from crawler.job import FETCHES, every_line
from directory.store import Store

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = [sys.executable, "-m", "scheduler.cli.main"]
HOSTS, PAGES = 8, 2
# Sites of which one more provider watches a page each, so that shards share a provider and providers share sites.
SHARED = (0, 3, 5)
PAGES_A_NIGHT = HOSTS * PAGES + len(SHARED)
SECOND = re.compile(r"T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")


class Home(NamedTuple):
    """A folder of one installation, which several machines share."""

    folder: Path
    database: str
    started: list[subprocess.Popen[str]]

    def start(self, *words, **settings):
        named = {f"HOTLINEWATCH_{name.upper()}": str(value) for name, value in settings.items()}
        env = {**os.environ, "PYTHONPATH": str(ROOT), "HOTLINEWATCH_DATABASE": self.database, **named}
        pipe = subprocess.PIPE
        process = subprocess.Popen([*PROGRAM, *words], cwd=self.folder, env=env, stdout=pipe, stderr=pipe, text=True)
        self.started.append(process)
        return process

    def end(self):
        for process in self.started:
            process.kill()
            process.communicate()

    def run(self, *words, **settings):
        process = self.start(*words, **settings)
        out, err = process.communicate(timeout=120)
        return process.returncode, out, err

    def directory(self):
        """Everything that the store says of lines and questions, but for the second at which a page was fetched."""
        with Store.open(self.database) as store:
            found = [list(store.entries()), sorted(store.findings(state=None), key=lambda one: one.id)]
        return json.loads(SECOND.sub("", msgspec.json.encode(found).decode()))

    def shards(self):
        return json.loads(self.run("worker", "list", "--json")[1])["shards"]

    def fetched(self):
        """How often each page was fetched into the archive."""
        [night] = (self.folder / "data" / "warc").iterdir()
        return Counter(
            (line.fetch.provider, line.fetch.page, line.fetch.outcome) for line in every_line(night, FETCHES)
        )


def await_child(*processes):
    """Wait until one of these workers has begun a shard; give it."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        for process in processes:
            if Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text():
                return process
        time.sleep(0.05)
    raise AssertionError("no worker began a shard within a minute")


def await_workers(database, count):
    """Wait until so many workers wait for shards."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with psycopg.connect(database) as connection:
            made = connection.execute("SELECT to_regclass('procrastinate_workers')").fetchone() != (None,)
            if made and connection.execute("SELECT count(*) FROM procrastinate_workers").fetchone() == (count,):
                return
        time.sleep(0.1)
    raise AssertionError(f"not {count} workers within a minute")


def install(folder, database, port):
    """Write providers, a host each and one on the hosts of others, and the settings."""
    own = folder / "own" / "gb"
    own.mkdir(parents=True)
    for host in range(HOSTS):
        known = f'\n[[known]]\nnumber = "{number_of(host, 0)}"\ncountry = "GB"\npurpose = "general"\norigin = "an invented list"\nsure = "high"\n'
        write_provider(own / f"site-{host}.toml", [(host, page) for page in range(PAGES)], known)
    write_provider(own / "shared.toml", [(host, PAGES) for host in SHARED])
    pins = "\n".join(f'"help.site-{host}.example" = "127.0.0.1:{port}"' for host in range(HOSTS))
    (folder / "hotlinewatch.toml").write_text(
        f'data = "data"\nproviders = "own"\nshipped = false\ncontact = "test@hotlinewatch.example"\n'
        f"[reading]\ntimeout_s = 60.0\n[cluster]\npages_a_shard = 4\ngone_s = 5.0\n"
        f'[crawl]\ndelay_s = 0.2\nconcurrency = 4\nallow_private = ["127.0.0.1:{port}"]\n[crawl.resolve]\n{pins}\n',
        encoding="utf-8",
    )
    return Home(folder, database, [])


def write_provider(file, pages, known=""):
    """Write a provider with these pages, (host, page) each."""
    hosts = json.dumps(sorted({f"site-{host}.example" for host, _ in pages}))
    text = f'name = "{file.stem}"\nkind = "bank"\ncountry = "GB"\nofficial_hosts = {hosts}\nhotline = "published"\n'
    for host, page in pages:
        text += f'\n[[pages]]\nurl = "{url_of(host, page)}"\nchannel = "help"\nlanguage = "en"\nregions = ["GB"]\n'
        text += "expect = { least = 1, most = 5 }\n"
    file.write_text(text + known, encoding="utf-8")


@pytest.fixture(scope="module")
def sites():
    with serving(1, 150) as port:
        yield port


@pytest.fixture
def home(tmp_path, postgres_url, sites):
    folder = tmp_path / "many"
    folder.mkdir()
    made = install(folder, postgres_url, sites)
    yield made
    made.end()
