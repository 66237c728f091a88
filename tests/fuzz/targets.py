"""What is fuzzed: bytes in, and nothing but the named ways out. Whatever else a target raises is a crash."""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, get_args

import msgspec

from crawler.archive import import_archives
from crawler.places import ArchiveError
from directory.description import find_faults
from directory.number import parts_of, print_number
from directory.providers import read_toml
from directory.records import Expect, Fetch, Page, Provider
from directory.snapshots import SnapshotDamaged
from directory.snapshots import read_snapshot as read_capture
from directory.terms import ReadingOutcome
from publish.api.app import make_app
from publish.api.rate import Rate
from publish.shelf import Shelf
from scheduler.config import ConfigError, load_settings
from tests.publish.conftest import MADE, a_line
from tests.publish.releases import write_release
from verifier.document import Block
from verifier.reading import read_snapshot
from verifier.sight import sight_block

CORPUS = Path(__file__).parent / "corpus"
AT = datetime(2026, 11, 22, tzinfo=UTC)
PAGE = Page(
    url="https://www.pay.example/help",
    channel="help",
    language="en",
    regions=("GB", "CN"),
    expect=Expect(least=0, most=1000),
)
PROVIDER = Provider(
    id="gb/pay",
    name="Example Pay",
    kind="wallet",
    country="GB",
    official_hosts=("pay.example",),
    hotline="published",
    pages=(PAGE,),
)
OUTCOMES = frozenset(get_args(ReadingOutcome))
REGIONS = (("GB",), ("CN", "US"), ("IN", "JP"), ())
# Of an answer: it is ours to refuse, never to break.
BROKEN = 500


class Target(NamedTuple):
    """One way in. words: what bytes of it are made of, for whoever mutates."""

    name: str
    run: Callable[[bytes], None]
    words: tuple[bytes, ...]


def finder(data: bytes) -> None:
    """Text in which numbers are sighted; the first byte chooses where it is dialled."""
    text = data[1:].decode("utf-8", "surrogateescape").encode("utf-8", "replace").decode("utf-8")
    regions = REGIONS[data[0] % len(REGIONS)] if data else ()
    for one in sight_block(Block(text=text, place="p", layer="visible"), regions, explains=True).sightings:
        assert text[one.start : one.end].strip(), "a sighting lies in its text"
        assert parts_of(one.number), one.number
        assert print_number(one.number), one.number


def _read(data: bytes, media: str) -> None:
    fetch = Fetch(provider="gb/pay", page=PAGE.url, at=AT, outcome="ok", media=media, snapshot="5" * 64)
    reading = read_snapshot(data, PAGE, PROVIDER, fetch, ("+442079460018",))
    assert reading.outcome in OUTCOMES, reading.outcome
    # What a worker sends back is written and read.
    msgspec.json.decode(msgspec.json.encode(reading), type=type(reading))


def html(data: bytes) -> None:
    """A page."""
    _read(data, "text/html")


def pdf(data: bytes) -> None:
    """A document."""
    _read(data, "application/pdf")


def warc(data: bytes) -> None:
    """An archive that somebody gives us."""
    with tempfile.TemporaryDirectory(prefix="hw-fuzz-", dir=_memory()) as place:
        home = Path(place)
        file = home / "given.warc.gz"
        file.write_bytes(data)
        try:
            lines = import_archives([file], [PROVIDER], at=None, data=home, folder=home / "warc")
        except ArchiveError:
            return
        for line in lines:
            if line.capture is not None:
                try:
                    read_capture(home, line.capture)
                except SnapshotDamaged as error:
                    raise AssertionError(f"we wrote what we cannot read: {error}") from error


def toml(data: bytes) -> None:
    """A provider's description, and settings."""
    with tempfile.TemporaryDirectory(prefix="hw-fuzz-", dir=_memory()) as place:
        file = Path(place) / "hotlinewatch.toml"
        file.write_bytes(data)
        raw, faults = read_toml(file)
        if not faults and not find_faults(raw, "gb/pay"):
            msgspec.convert({"id": "gb/pay", **raw}, Provider)
        try:
            load_settings(file, {})
        except ConfigError as error:
            says_where = str(file) in str(error)
        else:
            says_where = True
        assert says_where


def api(data: bytes) -> None:
    """A request: its first line is method and address, the others are headers."""
    first, *rest = data.split(b"\n")
    method, _, target = first.partition(b" ")
    path, _, query = target.partition(b"?")
    headers = [
        (name.strip().lower(), value.strip()) for name, _, value in (line.partition(b":") for line in rest) if name
    ]
    scope: dict[str, Any] = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method.decode("latin-1").upper() or "GET",
        "scheme": "http",
        "path": path.decode("utf-8", "replace") or "/",
        "raw_path": path,
        "query_string": query,
        "headers": headers,
        "client": ("127.0.0.1", 5),
        "server": ("127.0.0.1", 80),
    }
    status, body = _loop().run_until_complete(_asked(scope))
    assert status < BROKEN, f"{status}: {body[:300]!r}"
    if status == 200 and path.endswith(b".json"):
        msgspec.json.decode(body)


async def _asked(scope: dict[str, Any]) -> tuple[int, bytes]:
    told: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        told.append(message)

    await _app()(scope, receive, send)
    return told[0]["status"], b"".join(message.get("body", b"") for message in told[1:])


@cache
def _loop() -> asyncio.AbstractEventLoop:
    return asyncio.new_event_loop()


@cache
def _app() -> Any:
    folder = Path(STACK.enter_context(tempfile.TemporaryDirectory(prefix="hw-fuzz-api-")))
    lines = [a_line(provider="cn/alipay", key="CN:95188", tel="tel:95188;phone-context=+86")]
    write_release(folder, lines, MADE)
    shelf = Shelf(folder)
    shelf.put_up()
    assert not shelf.trouble, shelf.trouble
    return make_app(shelf, lambda: MADE + timedelta(hours=1), Rate(per_s=1e9, burst=10**9))


STACK = ExitStack()


@cache
def _memory() -> str | None:
    """A folder in memory where there is one."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108


TARGETS = {
    target.name: target
    for target in (
        Target("finder", finder, (b"+44", b"0800", "客服".encode(), b"ext. 6", b"\xe2\x80\x8b", b" or ", b"four zero ", b"\xef\xbc\x91", b"(", b"*")),
        Target("html", html, (b"<p>", b"</main>", b"<!--", b"<script>", b"<a href='tel:", b"&#x", b"<style>", b"<table><tr><td>", b"\x00", b"hidden", b"<svg>")),
        Target("pdf", pdf, (b"endobj", b"stream\n", b"<< /Length ", b"/FlateDecode", b" 0 R", b"xref\n", b"/Kids [", b"BT (", b") Tj ET", b"/ToUnicode", b"[[[")),
        Target("warc", warc, (b"WARC/1.1\r\n", b"Content-Length: ", b"\r\n\r\n", b"WARC-Type: revisit\r\n", b"\x1f\x8b\x08", b"Transfer-Encoding: chunked\r\n", b"Location: ", b"-1")),
        Target("toml", toml, (b"[[pages]]\n", b"url = ", b"expect = {", b'"""', b"[[[[", b" = 1e999\n", b"a.b.c = ", b"\xff", b"regions = ", b"9" * 30)),
        Target("api", api, (b"GET /v1/", b"?page=", b"%2e%2e/", b"%00", b"\n", b"if-none-match: ", b"range: bytes=", b"entries", b"numbers/+44", b"9" * 30, b"accept-encoding: ")),
    )
}  # fmt: skip
