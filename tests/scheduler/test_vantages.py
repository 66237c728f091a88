"""Second looks, out of files and live over HTTP on loopback."""

import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler
from itertools import pairwise

import msgspec
import pytest

from crawler.job import VANTAGES, read_lines
from crawler.warc import Exchange, WarcWriter
from directory.records import Certificate, Expect, Fetch, Page, Provider, Reading, Sighting
from directory.store import Store
from scheduler.closing import _cases, close_night, compare
from scheduler.fetching import fetch_pages
from scheduler.order import order_run
from scheduler.rereading import PageReadings, read_pages
from scheduler.run import _known, _prepare, run_night
from scheduler.vantages import is_chosen, look_from_elsewhere, tells
from tests.scheduler.conftest import NOW
from tests.scheduler.test_live_run import Server, run_program
from verifier.policy import load_policy

AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
URL = "https://help.wallet.example/contact"
TEXT = "<!doctype html><html lang=en><title>Contact</title><body><main><p>Customer hotline: {}</p></main></body></html>"
# Numbers set aside for fiction (Ofcom).
TRUE, OTHER = "020 7946 0111", "020 7946 0999"
CERTIFICATE = Certificate(host="help.wallet.example", issuer="Example Trust", not_before=AT, digest="ab" * 32)
PAGE = Page(url=URL, channel="contact", language="en", regions=("GB",), expect=Expect(least=1, most=3))
WALLET = Provider(
    id="gb/example-wallet",
    name="Example Wallet",
    kind="wallet",
    country="GB",
    official_hosts=("wallet.example",),
    hotline="published",
    pages=(PAGE,),
)


def an_exchange(text, vantage=""):
    return Exchange(
        url=URL,
        at=AT,
        status=200,
        headers=(("Content-Type", "text/html; charset=utf-8"),),
        body=text.encode(),
        vantage=vantage,
        certificate=CERTIFICATE,
    )


def a_file(folder, *exchanges):
    folder.mkdir(exist_ok=True)
    with WarcWriter(folder / "given.warc.gz") as warc:
        for exchange in exchanges:
            warc.write_response(exchange)
    return warc.file


def looked(place, file):
    """A night out of a file, up to its judging."""
    order = order_run(place.store, [WALLET], [file], None, NOW)
    place.store.begin_run(order.run_id, order.at, order.inputs, {})
    _prepare(order, place.store)
    fetch_pages(order, place.settings, place.store, quiet=True)
    pages = read_pages(order, place.settings, place.store, {}, quiet=True)
    return order, look_from_elsewhere(order, place.settings, place.store, pages, {}, quiet=True)


def test_what_a_page_says_from_elsewhere_reaches_the_case_and_nothing_else(on_database, tmp_path):
    place = on_database
    file = a_file(tmp_path, an_exchange(TEXT.format(TRUE)), an_exchange(TEXT.format(OTHER), "mobile"))
    order, pages = looked(place, file)
    known = _known(order, place.store, {WALLET.id: WALLET}, {}, ())
    compared = {WALLET.id: compare(pages, known, WALLET, load_policy())}
    [case] = _cases(order, {WALLET.id: pages}, known, compared, {}, {WALLET.id: ()})
    said = {
        page: {v: [s.number for s in r.sightings] for v, r in looks.items()} for page, looks in case.vantages.items()
    }
    assert said == {URL: {"mobile": ["+442079460999"]}}
    assert [one.number for one in case.now[URL].sightings] == ["+442079460111"]
    assert case.fetches[URL].certificate == CERTIFICATE
    closing = close_night(order, pages, known, compared, load_policy(), has_canary=True)
    assert {change.number for change in closing.night.changes} == {"+442079460111"}
    assert {entry.key for entry in closing.entries} == {"+442079460111"}
    told = {finding.number: {signal.id for signal in finding.signals} for finding in closing.night.findings}
    assert "cloaked" in told["+442079460999"]
    stored = place.store.vantages(order.run_id)
    assert {
        key: {v: (fetch.vantage, fetch.outcome) for v, fetch in looks.items()} for key, looks in stored.items()
    } == {(WALLET.id, URL): {"mobile": ("mobile", "ok")}}
    assert place.store.fetches(order.run_id)[URL].vantage == ""


def test_the_next_night_is_compared_with_the_page_itself(on_database, tmp_path):
    place = on_database
    nights = [
        a_file(tmp_path / "1", an_exchange(TEXT.format(OTHER), "mobile"), an_exchange(TEXT.format(TRUE))),
        a_file(tmp_path / "2", msgspec.structs.replace(an_exchange(TEXT.format(TRUE)), at=AT.replace(day=23))),
    ]
    found = []
    for file in nights:
        order = order_run(place.store, [WALLET], [file], None, NOW)
        night = run_night(order, place.settings, place.store, {WALLET.id: WALLET}, quiet=True)
        found.append([(change.number, change.change) for change in night.changes if change.change != "stayed"])
    assert found == [[("+442079460111", "appeared")], []]


def test_a_case_knows_the_good_fetch_before_tonights(place, tmp_path):
    first = a_file(tmp_path / "1", an_exchange(TEXT.format(TRUE)))
    order = order_run(place.store, [WALLET], [first], None, NOW)
    run_night(order, place.settings, place.store, {WALLET.id: WALLET}, quiet=True)
    later = msgspec.structs.replace(an_exchange(TEXT.format(TRUE)), at=AT.replace(day=23), certificate=None)
    order, pages = looked(place, a_file(tmp_path / "2", later))
    known = _known(order, place.store, {WALLET.id: WALLET}, {}, ())
    compared = {WALLET.id: compare(pages, known, WALLET, load_policy())}
    [case] = _cases(order, {WALLET.id: pages}, known, compared, {}, {WALLET.id: ()})
    assert (case.previous[URL].at, case.previous[URL].certificate) == (AT, CERTIFICATE)
    assert (case.fetches[URL].at, case.fetches[URL].certificate) == (AT.replace(day=23), None)


def test_an_empty_shell_says_nothing(place, tmp_path):
    file = a_file(tmp_path, an_exchange(TEXT.format(TRUE)), an_exchange("<html><body><script>1</script>", "plain"))
    order, [one] = looked(place, file)
    assert one.vantages == {}
    assert list(place.store.vantages(order.run_id)[WALLET.id, URL]) == ["plain"]


SIGHTING = Sighting(
    raw=TRUE, number="+442079460111", readings=(), start=0, end=1, place="p", layer="visible", quote=TRUE
)
READ = Reading(snapshot="a", outcome="ok", content="c", sightings=(SIGHTING,))


@pytest.mark.parametrize(
    ("outcome", "sightings", "expected"),
    [
        ("ok", (SIGHTING,), True),
        ("below_expectation", (SIGHTING,), True),
        ("ok", (), False),
        ("captcha", (SIGHTING,), False),
        ("soft_404", (SIGHTING,), False),
    ],
)
def test_only_a_page_that_shows_numbers_says_something(outcome, sightings, expected):
    assert tells(msgspec.structs.replace(READ, outcome=outcome, sightings=sightings)) is expected


def a_page_read(url=URL, now=READ, before=READ, **fields):
    known = {"provider": WALLET.id, "page": url, "at": AT, "outcome": "ok", "media": "text/html"}
    page = msgspec.structs.replace(PAGE, url=url)
    return PageReadings(provider=WALLET, page=page, fetch=Fetch(**(known | fields)), now=now, before=before)


def test_each_page_has_its_turn_once_while_the_share_goes_round():
    pages = [a_page_read(f"{URL}/{n}") for n in range(40)]
    turns = [[is_chosen(one, AT.replace(day=day), 0.1) for one in pages] for day in range(1, 11)]
    assert {sum(of_one) for of_one in zip(*turns, strict=True)} == {1}
    assert max(sum(night) for night in turns) < 15


def test_a_page_whose_numbers_moved_is_looked_at_out_of_turn():
    other = msgspec.structs.replace(READ, sightings=())
    never = [a_page_read(before=before) for before in (READ, other)]
    nights = [AT.replace(day=day) for day in range(1, 21)]
    assert sum(is_chosen(never[0], at, 0.05) for at in nights) == 1
    assert sum(is_chosen(never[1], at, 0.05) for at in nights) == 20


@pytest.mark.parametrize(
    "fields",
    [
        {"outcome": "blocked", "now": None},
        {"now": msgspec.structs.replace(READ, outcome="captcha")},
        {"media": "application/pdf"},
    ],
)
def test_a_page_that_refused_us_or_is_no_markup_is_not_asked_again(fields):
    assert not is_chosen(a_page_read(**fields), AT, 1.0)


@dataclass
class Site:
    address: str = ""
    asked: list[tuple[str, str, float]] = field(default_factory=list)


class Answer(BaseHTTPRequestHandler):
    """Pages that tell telephones another number, and one that robots.txt keeps."""

    protocol_version = "HTTP/1.1"
    timeout = 20
    site: Site

    def do_GET(self) -> None:
        agent = self.headers["User-Agent"]
        self.site.asked.append((self.path, agent, time.monotonic()))
        if self.path == "/robots.txt":
            body, status = b"User-agent: *\nDisallow: /private\n", 200
        else:
            body, status = TEXT.format(OTHER if "Mobile" in agent else TRUE).encode(), 200
        if self.path == "/moved":
            status, body = 302, b""
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "/contact?from=moved")
        self.send_header("Content-Type", "text/html; charset=utf-8")
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


HOST = "http://help.wallet.example"
PATHS = ("/contact", "/moved", "/private/x")
LIVE = ("run", "--providers", "own", "--json", "--quiet")


def write_installation(home, site, *more):
    text = 'name = "Example Wallet"\nkind = "wallet"\ncountry = "GB"\nofficial_hosts = ["wallet.example"]\nhotline = "published"\n'
    for path in PATHS:
        text += f'\n[[pages]]\nurl = "{HOST}{path}"\nchannel = "help"\nlanguage = "en"\nregions = ["GB"]\n'
        text += "expect = { least = 1, most = 5 }\n"
    file = home / "own" / "gb" / "example-wallet.toml"
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    (home / "hotlinewatch.toml").write_text(
        'data = "data"\ncontact = "tests@hotlinewatch.example"\n[reading]\ntimeout_s = 60.0\n'
        f'[crawl]\ndelay_s = 0.2\ntimeout_s = 10.0\nallow_private = ["{site.address}"]\n'
        + "".join(f"{line}\n" for line in more)
        + f'[crawl.resolve]\n"help.wallet.example" = "{site.address}"\n',
        encoding="utf-8",
    )


MOBILE = ('vantages = ["mobile"]', "vantage_share = 1.0")


@pytest.fixture(scope="module")
def night(site, tmp_path_factory):
    """A night with second looks, and the requests it made."""
    home = tmp_path_factory.mktemp("looked")
    write_installation(home, site, *MOBILE)
    del site.asked[:]
    done = run_program(home, *LIVE)
    return done, list(site.asked)


def vantages(home, done):
    with Store.open(f"sqlite:///{home / 'data' / 'directory.db'}") as store:
        found = store.vantages(done.json["run"]["id"])
    return {page.removeprefix(HOST): looks for (_, page), looks in found.items()}


def test_without_the_setting_no_page_is_asked_twice(site, tmp_path):
    write_installation(tmp_path, site)
    del site.asked[:]
    done = run_program(tmp_path, *LIVE)
    assert vantages(tmp_path, done) == {}
    assert [path for path, _, _ in site.asked].count("/moved") == 1
    assert not any("Mobile" in agent for _, agent, _ in site.asked)


def test_pages_are_asked_again_as_from_a_telephone_openly_and_at_the_same_pace(night):
    done, asked = night
    assert {change["number"] for change in done.json["changes"]} == {"+442079460111"}, done.err
    found = vantages(done.home, done)
    assert sorted(found) == ["/contact", "/moved"]
    assert [hop.url for hop in found["/moved"]["mobile"].hops] == [HOST + "/moved", HOST + "/contact?from=moved"]
    mobile = [(path, agent, at) for path, agent, at in asked if "Mobile" in agent]
    assert next(path for path, _, _ in mobile) == "/robots.txt"
    assert not any(path.startswith("/private") for path, _, _ in asked)
    assert all("hotlinewatch/" in agent and "(+tests@hotlinewatch.example)" in agent for _, agent, _ in asked)
    pages = [at for path, _, at in mobile if path != "/robots.txt"]
    assert min(later - earlier for earlier, later in pairwise(pages)) > 0.15


def test_a_night_looked_at_from_elsewhere_comes_out_of_its_warc_files_again(night, tmp_path):
    done, _ = night
    files = sorted((done.home / "data" / "warc" / done.json["run"]["id"]).glob("*.warc.gz"))
    given = [word for file in files for word in ("--from", str(file))]
    again = run_program(done.home, *LIVE, *given, "--data", str(tmp_path / "data"))
    first, second = vantages(done.home, done), vantages(tmp_path, again)
    for path in ("/contact", "/moved"):
        live, read = first[path]["mobile"], second[path]["mobile"]
        assert (live.snapshot, live.hops, live.at) == (read.snapshot, read.hops, read.at)


def test_a_night_cut_while_it_looks_from_elsewhere_is_taken_up_where_it_stopped(site, tmp_path):
    write_installation(tmp_path, site, *MOBILE)
    del site.asked[:]
    environ = {**os.environ, "HOME": str(tmp_path)}
    with subprocess.Popen(
        [sys.executable, "-m", "scheduler.cli.main", *LIVE], cwd=tmp_path, env=environ, stdout=subprocess.DEVNULL
    ) as process:
        until = time.monotonic() + 60
        while not any(file.stat().st_size for file in tmp_path.glob("data/warc/*/vantages-*.jsonl")):
            assert time.monotonic() < until
            time.sleep(0.01)
        process.kill()
    done = run_program(tmp_path, *LIVE)
    assert sorted(vantages(tmp_path, done)) == ["/contact", "/moved"], done.err
    [folder] = (tmp_path / "data" / "warc").iterdir()
    assert {line.fetch.page.removeprefix(HOST) for line in read_lines(folder, VANTAGES)} == {"/contact", "/moved"}
    assert [path for path, agent, _ in site.asked if "Mobile" not in agent].count("/moved") == 1
