import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from scheduler.addressed import ListError, fetch_addresses, left_out, read_addresses
from scheduler.config import CrawlSettings, Settings
from scheduler.progress import Meter
from scheduler.sweeping import sweep_slices
from tests.scheduler.test_sweeping import PROVIDERS

PAGE = b"<!doctype html><html lang=en><title>Lists</title><body><p>Alphawallet phone: 202-555-0143</p></body></html>"


class Answer(BaseHTTPRequestHandler):
    def do_GET(self):
        body = PAGE if self.path == "/list" else b""
        self.send_response({"/list": 200, "/away": 302}.get(self.path, 404))
        if self.path == "/away":
            self.send_header("Location", "http://another.example/list")
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        """Keep the test's output quiet."""


@pytest.fixture
def third_party():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield f"127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


def settings_for(home, address, **more):
    hosts = {"www.lists.example": address, "another.example": address}
    crawl = CrawlSettings(delay_s=0.0, resolve=hosts, allow_private=(address,))
    return Settings(
        data=home,
        database=f"sqlite:///{home / 'directory.db'}",
        contact="test@hotlinewatch.example",
        crawl=crawl,
        **more,
    )


def test_addresses_are_fetched_into_slices_and_what_is_none_says_why(tmp_path, third_party):
    asked = [f"http://www.lists.example/{name}" for name in ("list", "away", "gone")]
    with Meter("addresses", 3, quiet=True) as meter:
        files = fetch_addresses(asked, settings_for(tmp_path, third_party), tmp_path / "home", meter)
    (slice_,) = sweep_slices(files, PROVIDERS, 1)
    assert [(claim.url, claim.provider) for claim in slice_.claims] == [(asked[0], "us/alpha")]
    assert {url: why.split()[0] for url, why in left_out(tmp_path / "home").items()} == {
        asked[1]: "left_official_host",
        asked[2]: "http_error",
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# none\n\n", "0 addresses, expected 1"),
        ("https://a.example/\nfile:///etc/passwd\n", r"list.txt:2: got 'file:///etc/passwd'"),
        ("ftp://a.example/", "expected an address"),
        ("saved.html", "expected an address"),
        ("https://", "expected an address"),
    ],
)
def test_a_line_that_is_no_address_is_told_with_its_place(tmp_path, text, said):
    (tmp_path / "list.txt").write_text(text)
    with pytest.raises(ListError, match=said):
        read_addresses(tmp_path / "list.txt")


def test_an_address_twice_is_asked_once_and_a_list_that_is_not_there_is_told(tmp_path):
    (tmp_path / "list.txt").write_text("https://a.example/\n# again\nhttps://a.example/\n")
    assert read_addresses(tmp_path / "list.txt") == ["https://a.example/"]
    with pytest.raises(ListError, match="cannot be read"):
        read_addresses(tmp_path / "none.txt")
