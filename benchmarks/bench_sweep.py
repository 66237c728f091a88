"""Sweep a slice beside reading and decompressing the same slice, in one process, rounds interleaved; print the ratios.

    python benchmarks/bench_sweep.py [PAGES]

Targets: at least 1/3 of the bare reader's pages a second when 2% of the pages name a known provider, 1/8 when 20% do.
The pages are invented: prose with links, styles and a script in several scripts, 60 to 180 KB each.
"""

import gzip
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from fastwarc.warc import ArchiveIterator, WarcRecordType

from directory.providers import load_providers
from scheduler.sweeping import sweep_slice
from verifier.named import Names

PAGES = 300
ROUNDS = 5
SEED = 20261123
SHARES = ((0.02, 1 / 3), (0.20, 1 / 8))
CLAIM = "<p>支付宝客服电话 400-712-0345。</p>"
ASCII = [
    "lorem",
    "ipsum",
    "dolor",
    "sit",
    "amet",
    "consectetur",
    "adipiscing",
    "elit",
    "sed",
    "eiusmod",
    "tempor",
    "incididunt",
    "labore",
    "magna",
]
HAN = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨露结为霜"


def page(chance: random.Random, is_named: bool) -> bytes:
    parts = ["<!doctype html><html><head><title>page</title><style>a{color:#123456}</style></head><body>"]
    is_han = chance.random() < 0.5
    for _ in range(chance.randint(250, 700)):
        words = "".join(chance.choices(HAN, k=60)) if is_han else " ".join(chance.choices(ASCII, k=25))
        parts.append(f'<div class="c{chance.randint(1, 99)}"><a href="/{chance.randint(1, 9999)}">{words}</a></div>')
    parts.insert(chance.randrange(1, len(parts)), CLAIM if is_named else "")
    return "".join([*parts, "</body></html>"]).encode()


def slice_of(folder: Path, share: float, pages: int) -> Path:
    chance, file = random.Random(SEED), folder / f"{share}.warc.gz"
    with file.open("wb") as out:
        for n in range(pages):
            body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page(
                chance, n % round(1 / share) == 0
            )
            head = f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://site{n}.example/\r\n"
            head += f"WARC-Date: 2026-01-01T00:00:00Z\r\nContent-Length: {len(body)}\r\n\r\n"
            out.write(gzip.compress(head.encode() + body + b"\r\n\r\n"))
    return file


def read_only(file: Path) -> int:
    with file.open("rb") as stream:
        records = ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=False)
        return sum(bool(record.reader.read()) for record in records)


def seconds(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def main() -> int:
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else PAGES
    providers = load_providers(None)
    names = Names(providers.values())
    with tempfile.TemporaryDirectory() as folder:
        for share, target in SHARES:
            file = slice_of(Path(folder), share, pages)
            bare, swept = [], []
            for _ in range(ROUNDS):
                bare.append(seconds(lambda file=file: read_only(file)))
                swept.append(seconds(lambda file=file: sweep_slice(file, providers, names)))
            ratio = statistics.median(a / b for a, b in zip(bare, swept, strict=True))
            found = sweep_slice(file, providers, names)
            print(
                f"{share:.0%} name a provider ({found.named} of {found.pages}): {pages / statistics.median(swept):,.0f} pages/s, ",
                end="",
            )
            print(
                f"bare {pages / statistics.median(bare):,.0f}; ratio {ratio:.3f}, target {target:.3f}: {'met' if ratio >= target else 'MISSED'}"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
