"""A small Internet on loopback: virtual hosts over HTTP and HTTPS, each path one behaviour."""

import gzip
import json
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import brotli
import trustme

from crawler.job import CrawlJob, Line, own_lines, write_job
from directory.records import Expect, Page, Provider
from tests.crawler.shown import NUMBERS, OUT, PAGES

TEXT = b"<html><body><main><p>Customer hotline: 020 7946 0555</p></main></body></html>"
MAX_BYTES = 100_000
REDIRECTS = {
    "/moved": "/ok",
    "/moved-host": "https://www.pay.example/ok",
    "/off": "https://evil.example/",
    "/to-loopback": "http://127.0.0.1:{port}/secret",
    "/to-decimal": "https://2130706433/secret",
    "/to-metadata": "http://169.254.169.254/latest/meta-data/",
    "/to-plain": "http://help.pay.example/ok",
    "/to-port": "https://help.pay.example:{port}/ok",
    "/backslash": "https://help.pay.example\\@evil.example/",
    "/userinfo": "https://help.pay.example@evil.example/",
    "/look-alike": "https://notpay.example/",
    "/file": "file:///etc/passwd",
    "/circle": "/circle-2",
    "/circle-2": "/circle",
    "/nowhere": "",
    "/platform-moved": "/platform",
    **{f"/many-{n}": f"/many-{n + 1}" for n in range(1, 9)},
}
STATUSES = {"/403": 403, "/404": 404, "/500": 500, "/challenge": 503, "/429": 429}
EXTRA_HEADERS = {
    "/etag": [("ETag", '"v1"'), ("Last-Modified", "Sun, 22 Nov 2026 10:00:00 GMT")],
    "/gzip": [("Content-Encoding", "gzip")],
    "/br": [("Content-Encoding", "br")],
    "/bomb": [("Content-Encoding", "gzip")],
    "/challenge": [("cf-mitigated", "challenge")],
    "/429": [("Retry-After", "3600")],
    "/header-flood": [(f"X-Flood-{n}", "x") for n in range(300)],
    "/crlf": [("X-Note", "one"), ("Content-Type", "text/html; charset=GBK")],
    "/numbers.json": [("Content-Type", "application/json")],
}
BODIES = {
    "/gzip": gzip.compress(TEXT, mtime=0),
    "/br": brotli.compress(TEXT),
    "/bomb": gzip.compress(b"0" * 50 * MAX_BYTES, mtime=0),
    "/big": b"x" * 2 * MAX_BYTES,
    "/empty": b"",
    "/large.pdf": b"%PDF-1.4\n" + b"x" * 2 * MAX_BYTES,
    "/numbers.json": NUMBERS.encode(),
    **{path: page.encode() for path, page in PAGES.items()},
}
ROBOTS = b"User-agent: *\nDisallow: /private\n"


@dataclass
class Site:
    """The servers' addresses, the port of one that nothing may ask, and every request as (host, path, headers)."""

    plain: str = ""
    secure: str = ""
    selfsigned: str = ""
    ca_file: str = ""
    trap: str = ""
    seen: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    times: list[tuple[str, float]] = field(default_factory=list)

    def asked(self, host: str, path: str) -> list[dict[str, str]]:
        return [headers for h, p, headers in self.seen if (h, p) == (host, path)]


class Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 20
    site: Site

    def do_GET(self) -> None:
        host = self.headers["Host"].partition(":")[0]
        self.site.seen.append((host, self.path, dict(self.headers)))
        self.site.times.append((host, time.monotonic()))
        if self.path == "/robots.txt":
            return self.answer_robots(host)
        if self.path in REDIRECTS:
            port = self.site.plain.rpartition(":")[2]
            location = REDIRECTS[self.path].format(port=port)
            return self.answer(302, b"", [("Location", location)] if location else [])
        if self.path == "/hangup":
            self.close_connection = True
            return None
        if self.path == "/slow":
            return self.drip()
        if self.path == "/etag" and self.headers.get("If-None-Match") == '"v1"':
            return self.answer(304, b"", [("ETag", '"v1"')])
        if self.path == "/out":
            return self.answer(200, OUT.format(port=self.site.trap).encode(), [])
        body = BODIES.get(self.path, TEXT + self.path.encode() if self.path.startswith("/page") else TEXT)
        return self.answer(STATUSES.get(self.path, 200), body, EXTRA_HEADERS.get(self.path, []))

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.do_GET()

    def answer_robots(self, host: str) -> None:
        if host == "robots-down.pay.example":
            return self.answer(503, b"", [])
        if host == "slow.pay.example":
            return self.answer(200, b"User-agent: hotlinewatch\nCrawl-delay: 1\n", [])
        if host == "robots-off.pay.example":
            return self.answer(302, b"", [("Location", "https://evil.example/robots.txt")])
        return self.answer(200, ROBOTS, []) if host == "help.pay.example" else self.answer(404, b"", [])

    def answer(self, status: int, body: bytes, headers: list[tuple[str, str]]) -> None:
        self.send_response(status)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        if not any(name == "Content-Type" for name, _ in headers):
            self.send_header("Content-Type", "text/html; charset=utf-8")
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def drip(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "5000")
        self.end_headers()
        self.close_connection = True
        for _ in range(100):
            try:
                self.wfile.write(b"x")
            except OSError:
                return
            time.sleep(0.05)

    def log_message(self, *args) -> None:
        """Keep the test's output quiet."""


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address) -> None:
        """A client that refuses our certificate is what some tests want."""


def start(site: Site, context: ssl.SSLContext | None) -> Server:
    server = Server(("127.0.0.1", 0), type("Bound", (Answer,), {"site": site}))
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    return server


@contextmanager
def serve_site(folder: Path) -> Iterator[Site]:
    """Serve until the block ends; certificates go into `folder`."""
    found = Site(ca_file=str(folder / "ca.pem"))
    authority, stranger = trustme.CA(), trustme.CA()
    authority.cert_pem.write_to_path(found.ca_file)
    contexts = [ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER) for _ in range(2)]
    authority.issue_cert("*.pay.example", "app.store.example").configure_cert(contexts[0])
    stranger.issue_cert("*.pay.example").configure_cert(contexts[1])
    servers = [start(found, context) for context in (None, *contexts)]
    found.plain, found.secure, found.selfsigned = (f"127.0.0.1:{server.server_address[1]}" for server in servers)
    yield found
    for server in servers:
        server.shutdown()
        server.server_close()


def a_page(url: str, **changes) -> Page:
    return Page(url=url, channel="help", language="en", regions=("GB",), expect=Expect(least=0, most=5), **changes)


def a_provider(*pages: Page | str, hosts: tuple[str, ...] = ("pay.example",), name: str = "gb/pay") -> Provider:
    made = tuple(page if isinstance(page, Page) else a_page(page) for page in pages)
    return Provider(
        id=name, name="Example Pay", kind="wallet", country="GB", official_hosts=hosts, hotline="published", pages=made
    )


def a_job(site: Site, data: Path, *providers: Provider, **changes) -> CrawlJob:
    names = ["help", "www", "deep.help", "private", "plain", "robots-down", "robots-off", "slow", "pace"]
    resolve = {f"{name}.pay.example": site.secure for name in names} | {
        "app.store.example": site.secure,
        "plain.pay.example": site.plain,
        "selfsigned.pay.example": site.selfsigned,
        "refused.pay.example": "127.0.0.1:9",
        "private.pay.example": "127.0.0.1:22",
        "evil.example": site.secure,
        "notpay.example": site.secure,
    }
    wanted = {
        "providers": providers,
        "data": str(data),
        "folder": str(data / "warc" / "run"),
        "contact": "mailto:crawler@hotlinewatch.example",
        "delay_s": 0.0,
        "timeout_s": 1.0,
        "max_bytes": MAX_BYTES,
        "resolve": resolve,
        "allow_private": (site.plain, site.secure, site.selfsigned, "127.0.0.1:9"),
        "ca_file": site.ca_file,
    }
    return CrawlJob(**(wanted | changes))


def run_job(job: CrawlJob, code: int = 0) -> tuple[dict[str, Line], list[dict[str, object]]]:
    """Crawl in a child process as the program does; give the lines by page and the progress events."""
    file = Path(job.data) / "job.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    write_job(job, file)
    done = subprocess.run(
        [sys.executable, "-m", "crawler.run", str(file)], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == code, done.stdout + done.stderr
    events = [json.loads(line) for line in done.stdout.splitlines()]
    return {line.fetch.page: line for line in own_lines(Path(job.folder))}, events
