import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import msgspec

from directory.nights import Night
from directory.store import Store
from reports.nightly import compose
from reports.render import render
from scheduler.claimed import claimed_entries
from tests.scheduler.conftest import DEMO, settings_in


def decided(night: Night) -> dict[str, str]:
    return {finding.number: finding.matter for finding in night.findings}


def lines_of(store: Store) -> list[tuple[object, ...]]:
    """The directory without the ids, which only say in what order lines came."""
    return sorted(
        (
            entry.provider,
            entry.key,
            entry.status,
            entry.presence,
            entry.first_seen,
            entry.last_seen,
            entry.pages,
            entry.missed_nights,
        )
        for entry in store.entries()
    )


def test_the_first_night_finds_every_line_and_lists_none(place):
    night = place.run("night-1")
    assert {finding.matter for finding in night.findings} == {"addition"}
    assert {finding.level for finding in night.findings} == {"routine"}
    assert {entry.status for entry in place.store.entries()} == {"candidate"}
    assert night.run.canary == "seen"


def test_the_second_night_shows_the_four_things_that_happened(place):
    place.run("night-1")
    night = place.run("night-2")
    changes = {(change.change, change.was, change.number) for change in night.changes if change.change != "stayed"}
    assert changes == {("replaced", "+448081570142", "+448081570967"), ("appeared", "", "+449098790123")}
    assert list(night.transitions) == ["https://kf.weixin.example/contact.html"]
    assert night.redesigned == ("https://help.alipay.example/contact.html",)
    planted = next(finding for finding in night.findings if finding.number == "+449098790123")
    assert planted.level == "urgent"
    assert "text_and_tel_disagree" in {hit.id for hit in planted.signals}


def test_a_night_that_is_repeated_is_the_same_night(place):
    first = place.run("night-1")
    assert place.run("night-1") == first
    assert len(place.store.runs()) == 1


def test_the_same_night_read_twice_on_one_date_counts_once(place):
    place.run("night-1")
    before = lines_of(place.store)
    place.run("night-1", at=place.store.runs()[0][1].replace(hour=9))
    assert [line[:4] for line in lines_of(place.store)] == [line[:4] for line in before]
    assert all(entry.missed_nights == 0 for entry in place.store.entries())


def test_a_page_that_dies_takes_no_line_with_it(place):
    place.run("night-1")
    place.run("night-2")
    (entry,) = [entry for entry in place.store.entries() if entry.key == "CN:95017"]
    assert entry.presence == "seen"
    assert entry.missed_nights == 0


def test_sqlite_and_postgresql_give_the_same_json(tmp_path, postgres_url):
    printed = []
    for name, url in (("sqlite", ""), ("postgres", postgres_url)):
        folder = tmp_path / name
        folder.mkdir()
        printed += [_run_program(folder, night, url) for night in ("night-1", "night-2")]
    assert printed[:2] == printed[2:]
    assert json.loads(printed[1])["run"]["canary"] == "seen"


def test_a_run_killed_anywhere_and_repeated_leaves_the_same_directory(tmp_path):
    calm = tmp_path / "calm"
    calm.mkdir()
    started = time.monotonic()
    expected = _run_program(calm, "night-1")
    took_s = time.monotonic() - started
    dice = random.Random(20261122)
    killed = 0
    for attempt in range(2):
        folder = tmp_path / f"killed-{attempt}"
        folder.mkdir()
        with _started(folder, "night-1") as process:
            time.sleep(dice.uniform(0.1, 0.95) * took_s)
            killed += process.poll() is None
            process.send_signal(signal.SIGKILL)
            process.wait()
        assert _run_program(folder, "night-1") == expected
        assert _lines_in(folder) == _lines_in(calm)
    assert killed


def test_a_live_run_without_a_network_touches_no_line(place):
    place.run("night-1")
    before = lines_of(place.store)
    done = _program(
        place.settings.data, "run", "--providers", str(DEMO / "providers"), "--contact", "tests@hotlinewatch.example"
    )
    assert done.returncode == 4, done.stderr
    assert "none of 22 pages" in done.stderr
    assert lines_of(place.store) == before


def test_a_claim_becomes_a_candidate_with_its_origin(place):
    (entry,) = [entry for entry in claimed_entries(place.providers["cn/alipay"]) if entry.key == "CN:95188"]
    assert entry.status == "candidate"
    assert entry.origin


def test_the_report_of_a_night_is_the_same_bytes_each_time(place):
    night = place.run("night-1")
    again = msgspec.json.decode(msgspec.json.encode(night), type=Night)
    assert render(compose(night), "json") == render(compose(again), "json")


def _run_program(folder: Path, night: str, url: str = "") -> str:
    done = _program(folder, *_command(night), url=url)
    assert done.returncode in (0, 3), done.stderr
    return done.stdout


def _command(night: str) -> list[str]:
    return [
        "run",
        "--providers",
        str(DEMO / "providers"),
        "--from",
        str(DEMO / f"{night}.warc.gz"),
        "--json",
        "--quiet",
    ]


def _environment(url: str = "") -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    more = {"HOTLINEWATCH_DATABASE": url} if url else {}
    return {**kept, **more, "HOTLINEWATCH_READING__TIMEOUT_S": "60", "HOTLINEWATCH_CRAWL__DELAY_S": "0"}


def _program(folder: Path, *words: str, url: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "scheduler.cli.main", "--data", str(folder), *words]
    return subprocess.run(command, env=_environment(url), capture_output=True, text=True, check=False, timeout=240)


def _started(folder: Path, night: str) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "scheduler.cli.main", "--data", str(folder), *_command(night)]
    return subprocess.Popen(command, env=_environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _lines_in(folder: Path) -> list[tuple[object, ...]]:
    with Store.open(settings_in(folder).database) as store:
        return lines_of(store)
