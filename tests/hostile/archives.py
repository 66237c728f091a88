"""WARC files that lie: each holds a good capture first, and the attack behind it."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import zlib
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.crawler.recorded import a_record, an_answer
from tests.hostile.cases import MIB, Case, Met, a_case
from tests.hostile.wire import GIB, brotli_of, gzip_of, zstd_of

URL = "https://pay.example/hostile"
DAY = "2026-11-20T00:00:00Z"
BEFORE = a_record("https://pay.example/before", DAY)
# A capture counts when what follows it is a record, so one stands between the good capture and the attack.
BETWEEN = a_record("https://other.example/", DAY)


def behind(*records: bytes) -> Callable[[], bytes]:
    return lambda: b"".join(gzip.compress(record, mtime=0) for record in (BEFORE, BETWEEN, *records))


def plain(*records: bytes) -> Callable[[], bytes]:
    return lambda: b"".join((BEFORE, BETWEEN, *records))


def encoded(body: bytes, encoding: str) -> bytes:
    headers = [("Content-Type", "text/html"), ("Content-Encoding", encoding)]
    return gzip.compress(a_record(URL, DAY, an_answer(body, headers=headers)), mtime=0)


def swollen(size: int, before: bytes) -> Callable[[], bytes]:
    """One gzip member whose record is `before` and then zeros."""
    return lambda: behind(before)()[: -len(gzip.compress(before, mtime=0))] + swollen_member(before, size)


def swollen_member(before: bytes, size: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    block = b"0" * MIB
    return packer.compress(before) + b"".join(packer.compress(block) for _ in range(size // MIB)) + packer.flush()


def records() -> list[Case]:
    # The program holds 60 MiB before it opens anything; a body may have 16 MiB, and is held a few times over.
    file = partial(a_case, ends="absent", seconds=6, mib=200)
    good, other = a_record(URL, DAY), a_record(URL + "/2", DAY)
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {URL}\r\nWARC-Date: {DAY}\r\n".encode()
    chunked = an_answer(b"ffffffff\r\nxx", headers=[("Transfer-Encoding", "chunked")])
    return [
        file(
            "warc-too-long",
            "a record that says it is longer than it is",
            behind(a_record(URL, DAY, length=5000), other),
            quick=True,
        ),
        file(
            "warc-too-short",
            "a record that says it is shorter than it is",
            behind(a_record(URL, DAY, length=20), other),
        ),
        file("warc-petabyte", "a length of 10^15", plain(a_record(URL, DAY, length=10**15))),
        file("warc-negative", "a length of -1", plain(a_record(URL, DAY, length=-1), other)),
        file(
            "warc-no-number", "a length in letters", plain(a_record(URL, DAY, length="many"), other), ends="absent ok"
        ),
        file(
            "warc-two-lengths",
            "two lengths",
            behind(good.replace(b"Content-Length", b"Content-Length: 3\r\nContent-Length", 1)),
            ends="absent ok http_error",
        ),
        file(
            "warc-smuggled",
            "a record inside a body that lies about its length",
            plain(a_record("https://pay.example/other", DAY, an_answer(good), length=10)),
        ),
        file("warc-cut", "a file cut in the middle of a record", lambda: behind(good)()[:-40], quick=True),
        file("warc-flipped", "a bit flipped in the compressed tail", lambda: flipped(behind(good)())),
        file(
            "warc-bomb",
            "a member of 2 GiB behind a record",
            swollen(2 * GIB, head + b"Content-Length: 2147483648\r\n\r\n"),
            seconds=20,
            ends="too_large absent",
        ),
        file(
            "warc-header-bomb",
            "a record head of 1 GiB",
            swollen(GIB, head + b"X-Long: "),
            seconds=20,
            ends="absent refused",
        ),
        file(
            "warc-headers",
            "a million header lines in a record",
            behind(head + b"".join(b"X-%d: y\r\n" % n for n in range(1_000_000)) + good),
            seconds=20,
            mib=400,
            ends="absent",
        ),
        file(
            "warc-many",
            "100,000 records of nobody",
            lambda: gzip.compress(BEFORE) + gzip.compress(BETWEEN * 100_000),
            seconds=30,
        ),
        file(
            "warc-many-own",
            "100,000 captures of our own page",
            lambda: gzip.compress(BEFORE + good * 100_000),
            seconds=30,
            mib=400,
            ends="ok",
        ),
        file(
            "warc-gzip",
            "a body: gzip of 2 GiB",
            lambda: behind()() + encoded(gzip_of(2 * GIB), "gzip"),
            ends="too_large",
        ),
        file(
            "warc-brotli",
            "a body: brotli of 2 GiB",
            lambda: behind()() + encoded(brotli_of(2 * GIB), "br"),
            ends="too_large",
        ),
        file(
            "warc-zstd",
            "a body: zstd of 2 GiB",
            lambda: behind()() + encoded(zstd_of(2 * GIB), "zstd"),
            ends="too_large",
        ),
        file(
            "warc-gzip-ten",
            "a body: gzip ten times over",
            lambda: behind()() + encoded(gzip_of(MIB), ", ".join(["gzip"] * 10)),
            ends="http_error",
        ),
        file(
            "warc-members",
            "a body of 100,000 gzip members",
            lambda: behind()() + encoded(gzip.compress(b"") * 100_000, "gzip"),
            ends="http_error",
        ),
        file(
            "warc-chunk-lies",
            "a chunk that says it has 4 GiB",
            behind(a_record(URL, DAY, chunked)),
            ends="http_error",
            quick=True,
        ),
        file(
            "warc-http-head",
            "an answer whose head has 30 MB",
            behind(a_record(URL, DAY, an_answer(headers=[("X", "y" * 30_000_000)]))),
            ends="too_large",
        ),
        file(
            "warc-revisit-loop",
            "a revisit that refers to itself",
            behind(a_record(URL, DAY, b"", "revisit", WARC_Refers_To_Target_URI=URL, WARC_Refers_To_Date=DAY)),
            ends="unresolved_revisit",
        ),
        file(
            "warc-redirect-loop",
            "captures that redirect to themselves",
            behind(a_record(URL, DAY, an_answer(b"", 302, [("Location", URL)]))),
            ends="http_error",
        ),
        file(
            "warc-redirect-inside",
            "a capture that redirects to loopback",
            behind(a_record(URL, DAY, an_answer(b"", 302, [("Location", "http://127.0.0.1/")]))),
            ends="left_official_host",
            quick=True,
        ),
        file(
            "warc-date",
            "dates that no calendar holds",
            behind(a_record(URL, "9999-12-31T23:59:60Z"), a_record(URL, "0000-00-00")),
            ends="absent",
        ),
        file(
            "warc-noise",
            "noise in place of a file",
            lambda: b"\x1f\x8b" + bytes(range(256)) * 999,
            ends="refused",
        ),
    ]


def flipped(content: bytes) -> bytes:
    found = bytearray(content)
    found[-60] ^= 4
    return bytes(found)


def meet(case: Case, folder: Path) -> Met:
    """Take two pages out of the file in a process of its own; the one before the attack must be there."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "hostile.warc.gz"
    file.write_bytes(case.make())
    command = [sys.executable, "-m", "tests.hostile.imported", str(file), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    if done.returncode:
        return Met(case, "crash", done.stderr[-200:], 0.0, 0.0, went_on=False)
    told = json.loads(done.stdout)
    return Met(case, told["outcome"], told["detail"], told["seconds"], told["mib"], told["before"] == "ok")
