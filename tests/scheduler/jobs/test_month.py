"""Nights in a row under a clock of the test: real crawls of loopback sites that change, fail, block and recover.

Two schedulers share the store and die at random points. `make test` plays four nights, `make month` a whole month with every
job. Captures are dated by the crawler's own clock, so how many nights a page failed in a row is not what is shown here.
"""

import gc
import os
import random
import threading
from collections import Counter
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import msgspec
import pytest

from directory.providers import load_providers
from directory.store import Store
from scheduler.config import CrawlSettings, ReadingSettings, load_settings
from scheduler.delivery_settings import DeliverySettings, Recipient
from scheduler.jobs.clockwork import HOLD, Clockwork
from scheduler.jobs.plan import jobs_of
from scheduler.jobs.works import Work
from scheduler.schedule_settings import PassSettings, ScheduleSettings

IS_WHOLE = os.environ.get("HOTLINEWATCH_MONTH") == "whole"
NIGHTS = 30 if IS_WHOLE else 4
SITES = ("steady", "moving", "failing")
# After tonight: the crawler's own clock is behind, as it is where a run takes up what was fetched before.
START = (datetime.now(UTC) + timedelta(days=1)).replace(hour=12, minute=0, second=0, microsecond=0)  # noqa: TID251
GROWTH_MIB = 40


class Killed(BaseException):
    """A scheduler died here."""


def shown(site, night):
    """What a site answers on a night, 0 before the first change: status and number (Ofcom's numbers for drama)."""
    if site == "failing" and night % 5 in (2, 3):
        return (500 if night % 2 else 403), ""
    # A new number every third night.
    n = (night - 1) // 3 if site == "moving" else SITES.index(site) * 20 + 40
    return 200, f"020 7946 0{100 + n}"


class Site(BaseHTTPRequestHandler):
    night = 0

    def do_GET(self):
        site = self.headers["Host"].partition(".")[0]
        status, number = (404, "") if self.path == "/robots.txt" else shown(site, Site.night)
        body = f"<!doctype html><html lang=en><title>Contact</title><main><p>Customer hotline: {number}</p></main>".encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Be quiet."""


@pytest.fixture
def port():
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


class Installation:
    """Two schedulers over one store, and the days that pass over them."""

    def __init__(self, home, port):
        for site in SITES:
            file = home / "providers" / "gb" / f"{site}.toml"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(
                f'name = "{site.title()} Pay"\nkind = "wallet"\ncountry = "GB"\nofficial_hosts = ["{site}.example"]\n'
                f'hotline = "published"\n[[pages]]\nurl = "http://{site}.example/contact"\nchannel = "contact"\n'
                'language = "en"\nregions = ["GB"]\nexpect = { least = 1, most = 6 }\n',
                encoding="utf-8",
            )
        (home / "data").mkdir()
        people = (
            Recipient(name="desk", address="json://127.0.0.1:9/x", wants=("digest", "urgent", "alarm")),
            Recipient(name="crawl", address="json://127.0.0.1:9/x", wants=("pages",)),
        )
        address = f"127.0.0.1:{port}"
        self.settings = msgspec.structs.replace(
            load_settings(None, {}, data=home / "data"),
            contact="tests@hotlinewatch.example",
            key=home / "release.pem",
            providers=home / "providers",
            shipped=False,
            crawl=CrawlSettings(
                delay_s=0, resolve={f"{site}.example": address for site in SITES}, allow_private=(address,)
            ),
            reading=ReadingSettings(workers=1, timeout_s=60.0),
            schedule=ScheduleSettings(passes=(PassSettings(name="nightly", cron="30 2 * * *"),)),
            delivery=DeliverySettings(to=people, dry_run=True),
        )
        self.providers = load_providers(home / "providers")
        wanted = {"nightly", "alarm", "deliver"}
        self.jobs = {name: job for name, job in jobs_of(self.settings).items() if IS_WHOLE or name in wanted}
        self.now = START
        self.chance = random.Random(11)
        self.deaths = 0

    def carry(self, job, now):
        """Carry a job out, as its process would; now and then the scheduler dies before or after it."""
        dies = self.chance.choice(("before", "after", *[""] * 4)) if job.name == "nightly" else ""
        self.deaths += bool(dies)
        if dies == "before":
            raise Killed
        with Store.open(self.settings.database) as store:
            result = job.does(Work(self.settings, store, self.providers, now))
        if dies == "after":
            raise Killed
        return result

    def tick(self, name):
        one = Clockwork(self.settings, self.jobs, lambda: self.now, self.carry, name)
        try:
            one.look()
            one.tick()
        except Killed:
            self.now += HOLD

    def pass_days(self):
        """Let the days pass; gives the memory in use after each night, MiB."""
        memory = []
        while self.now < START + timedelta(days=NIGHTS):
            self.now += timedelta(hours=1 if IS_WHOLE else 8)
            night = (self.now - START + timedelta(hours=9, minutes=30)).days
            if night != Site.night:
                gc.collect()
                memory.append(int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20)
            Site.night = night
            for name in self.chance.sample("ab", 2):
                self.tick(f"{name}{self.chance.random()}")
        return memory


def test_every_change_is_told_on_its_night_once_and_no_night_is_lost_or_doubled(tmp_path, port):
    Site.night = 0
    place = Installation(tmp_path, port)
    memory = place.pass_days()
    with Store.open(place.settings.database) as store:
        passes = [run for run in store.job_runs(["nightly"], limit=1000) if run.due != "first seen"]
        letters = store.letters(limit=10_000)
        nights = [store.night(name) for name, _, _ in reversed(store.runs())]
    assert place.deaths
    # No night lost, none doubled, though schedulers died of it.
    assert Counter(run.due for run in passes) == Counter(
        f"{START + timedelta(days=day):%Y-%m-%d}T02:30 UTC" for day in range(1, NIGHTS + 1)
    )
    assert {run.state for run in passes} == {"done"}
    # Each new number appears on its night, once.
    told = Counter(
        (change.number, one.run.at.date())
        for one in nights
        for change in one.changes
        if change.provider == "gb/moving" and change.change in {"appeared", "replaced"}
    )
    numbers = Counter(number for number, _ in told.elements())
    planted = {f"+44{shown('moving', night)[1].replace(' ', '')[1:]}" for night in range(1, NIGHTS + 1)}
    assert set(numbers) == planted
    assert set(numbers.values()) == {1}
    # A page that turns is told the night it turns, once; nobody is told it by two letters.
    turns = sum(shown("failing", n)[0] != shown("failing", n - 1)[0] == 200 for n in range(1, NIGHTS + 1))
    firsts = [one for one in letters if one.kind == "pages" and "cannot be read" in one.title]
    backs = [one for one in letters if one.kind == "pages" and "is read again" in one.title]
    assert len(firsts) == turns
    assert len(backs) == sum(shown("failing", n)[0] == 200 != shown("failing", n - 1)[0] for n in range(1, NIGHTS + 1))
    digests = Counter(one.made_at.date() for one in letters if one.kind == "digest")
    assert len(digests) >= NIGHTS
    assert not [one for one in letters if one.kind == "alarm"]
    if IS_WHOLE:
        assert memory[-1] - memory[4] < GROWTH_MIB
