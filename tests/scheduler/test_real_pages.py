"""Runs over real pages: every labelled page of ../shared/data, and the web archives that lie beside them."""

import json
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import NamedTuple

import pytest
from fastwarc.warc import ArchiveIterator, WarcRecordType

from directory.records import Reading
from directory.store import Store
from directory.terms import GOOD_READINGS
from tests.real_pages import (
    DATA,
    RealPage,
    asks_for_all_pages,
    needs_data,
    page_lines,
    quoted,
    real_pages,
    scorer,
    slug_of,
    unpack,
    write_providers,
    write_warc,
)
from verifier.own import is_own

pytestmark = [pytest.mark.data, needs_data, pytest.mark.timeout(1500)]

# All 827 pages take some minutes on a busy machine; an eighth of them is read every time.
ONE_OF = 1 if asks_for_all_pages() else 8
# 822 of all 827 pages were read when this was written, every one of the eighth's.
LEAST_READ_SHARE = 0.97
# 60 of the 62 visible labels on the eighth. What is left out is no line of the page's owner (911, 988, an address for text
# messages) or stands only where the page's own styles hide it until a click, which confirms nothing.
LEAST_OWN_RECALL = 0.92
LEAST_RECALL = 0.99
# All 827 pages fill a directory of 1,344 lines, the eighth of them one of 140.
LEAST_LINES = 130


class Done(NamedTuple):
    """A finished run: its exit code, its JSON, what it said on stderr, its data folder."""

    code: int
    json: dict
    err: str
    data: Path

    def readings(self) -> dict[str, Reading]:
        """What the store holds of each page's last snapshot."""
        with Store.open(f"sqlite:///{self.data / 'directory.db'}") as store:
            fetches = store.last_fetches()
            return store.recorded_all({page: one.snapshot for page, one in fetches.items() if one.snapshot})

    def entries(self):
        with Store.open(f"sqlite:///{self.data / 'directory.db'}") as store:
            return store.entries()

    def outcomes(self) -> dict[str, tuple[str, str | None]]:
        return {one["page"]: (one["fetch"], one["reading"]) for one in self.json["outcomes"]}


def run_program(home: Path, *arguments: str | Path) -> Done:
    """Run `hotlinewatch run` as a person would, in a folder of its own."""
    command = [sys.executable, "-m", "scheduler.cli.main", "run", "--json", "--quiet", "--data", home / "data"]
    environ = {"PATH": "/usr/bin:/bin", "HOME": str(home), "HOTLINEWATCH_READING__TIMEOUT_S": "60"}
    done = subprocess.run(
        [*map(str, command), *map(str, arguments)], capture_output=True, text=True, check=False, cwd=home, env=environ
    )
    assert done.stdout, done.stderr
    return Done(done.returncode, json.loads(done.stdout), done.stderr, home / "data")


@pytest.fixture(scope="module")
def pages() -> list[RealPage]:
    return real_pages(one_of=ONE_OF)


@pytest.fixture(scope="module")
def night(pages, tmp_path_factory) -> Done:
    home = tmp_path_factory.mktemp("real")
    (home / "bodies").mkdir()
    unpack({page.name for page in pages}, home / "bodies")
    write_warc(pages, home / "bodies", home / "pages.warc.gz")
    write_providers(pages, home / "providers")
    return run_program(home, "--from", home / "pages.warc.gz", "--providers", home / "providers")


def test_a_run_over_real_pages_completes_and_every_page_has_an_outcome(night, pages):
    assert night.code in {0, 3}, night.err
    assert "Traceback" not in night.err
    assert set(night.outcomes()) == {page.url for page in pages}
    assert night.json["run"]["canary"] == "seen"
    assert night.json["run"]["fetched"] == len(pages)


def test_nearly_every_real_page_is_read(night, pages):
    outcomes = night.outcomes()
    assert "internal_error" not in {outcome for pair in outcomes.values() for outcome in pair}
    read = sum(reading in GOOD_READINGS for _fetch, reading in outcomes.values())
    sys.stdout.write(f"\n{read} of {len(pages)} pages read: {Counter(outcomes.values())}\n")
    assert read >= LEAST_READ_SHARE * len(pages)


def test_the_run_leaves_a_directory(night):
    entries = night.entries()
    sys.stdout.write(f"\n{len(entries)} lines, {len(night.json['findings'])} findings\n")
    assert len(entries) >= LEAST_LINES
    assert {entry.status for entry in entries} == {"candidate"}
    assert all(entry.presence == "seen" and entry.first_seen is not None for entry in entries)


def test_what_is_stored_recalls_the_visible_labels(night, pages):
    readings, silver = night.readings(), [page for page in pages if page.name == "silver"]
    hits, wanted = recall_by_region(readings, silver, is_own)
    for region in sorted(wanted, key=lambda name: -wanted[name]):
        sys.stdout.write(f"recall {region}: {hits[region]}/{wanted[region]}\n")
    total = sum(wanted.values())
    sys.stdout.write(f"recall of visible silver labels: {sum(hits.values())}/{total}\n")
    assert total > 400 // ONE_OF
    assert sum(hits.values()) >= LEAST_OWN_RECALL * total
    seen, _ = recall_by_region(readings, silver, lambda _sighting: True)
    sys.stdout.write(f"with what stands in any layer: {sum(seen.values())}/{total}\n")
    assert sum(seen.values()) >= LEAST_RECALL * total


def recall_by_region(readings, pages, counts) -> tuple[Counter, Counter]:
    """Count by region the visible phone labels, and those found by a sighting that `counts`."""
    hits, wanted = Counter(), Counter()
    for page in pages:
        sightings = readings[page.url].sightings if page.url in readings else ()
        got = {scorer().key_digits(one.number) for one in sightings if counts(one)}
        for label in page.row["labels"]:
            if label["role"] == "tel" and label["visible"]:
                wanted[page.row["region"]] += 1
                hits[page.row["region"]] += bool(scorer().keys(label) & got)
    return hits, wanted


def html_addresses(*files: Path) -> dict[str, str]:
    """The addresses of the archives' HTML answers of status 200, each with its host."""
    found = {}
    for file in files:
        with file.open("rb") as stream:
            kinds = WarcRecordType.response | WarcRecordType.revisit
            for record in ArchiveIterator(stream, record_types=kinds):
                url = record.headers["WARC-Target-URI"]
                head = record.http_headers
                media = (head.get("Content-Type") or "") if head else ""
                if head and head.status_code == 200 and media.startswith("text/html"):
                    found[url] = url.split("/")[2]
    return found


def describe_hosts(addresses: dict[str, str], region: str, folder: Path) -> None:
    """Write a provider file for each host of some addresses."""
    by_host = defaultdict(list)
    for url, host in addresses.items():
        by_host[host].append(url)
    (folder / "world").mkdir(parents=True, exist_ok=True)
    for host, urls in by_host.items():
        lines = [f"name = {quoted(host)}", 'kind = "other"', f"country = {quoted(region)}"]
        lines += [f"official_hosts = [{quoted(host)}]", 'hotline = "published"']
        for url in urls:
            lines += page_lines(url, "en", region)
        (folder / "world" / f"{slug_of(host)}.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.fixture(scope="module")
def two_nights(tmp_path_factory) -> tuple[dict[str, str], Done, Done]:
    """The same government site, crawled twice eleven minutes apart; the second time mostly as revisit records."""
    home = tmp_path_factory.mktemp("govuk")
    files = [DATA / "warc" / f"ukwa-govuk-{number}.warc.gz" for number in (1, 2)]
    addresses = html_addresses(files[0])
    describe_hosts(addresses, "GB", home / "providers")
    first, second = (run_program(home, "--from", file, "--providers", home / "providers") for file in files)
    return addresses, first, second


def test_an_archived_site_is_read_from_its_own_archive(two_nights):
    addresses, first, _second = two_nights
    assert first.code in {0, 3}, first.err
    assert set(first.outcomes()) == set(addresses)
    assert {fetch for fetch, _ in first.outcomes().values()} == {"ok"}
    assert first.entries()


def test_revisit_records_are_resolved_through_the_store_and_nothing_has_changed(two_nights):
    _addresses, first, second = two_nights
    assert second.code in {0, 3}, second.err
    sys.stdout.write(f"\n{Counter(second.outcomes().values())}\n")
    assert {fetch for fetch, _ in second.outcomes().values()} <= {"ok", "not_modified"}
    for page, (_fetch, reading) in second.outcomes().items():
        if first.outcomes()[page][1] == "ok":
            assert reading in GOOD_READINGS, page
    same = sum(reading == "same" for _fetch, reading in second.outcomes().values())
    assert same >= 26  # the revisit records; what was sent whole again differs in a form's token
    assert second.json["changes"] == []
    assert second.json["run"]["at"] > first.json["run"]["at"]


@pytest.mark.parametrize(("name", "region", "least"), [("resiliparse", "CN", 1), ("whirlwind", "ES", 1)])
def test_the_samples_of_two_crawlers_are_read(name, region, least, tmp_path):
    file = DATA / "warc" / f"{name}.warc.gz"
    addresses = html_addresses(file)
    assert len(addresses) >= least
    describe_hosts(addresses, region, tmp_path / "providers")
    done = run_program(tmp_path, "--from", file, "--providers", tmp_path / "providers")
    assert done.code in {0, 3}, done.err
    assert set(done.outcomes()) == set(addresses)
    assert {fetch for fetch, _ in done.outcomes().values()} == {"ok"}
    assert "internal_error" not in {reading for _, reading in done.outcomes().values()}
