"""The program itself, live, over real HTTP on loopback: two nights of several hosts."""

import json
import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

import pytest

from directory.store import Store

# Numbers set aside for fiction (Ofcom, "Telephone numbers for use in TV and radio drama programmes").
OLD, NEW = "020 7946 0111", "020 7946 0222"
STEADY = {"help.bank.example": "020 7946 0333", "news.carrier.example": "020 7946 0444"}
PAGE = "<!doctype html><html lang=en><title>Contact</title><body><main><p>{}</p></main></body></html>"
HOSTS = (
    "help.bank.example",
    "www.wallet.example",
    "slow.wallet.example",
    "news.carrier.example",
    "gone.carrier.example",
)
LIMIT_S = 2.0


@dataclass
class Site:
    """The server's address, tonight's hotline of the bank, where /contact leads, and the requests seen."""

    address: str = ""
    hotline: str = OLD
    contact: str = "/contact-us"
    asked: list[tuple[str, str, str]] = field(default_factory=list)


class Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 20
    site: Site

    def do_GET(self) -> None:
        host = self.headers["Host"].partition(":")[0]
        held = self.headers.get("If-None-Match", "")
        self.site.asked.append((host, self.path, held))
        if self.path == "/robots.txt":
            rules = b"User-agent: *\nDisallow: /private\n" if host == "www.wallet.example" else b""
            return self.answer(200, rules, ("Content-Type", "text/plain"))
        if self.path == "/steady" and held == '"steady"':
            return self.answer(304, b"", ("ETag", '"steady"'))
        if self.path == "/slow":
            return self.drip()
        if self.path == "/contact":
            return self.answer(302, b"", ("Location", self.site.contact))
        if self.path == "/broken":
            return self.answer(500, b"")
        if self.path == "/steady":
            return self.answer(200, page(f"Call our hotline on {STEADY[host]}, day and night"), ("ETag", '"steady"'))
        texts = {
            "/hotline": f"Customer hotline: {self.site.hotline} (24 hours)",
            "/contact-us": "Write to us, we have no other way than the counter on the High Street.",
        }
        if self.path in texts:
            return self.answer(200, page(texts[self.path]))
        return self.answer(404, page("There is no such page."))

    def answer(self, status: int, body: bytes, *headers: tuple[str, str]) -> None:
        self.send_response(status)
        if not any(name == "Content-Type" for name, _ in headers):
            self.send_header("Content-Type", "text/html; charset=utf-8")
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def drip(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", "5000")
        self.end_headers()
        self.close_connection = True
        for _ in range(200):
            try:
                self.wfile.write(b"x")
            except OSError:
                return
            time.sleep(0.05)

    def log_message(self, *args) -> None:
        """Keep the test's output quiet."""


class Server(ThreadingHTTPServer):
    daemon_threads = True


def page(text: str) -> bytes:
    return PAGE.format(text).encode()


PROVIDERS = {
    "gb/example-bank": (
        "bank",
        "bank.example",
        ["http://help.bank.example/hotline", "http://help.bank.example/steady"],
    ),
    "gb/example-wallet": (
        "wallet",
        "wallet.example",
        [
            "http://www.wallet.example/private/numbers",
            "http://www.wallet.example/broken",
            "http://www.wallet.example/contact",
            "http://slow.wallet.example/slow",
        ],
    ),
    "gb/example-carrier": (
        "carrier",
        "carrier.example",
        ["http://news.carrier.example/steady", "http://news.carrier.example/missing", "http://gone.carrier.example/"],
    ),
}


def write_installation(home: Path, site: Site) -> None:
    """Write the provider files, and settings that send every host but one to the loopback server."""
    for name, (kind, host, urls) in PROVIDERS.items():
        text = f'name = "{name}"\nkind = "{kind}"\ncountry = "GB"\nofficial_hosts = ["{host}"]\nhotline = "published"\n'
        for url in urls:
            text += f'\n[[pages]]\nurl = "{url}"\nchannel = "help"\nlanguage = "en"\nregions = ["GB"]\n'
            text += "expect = { least = 0, most = 5 }\n"
        file = home / "own" / f"{name}.toml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    pins = "\n".join(f'"{host}" = "{site.address}"' for host in HOSTS if host != "gone.carrier.example")
    (home / "hotlinewatch.toml").write_text(
        'data = "data"\ncontact = "tests@hotlinewatch.example"\n'
        "[reading]\ntimeout_s = 60.0\n"
        f'[crawl]\ndelay_s = 0.0\ntimeout_s = {LIMIT_S}\nallow_private = ["{site.address}"]\n[crawl.resolve]\n{pins}\n',
        encoding="utf-8",
    )


class Done(NamedTuple):
    code: int
    out: str
    err: str
    home: Path

    @property
    def json(self) -> dict:
        return json.loads(self.out)

    @property
    def outcomes(self) -> dict[str, tuple[str, str | None]]:
        return {one["page"]: (one["fetch"], one["reading"]) for one in self.json["outcomes"]}

    def run_record(self):
        with Store.open(f"sqlite:///{self.home / 'data' / 'directory.db'}") as store:
            return store.night(self.json["run"]["id"]).run


def run_program(home: Path, *arguments: str, **variables: str) -> Done:
    command = [sys.executable, "-m", "scheduler.cli.main", *arguments]
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    environ = {**kept, "HOME": str(home), **variables}
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=home, env=environ, timeout=240, encoding="utf-8"
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Done(done.returncode, done.stdout, done.stderr, home)


@pytest.fixture(scope="module")
def site():
    found = Site()
    server = Server(("127.0.0.1", 0), type("Bound", (Answer,), {"site": found}))
    found.address = f"127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield found
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def nights(site, tmp_path_factory) -> tuple[Done, Done]:
    """Two live nights. Between them the bank's first line is accepted, changes, and the wallet's page moves away."""
    home = tmp_path_factory.mktemp("live")
    write_installation(home, site)
    live = ("run", "--providers", "own", "--json", "--quiet")
    first = run_program(home, *live)
    assert first.out, first.err
    added = run_program(home, "user", "add", "ann", "--role", "reviewer", "--no-password")
    assert added.code == 0, added.err
    accepted = [
        run_program(home, "accept", finding["id"], "--by", "ann", "--reason", "called it")
        for finding in first.json["findings"]
        if finding["provider"] == "gb/example-bank"
    ]
    assert [one.code for one in accepted] == [0, 0], [one.out for one in accepted]
    site.hotline = NEW
    site.contact = "http://www.elsewhere.example/contact"
    del site.asked[:]
    return first, run_program(home, *live)


def test_the_first_night_has_an_outcome_for_every_behaviour(nights):
    first, _ = nights
    assert first.code == 3, first.err
    assert first.outcomes == {
        "http://help.bank.example/hotline": ("ok", "ok"),
        "http://help.bank.example/steady": ("ok", "ok"),
        "http://www.wallet.example/private/numbers": ("robots_refused", None),
        "http://www.wallet.example/broken": ("http_error", None),
        "http://www.wallet.example/contact": ("ok", "ok"),
        "http://slow.wallet.example/slow": ("timed_out", None),
        "http://news.carrier.example/steady": ("ok", "ok"),
        "http://news.carrier.example/missing": ("http_error", None),
        "http://gone.carrier.example/": ("dns_error", None),
    }
    assert first.json["run"]["canary"] == "seen"
    assert {one["number"] for one in first.json["changes"]} == {
        "+442079460111",
        "+442079460333",
        "+442079460444",
    }


def test_an_unchanged_page_costs_a_304_on_the_second_night(nights, site):
    _, second = nights
    for host in ("help.bank.example", "news.carrier.example"):
        assert second.outcomes[f"http://{host}/steady"] == ("not_modified", "same")
        assert (host, "/steady", '"steady"') in site.asked
    assert {one["number"] for one in second.json["changes"]} == {"+442079460222"}


def test_a_changed_number_is_a_replacement_that_somebody_must_answer(nights):
    _, second = nights
    [change] = [one for one in second.json["changes"] if one["provider"] == "gb/example-bank"]
    assert (change["was"], change["number"]) == ("+442079460111", "+442079460222")
    assert (change["change"], change["cause"]) == ("replaced", "provider")
    [finding] = [one for one in second.json["findings"] if one["number"] == "+442079460222"]
    assert finding["level"] in {"review", "urgent"}
    assert NEW in finding["evidence"][0]["quote"]


def test_a_page_that_leads_off_its_official_hosts_is_urgent(nights, site):
    _, second = nights
    assert second.outcomes["http://www.wallet.example/contact"] == ("left_official_host", None)
    assert "www.elsewhere.example" not in {host for host, _path, _held in site.asked}
    [finding] = [one for one in second.json["findings"] if one["provider"] == "gb/example-wallet"]
    assert (finding["number"], finding["level"]) == ("", "urgent")
    assert "left_official_hosts" in {signal["id"] for signal in finding["signals"]}


def test_settings_that_weaken_a_protection_stand_in_the_run_record(nights, site):
    first, _ = nights
    assert f"crawl.allow_private {site.address}" in first.run_record().exceptions
    assert f"crawl.resolve help.bank.example = {site.address}" in first.run_record().exceptions


@pytest.mark.usefixtures("nights")
def test_robots_txt_is_asked_first_and_obeyed(site):
    assert ("www.wallet.example", "/robots.txt", "") in site.asked
    assert not [path for _host, path, _held in site.asked if path.startswith("/private")]


def test_a_run_whose_canary_cannot_be_read_is_invalid(site, tmp_path):
    write_installation(tmp_path, site)
    # No document can be read in a microsecond of processor time, the canary no more than any other.
    done = run_program(
        tmp_path,
        *("run", "gb/example-bank", "--providers", "own", "--json", "--quiet"),
        HOTLINEWATCH_READING__TIMEOUT_S="0.000001",
    )
    assert done.code == 5, done.err
    assert done.json["run"]["canary"] == "missed"
    assert "canary" in done.err
    assert {reading for _fetch, reading in done.outcomes.values()} == {"unreadable"}


def test_a_run_without_a_network_touches_nothing_and_says_so(tmp_path):
    write_installation(tmp_path, Site(address="127.0.0.1:9"))
    done = run_program(tmp_path, "run", "--providers", "own", "--json", "--quiet")
    assert done.code == 4, done.err
    assert {fetch for fetch, _ in done.outcomes.values()} <= {"dns_error", "unreachable", "robots_refused"}
    assert done.json["changes"] == []
    assert done.err.strip()
