"""Documents that harm: each is read by a disposable worker under the shipped limits, a good page behind it."""

from __future__ import annotations

import io
import json
import random
import struct
import time
import zipfile
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from PIL import Image

from directory.records import Expect, Fetch, Page, Provider
from scheduler.config import ReadingSettings
from scheduler.workers import CLOCK_SHARE, PICTURE_TIME, ReadingPool, ReadJob
from tests.hostile.cases import MIB, Case, Met, Peak, a_case

NUMBER = b"<p>Customer hotline: 020 7946 0555</p>"
GOOD = b"<html><body><main>" + NUMBER + b"</main></body></html>"
LIMITS = ReadingSettings()
# What a document may take: what the pool itself allows on the clock, and a worker's end and start.
SECONDS = CLOCK_SHARE * LIMITS.timeout_s + 5
PICTURE_SECONDS = PICTURE_TIME * LIMITS.timeout_s + 10
# The limit of addresses is on top of what a started worker holds, 130 MiB.
MEMORY = LIMITS.memory_bytes / MIB + 200
Body = tuple[bytes, str]
# An outcome with a name that no reader takes for "there is no number here any more".
READ_OR_NOT = "ok unreadable below_expectation above_expectation empty keep_missed"


def html(body: bytes, charset: str = "") -> Callable[[], Body]:
    return lambda: (body, "text/html" + (f"; charset={charset}" if charset else ""))


def repeated(before: bytes, part: bytes, times: int, after: bytes = b"") -> Callable[[], Body]:
    return lambda: (before + part * times + after, "text/html")


def many(part: str, times: int) -> bytes:
    return b"".join((part % n).encode() for n in range(times))


def markup() -> list[Case]:
    page = partial(a_case, ends=READ_OR_NOT, seconds=SECONDS, mib=MEMORY)
    return [
        page("deep-300", "300 nested tags, then a number", repeated(b"", b"<div>", 300, NUMBER), ends="ok", quick=True),
        page("deep-100k", "100,000 nested tags", repeated(b"", b"<div>", 100_000, NUMBER), quick=True),
        page("deep-1m", "a million nested tags", repeated(b"", b"<b>", 1_000_000, NUMBER)),
        page("deep-tables", "50,000 nested tables", repeated(b"", b"<table><tr><td>", 50_000, NUMBER)),
        page("closers", "a million closing tags", repeated(b"", b"</p>", 1_000_000, NUMBER)),
        page(
            "attributes-100k",
            "100,000 attributes on one tag",
            lambda: (b"<p " + many("a%d=1 ", 100_000) + b">" + NUMBER, "text/html"),
        ),
        page(
            "attributes-500k",
            "500,000 attributes on one tag",
            lambda: (b"<p " + many("a%d=1 ", 500_000) + b">" + NUMBER, "text/html"),
        ),
        page("attribute-50mb", "one attribute of 50 MB", repeated(b'<p title="', b"x" * 1000, 50_000, b'">' + NUMBER)),
        page("text-50mb", "one text of 50 MB", repeated(b"<p>", b"x" * 1000, 50_000, b"</p>" + NUMBER)),
        page("tags-2m", "2 million small tags", repeated(b"", b"<i>1</i>", 2_000_000, NUMBER)),
        page("digits-8mb", "8 MB of digits", repeated(b"<p>", b"1234567890", 800_000, NUMBER), quick=True),
        page("digits-spaced", "8 MB of digits with spaces", repeated(b"<p>", b"12 34-5 (6) ", 700_000, NUMBER)),
        page("junk-66k", "66,000 numbers that are none", repeated(b"<p>", b"123 ", 66_000, b"</p>" + NUMBER)),
        page("plus-flood", "a million (+1", repeated(b"<p>", b"(+1 ", 1_000_000, NUMBER)),
        page("cdata-300k", "300,000 CDATA openings", repeated(b"", b"<![CDATA[", 300_000, NUMBER)),
        page("comments", "a million comment openings", repeated(b"", b"<!--", 1_000_000, NUMBER)),
        page("entities", "2 million entities", repeated(b"<p>", b"&#49;&amp", 1_000_000, NUMBER)),
        page(
            "rules-times-elements",
            "5,000 style rules over 50,000 elements",
            lambda: (
                b"<style>"
                + many(".c%d i.x>b ~ u{display:none}", 5_000)
                + b"</style>"
                + many("<i class='c%d x'>1</i>", 50_000)
                + NUMBER,
                "text/html",
            ),
        ),
        page(
            "style-attributes",
            "100,000 style attributes",
            repeated(b"", b"<i style='color:red;display:block;position:absolute;left:-9px'>1</i>", 100_000, NUMBER),
        ),
        page(
            "json-ld-deep",
            "JSON-LD nested 100,000 deep",
            lambda: (b'<script type="application/ld+json">' + b"[" * 100_000 + b"</script>" + GOOD, "text/html"),
            quick=True,
        ),
        page("srcdoc", "frames inside frames as attributes", lambda: (nested_frames(60), "text/html")),
        page(
            "links-200k",
            "200,000 links to dial",
            lambda: (many("<a href='tel:+4420794%05d'>x</a>", 200_000), "text/html"),
        ),
        page("forms", "select with 200,000 options", repeated(b"<select>", b"<option>020 7946 0555", 200_000)),
    ]


def nested_frames(deep: int) -> bytes:
    inner = NUMBER.decode()
    for _ in range(deep):
        inner = '<iframe srcdoc="' + inner.replace("&", "&amp;").replace('"', "&quot;")[:200_000] + '">'
    return inner.encode()


def letters() -> list[Case]:
    text = "<html><body><main><p>客服热线：95188</p><p>Hotline: 020 7946 0555</p></main></body></html>"
    page = partial(a_case, ends="ok", seconds=SECONDS, mib=MEMORY)
    bidi = "<p>Hotline: \u202e5550 6497 020\u202c \u2066\u200b020 7946 0555\u2069</p>".encode()
    return [
        page("charset-wrong", "GB 18030 that says UTF-8", html(text.encode("gb18030"), "utf-8"), quick=True),
        page("charset-lies", "UTF-8 that says UTF-16", html(text.encode(), "utf-16")),
        page(
            "charset-three",
            "header, mark and meta each say another",
            html(b"\xef\xbb\xbf<meta charset=big5>" + text.encode(), "shift_jis"),
        ),
        page("charset-utf16", "UTF-16 without a mark", html(text.encode("utf-16-le"))),
        page(
            "charset-utf7",
            "UTF-7, which hides tags from filters",
            html(b"+ADw-script+AD4-alert(1)+ADw-/script+AD4-" + GOOD, "utf-7"),
        ),
        page("charset-mixed", "UTF-8 and GBK in turn", html(text.encode() + text.encode("gbk"))),
        page("charset-codec", "a codec that unpacks: charset=zip, rot13, idna", html(GOOD, "zip")),
        page(
            "nul",
            "NULs, also inside the number",
            html(b"\x00" * 5000 + GOOD + b"<p>020\x00 7946\x00 0777</p>"),
            quick=True,
        ),
        page("controls", "every control character", html(bytes(range(32)) * 999 + GOOD), ends="wrong_type"),
        page(
            "surrogates",
            "surrogates as bytes and as references",
            html(b"\xed\xa0\x80\xed\xbf\xbf&#xD800;&#xDFFF;&#x110000;" + GOOD),
            quick=True,
        ),
        page("bidi", "letters that turn the line around and are not seen", html(bidi + GOOD), quick=True),
        page(
            "combining",
            "a letter under a million marks",
            html(b"<p>a" + "\u0301".encode() * 1_000_000 + b"</p>" + GOOD),
            ends=READ_OR_NOT,
        ),
        page(
            "noise",
            "1 MB of noise",
            lambda: (random.Random(8).randbytes(MIB), "text/html"),
            ends=READ_OR_NOT + " wrong_type",
        ),
    ]


def data() -> list[Case]:
    page = partial(a_case, ends=READ_OR_NOT + " wrong_type", seconds=SECONDS, mib=MEMORY)
    laughs = (
        b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "'
        + b"9" * 99
        + b'">'
        + many('<!ENTITY a%d "&a;&a;&a;&a;&a;&a;&a;&a;">', 30)
    )
    return [
        page("json-deep", "JSON nested a million deep", lambda: (b"[" * 1_000_000, "application/json"), quick=True),
        page("json-digits", "JSON: one number of 8 MB", lambda: (b"1" * 8_000_000, "application/json")),
        page(
            "json-wide",
            "JSON of a million numbers",
            lambda: (json.dumps(list(range(1_000_000))).encode(), "application/json"),
        ),
        page(
            "text-digits", "plain text: one line of 8 MB of digits", lambda: (b"020 7946 0555 " * 600_000, "text/plain")
        ),
        page(
            "xml-laughs",
            "XML entities that double",
            lambda: (laughs + b"]><l>&a29;</l>", "application/xml"),
            quick=True,
        ),
        page("docx-bomb", "a Word file of 1 GiB in 1 MB", lambda: (a_docx(b"0" * MIB, 1024), DOCX)),
        page("docx-laughs", "a Word file with a document type", lambda: (a_docx(laughs + b"]><l>&a29;</l>", 1), DOCX)),
        page("docx-entries", "a Word file of 60,000 entries", lambda: (crowded_zip(), DOCX)),
        page("type-lies", "a PDF that says it is HTML", lambda: (b"%PDF-1.7\n" + b"<p>" * 9999, "text/html")),
    ]


DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def a_docx(part: bytes, times: int) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        with packed.open("word/document.xml", "w", force_zip64=True) as entry:
            for _ in range(times):
                entry.write(part)
    return file.getvalue()


def crowded_zip() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        for number in range(60_000):
            packed.writestr(f"word/{number}.xml", "")
    return file.getvalue()


def a_pdf(*objects: bytes, pages: int = 1, root: bytes = b"") -> bytes:
    """Write objects from 4 on behind a catalogue and a page tree; object 4 is what each page shows."""
    kids = b" ".join(b"3 0 R" for _ in range(pages))
    held = [
        root or b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[" + kids + b"]/Count %d>>" % pages,
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>>>",
        *objects,
    ]
    file, places = bytearray(b"%PDF-1.7\n"), []
    for number, one in enumerate(held, 1):
        places.append(len(file))
        file += b"%d 0 obj\n" % number + one + b"\nendobj\n"
    start = len(file)
    file += b"xref\n0 %d\n0000000000 65535 f \n" % (len(held) + 1) + b"".join(b"%010d 00000 n \n" % at for at in places)
    return bytes(file + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(held) + 1, start))


def stream(body: bytes, entries: bytes = b"") -> bytes:
    return b"<<" + entries + b"/Length %d>>stream\n" % len(body) + body + b"\nendstream"


def deflated(size: int, part: bytes, layers: int = 1) -> bytes:
    packer = zlib.compressobj(9)
    block = part * (MIB // len(part))
    body = b"".join(packer.compress(block) for _ in range(size // MIB)) + packer.flush()
    for _ in range(layers - 1):
        body = zlib.compress(body, 9)
    return stream(body, b"/Filter[" + b"/FlateDecode" * layers + b"]")


FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
SHOWS = b"BT /F 12 Tf 20 200 Td (Hotline 020 7946 0555) Tj ET "
FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R/Y %d 0 R>>>>"


def doubling(levels: int) -> bytes:
    forms = [stream(b"/X Do /Y Do", FORM % (number + 7, number + 7)) for number in range(levels)]
    return a_pdf(stream(b"/X Do"), FONT, *forms, stream(SHOWS, FORM % (5, 5)))


def pdfs() -> list[Case]:
    file = partial(a_case, ends=READ_OR_NOT, seconds=SECONDS, mib=MEMORY)

    def made(make: Callable[[], bytes]) -> Callable[[], Body]:
        return lambda: (make(), "application/pdf")

    return [
        file("pdf-bomb", "PDF: a stream of 512 MiB", made(lambda: a_pdf(deflated(512 * MIB, SHOWS), FONT))),
        file(
            "pdf-layers",
            "PDF: three layers, 1 GiB",
            made(lambda: a_pdf(deflated(1024 * MIB, SHOWS, 3), FONT)),
        ),
        file(
            "pdf-operators",
            "PDF: 5 million text operators",
            made(lambda: a_pdf(deflated(64 * MIB, b"(1)Tj ET BT "), FONT)),
        ),
        file(
            "pdf-itself",
            "PDF: a form that draws itself twice",
            made(lambda: a_pdf(stream(b"/X Do"), FONT, stream(b"/X Do /Y Do", FORM % (6, 6)))),
            quick=True,
        ),
        file("pdf-doubling", "PDF: forms that double 28 times", made(lambda: doubling(28))),
        file("pdf-pages", "PDF: 100,000 pages of one stream", made(lambda: a_pdf(stream(SHOWS), FONT, pages=100_000))),
        file(
            "pdf-page-loop",
            "PDF: a page tree that holds itself",
            made(lambda: a_pdf(stream(SHOWS), FONT).replace(b"/Kids[3 0 R]", b"/Kids[2 0 R]")),
        ),
        file(
            "pdf-arrays",
            "PDF: 100,000 nested arrays",
            made(lambda: a_pdf(stream(SHOWS), b"[" * 100_000 + b"]" * 100_000)),
        ),
        file(
            "pdf-size",
            "PDF: a table of 10^12 objects",
            made(lambda: a_pdf(stream(SHOWS), FONT).replace(b"/Size 6", b"/Size 999999999999")),
        ),
        file("pdf-cut", "PDF cut in half", made(lambda: a_pdf(stream(SHOWS), FONT)[:300])),
        file(
            "pdf-noise",
            "noise behind a PDF's first line",
            made(lambda: b"%PDF-1.7\n" + random.Random(9).randbytes(MIB)),
        ),
        file(
            "pdf-javascript",
            "PDF that starts a script and a program",
            made(
                lambda: a_pdf(
                    stream(SHOWS),
                    FONT,
                    root=b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/Launch/F(/bin/sh)>>/AA<</O<</S/JavaScript/JS(x)>>>>>>",
                )
            ),
        ),
    ]


def a_png(width: int, height: int, rows: bytes | None = None, extra: bytes = b"") -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    if rows is None:
        packer = zlib.compressobj(9)
        row = b"\x00" * (width // 8 + 2)
        rows = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    return b"\x89PNG\r\n\x1a\n" + header + extra + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def a_flicker(frames: int) -> bytes:
    file = io.BytesIO()
    pictures = [Image.new("P", (64, 64), color=number % 2) for number in range(frames)]
    pictures[0].save(file, "GIF", save_all=True, append_images=pictures[1:], duration=1)
    return file.getvalue()


def text_chunk(size: int) -> bytes:
    body = b"Comment\x00\x00" + zlib.compress(b"0" * size, 9)
    return struct.pack(">I", len(body)) + b"zTXt" + body + struct.pack(">I", zlib.crc32(b"zTXt" + body))


def pictures() -> list[Case]:
    picture = partial(a_case, ends=READ_OR_NOT, seconds=PICTURE_SECONDS, mib=2 * MEMORY)

    def made(make: Callable[[], bytes], kind: str = "png") -> Callable[[], Body]:
        return lambda: (make(), f"image/{kind}")

    return [
        picture("image-30k", "PNG of 30,000 by 30,000", made(lambda: a_png(30_000, 30_000))),
        picture("image-12k", "PNG of 12,000 by 12,000", made(lambda: a_png(12_000, 12_000))),
        picture(
            "image-lies", "PNG that says 2^31 by 2^31", made(lambda: a_png(2**31 - 1, 2**31 - 1, zlib.compress(b"0")))
        ),
        picture("image-4k", "PNG of 4,900 by 4,900, all black", made(lambda: a_png(4_900, 4_900))),
        picture("image-frames", "GIF of 2,000 frames", made(lambda: a_flicker(2_000), "gif")),
        picture(
            "image-comment", "PNG with a comment of 512 MiB", made(lambda: a_png(64, 64, extra=text_chunk(512 * MIB)))
        ),
        picture("image-cut", "PNG cut in half", made(lambda: a_png(4_000, 4_000)[:900])),
        picture(
            "image-lies-type",
            "HTML that says it is a PNG",
            lambda: (GOOD, "image/png"),
            ends=READ_OR_NOT + " wrong_type",
        ),
    ]


def a_job(name: str, body: bytes, media: str) -> ReadJob:
    kind, _, charset = media.partition("; charset=")
    page = Page(
        url=f"https://hostile.pay.example/{name}",
        channel="help",
        language="en",
        regions=("GB", "CN"),
        expect=Expect(least=0, most=10_000),
    )
    provider = Provider(
        id="gb/pay",
        name="Example Pay",
        kind="wallet",
        country="GB",
        official_hosts=("pay.example",),
        hotline="published",
    )
    at = datetime(2026, 11, 22, tzinfo=UTC)
    fetch = Fetch(provider="gb/pay", page=page.url, at=at, outcome="ok", media=kind, charset=charset, snapshot="5" * 64)
    return ReadJob(page=page, provider=provider, fetch=fetch, capture=None, known=(), data=Path("/data"), body=body)


def meet(case: Case, pool: ReadingPool) -> Met:
    """Read one document, then a good one by the same pool."""
    body, media = case.make()
    next(iter(pool.read([a_job("warm", GOOD, "text/html")])))
    with Peak(lambda: [worker.process.pid for worker in pool._workers]) as peak:
        began = time.monotonic()
        ((_, reading),) = pool.read([a_job(case.name, body, media)])
        seconds = time.monotonic() - began
    ((_, behind),) = pool.read([a_job("behind", GOOD, "text/html")])
    went_on = [seen.number for seen in behind.sightings] == ["+442079460555"]
    return Met(case, reading.outcome, reading.detail, seconds, peak.mib, went_on)


def a_pool(timeout_s: float = LIMITS.timeout_s) -> ReadingPool:
    return ReadingPool(workers=1, memory_bytes=LIMITS.memory_bytes, timeout_s=timeout_s)


FAMILIES = (markup, letters, data, pdfs, pictures)
