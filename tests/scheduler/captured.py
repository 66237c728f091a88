"""Captured pages in a store and an archive: one as a browser showed it, one as it was fetched plainly."""

import io
from datetime import UTC, datetime

import msgspec
from PIL import Image

from crawler.book import Book
from crawler.warc import Exchange, Shown
from directory.findings import Evidence, Finding
from directory.records import Fetch
from directory.shots import Box, Shot

AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
OLD, NEW = "+442079460018", "+442079460019"
PLACE = "main:nth-of-type(1) > p:nth-of-type(1)"
PLAIN = b"<!doctype html><title>Help</title><main><p>Call <b>020 7946 0019</b> now</p></main><script>document.body.remove()</script>"
HELP, MANUAL = "https://help.pay.example/contact", "https://help.pay.example/manual"


def a_screenshot():
    out = io.BytesIO()
    Image.new("RGB", (1280, 900), (250, 250, 250)).save(out, "PNG")
    return out.getvalue()


def shown(text="020 7946 0018", **fields):
    """What a rendered page looked like: one number on an empty page."""
    box = Box(path=PLACE, text=text, x=600, y=400, width=140, height=20)
    layout = Shot(**({"width": 1280, "height": 900, "image_height": 900, "boxes": (box,)} | fields))
    return Shown(image=a_screenshot(), layout=msgspec.json.encode(layout))


def keep(place, run="run-1", at=AT, pages=()):
    """Keep captures in the archive and the store of a `Place`; pages: (address, body, media, Shown or None). Gives digests."""
    found = []
    with Book(
        data=place.settings.data, folder=place.settings.data / "warc" / run, attempt=1, at=at, software="test"
    ) as book:
        for url, body, media, picture in pages:
            headers = (("Content-Type", f"{media}; charset=utf-8"),)
            exchange = Exchange(url=url, at=at, status=200, headers=headers, body=body, shown=picture)
            fetch = Fetch(provider="gb/pay", page=url, at=at, outcome="ok", media=media, rendered=picture is not None)
            found.append(book.write_page(fetch, [exchange]))
    place.store.begin_run(run, at, f"inputs of {run}", {})
    place.store.save_fetches(run, "gb/pay", [line.fetch for line in found], [line.capture for line in found])
    return [line.fetch.snapshot for line in found]


def two_pages(place):
    """The digests of a rendered page with the old number and a plain one with the new."""
    rendered = b"<main><p>Call 020 7946 0018</p></main>"
    pages = ((HELP, rendered, "text/html", shown()), (MANUAL, PLAIN, "text/html", None))
    return keep(place, pages=pages)


def a_finding(*evidence, **fields):
    """A replacement of OLD by NEW. evidence: (snapshot, quote)."""
    places = tuple(
        Evidence(url=HELP, snapshot=snapshot, place=PLACE, layer="visible", quote=quote) for snapshot, quote in evidence
    )
    known = {"id": "0123456789ab", "provider": "gb/pay", "matter": "replacement", "level": "review", "score": 2.0}
    return Finding(**(known | {"number": NEW, "was": OLD, "keys": (NEW, OLD), "evidence": places} | fields))
