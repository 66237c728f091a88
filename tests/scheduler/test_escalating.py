"""The program itself, live, on pages that only scripts fill."""

import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler

import pytest

from crawler.job import RENDERED, read_lines
from crawler.render import find_chromium
from directory.shots import find_box
from directory.snapshots import read_shot
from directory.store import Store
from tests.scheduler.test_live_run import Server, run_program

needs_chromium = pytest.mark.skipif(find_chromium() is None, reason="no Chromium on this machine")
HOST = "http://help.wallet.example"
# Numbers set aside for fiction (Ofcom).
SCRIPT = """<script>fetch("/numbers.json").then((answer) => answer.json()).then((found) => {
  document.body.innerHTML = found.map((one) => `<p>Customer hotline: <b>${one}</b>, day and night</p>`).join("");
});</script>"""
NUMBERS = '["020 7946 0111", "020 7946 0222"]'
PAGES = {
    "/shell": f"<!doctype html><html lang=en><title>Contact</title><body>{SCRIPT}</body></html>",
    "/built": f"<!doctype html><html lang=en><title>Contact</title><body><h1>Talk to us</h1>{SCRIPT}</body></html>",
    "/written": "<!doctype html><html lang=en><title>Help</title><body><p>Customer hotline: 020 7946 0333</p></body></html>",
    "/void": "<!doctype html><html lang=en><title>Help</title><body></body></html>",
}
RENDER = {"/shell": "auto", "/built": "browser", "/written": "auto", "/void": "auto"}


@dataclass
class Site:
    address: str = ""
    asked: list[str] = field(default_factory=list)


class Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 20
    site: Site

    def do_GET(self) -> None:
        self.site.asked.append(self.path)
        is_data = self.path == "/numbers.json"
        text = NUMBERS if is_data else PAGES.get(self.path, "")
        body = text.encode()
        self.send_response(200 if text else 404)
        self.send_header("Content-Type", "application/json" if is_data else "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args) -> None:
        """Keep the test's output quiet."""


@pytest.fixture(scope="module")
def site():
    found = Site()
    server = Server(("127.0.0.1", 0), type("Bound", (Answer,), {"site": found}))
    found.address = f"127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield found
    server.shutdown()
    server.server_close()


def write_installation(home, site):
    text = 'name = "Example Wallet"\nkind = "wallet"\ncountry = "GB"\nofficial_hosts = ["wallet.example"]\nhotline = "published"\n'
    for path, render in RENDER.items():
        text += f'\n[[pages]]\nurl = "{HOST}{path}"\nchannel = "help"\nlanguage = "en"\nregions = ["GB"]\n'
        text += f'render = "{render}"\nexpect = {{ least = 1, most = 5 }}\n'
    file = home / "own" / "gb" / "example-wallet.toml"
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    (home / "hotlinewatch.toml").write_text(
        'data = "data"\ncontact = "tests@hotlinewatch.example"\n[reading]\ntimeout_s = 60.0\n'
        f'[crawl]\ndelay_s = 0.0\ntimeout_s = 10.0\nallow_private = ["{site.address}"]\n'
        f'[crawl.resolve]\n"help.wallet.example" = "{site.address}"\n',
        encoding="utf-8",
    )


LIVE = ("run", "--providers", "own", "--json", "--quiet")


def details(done):
    return {one["page"].removeprefix(HOST): one["detail"] for one in done.json["outcomes"]}


def numbers(done):
    return {one["number"] for one in done.json["changes"]}


@pytest.fixture(scope="module")
def night(site, tmp_path_factory):
    home = tmp_path_factory.mktemp("rendered")
    write_installation(home, site)
    del site.asked[:]
    done = run_program(home, *LIVE)
    assert done.out, done.err
    return done


ALL = {"+442079460111", "+442079460222", "+442079460333"}


@pytest.mark.browser
@needs_chromium
class TestWithChromium:
    def test_numbers_that_only_a_script_writes_are_read(self, night):
        assert numbers(night) == ALL
        assert night.outcomes == {
            HOST + "/shell": ("ok", "ok"),
            HOST + "/built": ("ok", "ok"),
            HOST + "/written": ("ok", "ok"),
            HOST + "/void": ("ok", "empty"),
        }

    def test_the_outcome_says_what_was_rendered_and_why(self, night):
        told = details(night)
        assert told["/shell"] == "rendered, because the plain page was empty"
        assert (told["/built"], told["/written"]) == ("", "")
        assert told["/void"].endswith("rendered too, which told no more: empty")

    def test_a_page_that_reads_well_is_not_rendered(self, night, site):
        assert site.asked.count("/written") == 1
        folder = night.home / "data" / "warc" / night.json["run"]["id"]
        assert {line.fetch.page for line in read_lines(folder, RENDERED)} == {HOST + "/shell", HOST + "/void"}

    def test_the_place_of_a_number_is_known_on_the_screenshot(self, night):
        data = night.home / "data"
        with Store.open(f"sqlite:///{data / 'directory.db'}") as store:
            fetch = store.fetches(night.json["run"]["id"])[HOST + "/shell"]
            capture = store.capture(fetch.snapshot)
        [finding] = [one for one in night.json["findings"] if one["number"] == "+442079460222"]
        evidence = next(one for one in finding["evidence"] if one["url"] == HOST + "/shell")
        shot, png = read_shot(data, capture)
        assert fetch.rendered
        assert png.startswith(b"\x89PNG")
        box = find_box(shot, evidence["place"], "020 7946 0222")
        assert box.text == "020 7946 0222"
        assert box.y > 0

    def test_what_a_page_cost_counts_the_plain_answer_and_the_browser_once_each(self, night):
        with Store.open(f"sqlite:///{night.home / 'data' / 'directory.db'}") as store:
            costs = {one.page.removeprefix(HOST): one.cost for one in store.page_costs(night.json["run"]["id"])}
        size = {path: len(text.encode()) for path, text in PAGES.items()}
        assert {path: cost.renders for path, cost in costs.items()} == {
            "/shell": 1,
            "/built": 1,
            "/written": 0,
            "/void": 1,
        }
        # The page, then the page once more for the browser, and what its script asked for.
        assert costs["/shell"].bytes == 2 * size["/shell"] + len(NUMBERS)
        assert costs["/built"].bytes == size["/built"] + len(NUMBERS)
        assert costs["/void"].bytes == 2 * size["/void"]
        assert costs["/written"].bytes == size["/written"]

    def test_the_night_can_be_read_again_from_its_warc_files(self, night, tmp_path):
        data = night.home / "data"
        files = sorted(str(file) for file in (data / "warc" / night.json["run"]["id"]).glob("*.warc.gz"))
        assert len(files) == 3
        given = [word for file in files for word in ("--from", file)]
        again = run_program(night.home, *LIVE, *given, "--data", str(tmp_path / "again"))
        assert numbers(again) == ALL, again.err
        with Store.open(f"sqlite:///{tmp_path / 'again' / 'directory.db'}") as store:
            fetches = store.fetches(again.json["run"]["id"])
            shot, png = read_shot(tmp_path / "again", store.capture(fetches[HOST + "/shell"].snapshot))
        assert {page.removeprefix(HOST) for page, fetch in fetches.items() if fetch.rendered} == {
            "/shell",
            "/built",
            "/void",
        }
        assert (len(shot.boxes), png[:4]) == (2, b"\x89PNG")

    def test_a_night_that_is_cut_while_pages_are_rendered_is_taken_up_where_it_stopped(self, site, tmp_path):
        write_installation(tmp_path, site)
        del site.asked[:]
        environ = {**os.environ, "HOME": str(tmp_path)}
        with subprocess.Popen(
            [sys.executable, "-m", "scheduler.cli.main", *LIVE], cwd=tmp_path, env=environ, stdout=subprocess.DEVNULL
        ) as process:
            until = time.monotonic() + 60
            while not list(tmp_path.glob("data/warc/*/rendered-2.warc.gz")) and time.monotonic() < until:
                time.sleep(0.05)
            process.kill()
        done = run_program(tmp_path, *LIVE)
        assert numbers(done) == ALL, done.err
        assert len(list((tmp_path / "data" / "warc").iterdir())) == 1
        assert (site.asked.count("/written"), site.asked.count("/built")) == (1, 1)


def test_without_a_chromium_the_plain_result_stays_and_says_that_it_was_not_rendered(site, tmp_path):
    write_installation(tmp_path, site)
    done = run_program(tmp_path, *LIVE, PATH=str(tmp_path))
    assert done.outcomes[HOST + "/shell"] == ("ok", "empty")
    assert done.outcomes[HOST + "/built"] == ("internal_error", None)
    assert done.outcomes[HOST + "/written"] == ("ok", "ok")
    told = details(done)
    assert "apt-get install chromium-headless-shell" in told["/shell"]
    assert "apt-get install chromium-headless-shell" in told["/built"]
    assert told["/written"] == ""
