"""The canary: a page that the program itself serves, whose numbers every run must find."""

from __future__ import annotations

import html
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from crawler.archive import import_archives
from crawler.job import CANARY, Line, software
from crawler.warc import Exchange, WarcWriter
from directory.records import Expect, Page, Provider, Record

# A name that no server on the Internet can have (RFC 6761), so that the page keeps one address whatever the port.
HOST = "canary.hotlinewatch.example"
URL = f"http://{HOST}/help.html"
# Numbers set aside for fiction (Ofcom, "Telephone numbers for use in TV and radio drama programmes").
CANARY_NUMBERS = ("+442079460321", "+448081570321")
MEDIA = "text/html; charset=utf-8"
TEMPLATE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Canary of hotlinewatch</title></head>
<body><main><h1>Help and contact</h1>
<p>{text}</p>
<p>Customer hotline: 020 7946 0321 (24 hours)</p>
<p>Lost card: <a href="tel:+448081570321">0808 157 0321</a></p>
</main></body></html>
"""
PROVIDER = Provider(
    id="world/canary",
    name="Canary",
    kind="other",
    country="GB",
    official_hosts=(HOST,),
    hotline="published",
    pages=(Page(url=URL, channel="help", language="en", regions=("GB",), expect=Expect(least=2, most=2)),),
)


class Canary(Record, frozen=True):
    """What a job needs to reach the canary: its provider, and the job's `resolve` and `allow_private` for it."""

    provider: Provider
    resolve: dict[str, str]
    allow_private: tuple[str, ...]


def canary_page(text: str) -> bytes:
    """Give the page with `text` in it."""
    return TEMPLATE.format(text=html.escape(text)).encode()


@contextmanager
def serve_canary(text: str) -> Iterator[Canary]:
    """Serve the canary page on a free loopback port until the block ends.

    text: what the page also says; a run puts its id there, so that an old page cannot pass for tonight's.
    """
    body = canary_page(text)

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = self.path == "/help.html"
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", MEDIA)
            self.send_header("Content-Length", str(len(body) if found else 0))
            self.end_headers()
            if found:
                self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the server's name
            """Keep quiet: the crawl's own line tells of the page."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        address = f"127.0.0.1:{server.server_address[1]}"
        yield Canary(provider=PROVIDER, resolve={HOST: address}, allow_private=(address,))
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def import_canary(text: str, *, at: datetime, data: Path, folder: Path, attempt: int = 1) -> Line:
    """Give the canary to a run from archives: written as a WARC file, then read back through the importer.

    at, data, folder, attempt: as for `import_archives`; the files are `canary-<attempt>.…`.
    """
    with tempfile.TemporaryDirectory() as place:
        given = Path(place) / "canary-source.warc.gz"
        with WarcWriter(given) as warc:
            warc.write_info(at, software())
            headers = (("Content-Type", MEDIA),)
            warc.write_response(
                Exchange(url=URL, at=at, status=200, reason="OK", headers=headers, body=canary_page(text))
            )
        lines = import_archives([given], [PROVIDER], at=at, data=data, folder=folder, attempt=attempt, stem=CANARY)
    return lines[0]
