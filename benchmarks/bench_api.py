"""Look-ups beside a bare app of the same framework in the same run: a second, and p99, at 64 connections; start and memory.

Both are served by the same server with the same settings; the bare one answers a number with bytes out of a dict. Rounds of
both alternate. Of ten questions eight ask for a listed number behind a plus, one for a code or a national form, one for a number
that is not listed. All of it stays on loopback.
"""

import asyncio
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from directory.public import PublicEntry, PublicProvider
from publish.delta import Listing
from publish.release import make_release

ROOT = Path(__file__).resolve().parents[1]
CONNECTIONS = 64
ROUNDS = 5
ROUND_S = 3.0
WARM_S = 1.0
QUESTIONS = 20_000
PROVIDERS = 500
# Lines of these countries make a national form as dear to read as in a directory of the world.
COUNTRIES = [
    "AU",
    "BD",
    "BR",
    "CA",
    "CN",
    "DE",
    "ES",
    "FR",
    "GB",
    "HK",
    "ID",
    "IN",
    "IT",
    "JP",
    "KE",
    "KR",
    "MX",
    "MY",
    "NG",
    "NL",
    "PH",
    "PK",
    "SG",
    "TH",
    "TW",
    "VN",
    "ZA",
]
TARGETS = {1_000: 0.8, 100_000: 0.7}

BARE = """
import json, sys
from fastapi import FastAPI, Response
from publish.api.server import address_of, listen, server_of
answers = {key: body.encode() for key, body in json.load(open(sys.argv[1])).items()}
app = FastAPI()
@app.get("/v1/numbers/{number}")
async def number(number: str) -> Response:
    return Response(answers.get(number, b"{}"), media_type="application/json")
listening = listen("127.0.0.1", 0)
print(address_of(listening), flush=True)
server_of(app).run(sockets=[listening])
"""


class Load(NamedTuple):
    """What one round gave: answers a second, and the time within which 99 of 100 came, in milliseconds."""

    per_s: float
    p99_ms: float


class Served(NamedTuple):
    """A server under load: its process, port, the seconds until it listened."""

    process: subprocess.Popen[str]
    port: int
    start_s: float


def lines_of(count: int, now: datetime) -> list[PublicEntry]:
    """Lines of numbers kept for fiction (555 in North America), and one code in every country."""
    numbers = [f"+1{202 + place // 10_000:03d}555{place % 10_000:04d}" for place in range(count - len(COUNTRIES))]
    keys = [*((key, "US") for key in numbers), *((f"{country}:12345", country) for country in COUNTRIES)]
    return [
        a_line(key, country, f"us/provider-{place % PROVIDERS:03d}", now) for place, (key, country) in enumerate(keys)
    ]


def a_line(key: str, country: str, provider: str, now: datetime) -> PublicEntry:
    today = date(now.year, now.month, now.day)
    return PublicEntry(
        provider=provider, name=f"Example {provider[-3:]}", names={"zh": "示例"}, key=key, tel=f"tel:{key}", country=country,
        dial_home=key, dial_abroad=key, abroad="unknown", purpose="general", audience="", hours="24/7", languages=("en",),
        label="Customer service", first_seen=now, last_seen=now, verified_on=today, expires_on=today + timedelta(days=180),
        accepted_by="person", source="https://www.provider.example/contact", evidence="9f2c" * 16, status="verified", presence="seen",
    )  # fmt: skip


def a_release(folder: Path, count: int) -> list[PublicEntry]:
    now = datetime.now(UTC)  # noqa: TID251 - the server asks the clock
    lines = lines_of(count, now)
    providers = tuple(
        PublicProvider(
            id=name, name=f"Example {name[-3:]}", names={}, aliases=(), kind="bank", country="US", group="",
            official_hosts=("provider.example",), hotline="published",
        )
        for name in sorted({line.provider for line in lines})
    )  # fmt: skip
    ground = {"policy": "person-only", "rules": {}, "chain_length": 1, "chain_head": "ab" * 32, "licence": "CC-BY-4.0",
              "contact": "corrections@hotlinewatch.example", "takedown": "write to the contact", "run": ""}  # fmt: skip
    make_release(folder, Listing(entries=tuple(lines), providers=providers), now, ground)
    return lines


def questions(lines: Sequence[PublicEntry]) -> list[str]:
    chosen = random.Random(4)
    asked = []
    for place in range(QUESTIONS):
        key = chosen.choice(lines).key
        if place % 10 == 8:
            key = chosen.choice(["12345", f"(202) 555-{chosen.randrange(10_000):04d}".replace(" ", "%20")])
        elif place % 10 == 9:
            key = f"+1{chosen.randrange(300, 400)}555{chosen.randrange(10_000):04d}"
        asked.append(key)
    return asked


class Asker(asyncio.Protocol):
    """One connection that asks one question after the other and notes how long each answer took."""

    def __init__(self, requests: Sequence[bytes], first: int, end: float, took: list[float]) -> None:
        self._requests, self._place, self._end, self._took = requests, first, end, took
        self._held = b""
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self._ask()

    def _ask(self) -> None:
        self._began = time.perf_counter()
        self._transport.write(self._requests[self._place % len(self._requests)])
        self._place += 1

    def data_received(self, data: bytes) -> None:
        self._held += data
        head, found, body = self._held.partition(b"\r\n\r\n")
        if not found:
            return
        length = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0])
        if len(body) < length:
            return
        assert head.startswith(b"HTTP/1.1 200"), head
        self._held = body[length:]
        now = time.perf_counter()
        self._took.append(now - self._began)
        if now < self._end:
            self._ask()
        else:
            self._transport.close()

    def connection_lost(self, error: Exception | None) -> None:
        if error is None:
            self.done.set_result(None)
        else:
            self.done.set_exception(error)


async def ask_all(port: int, requests: Sequence[bytes], seconds: float) -> Load:
    took: list[float] = []
    end = time.perf_counter() + seconds
    loop = asyncio.get_running_loop()
    apart = len(requests) // CONNECTIONS
    askers = [
        (
            await loop.create_connection(
                lambda place=place: Asker(requests, place * apart, end, took), "127.0.0.1", port
            )
        )[1]
        for place in range(CONNECTIONS)
    ]
    await asyncio.gather(*(asker.done for asker in askers))
    return Load(len(took) / seconds, sorted(took)[int(len(took) * 0.99)] * 1000)


def start(arguments: Sequence[str], folder: Path) -> Served:
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "HOTLINEWATCH_API__PER_S": "1e9",
        "HOTLINEWATCH_API__BURST": "1000000000",
    }
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *arguments], stdout=subprocess.PIPE, text=True, cwd=folder, env=environment
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    return Served(
        process, int(line.partition("127.0.0.1:")[2].partition("/")[0].split()[0]), time.perf_counter() - began
    )


def memory_mb(process: subprocess.Popen[str], name: str) -> float:
    status = Path(f"/proc/{process.pid}/status").read_text()
    return int(status.partition(f"{name}:")[2].split()[0]) / 1024


def compare(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        lines = a_release(Path(folder) / "releases", count)
        requests = [f"GET /v1/numbers/{asked} HTTP/1.1\r\nHost: bench\r\n\r\n".encode() for asked in questions(lines)]
        served = start(
            ["-m", "scheduler.cli.main", "serve", "--only", "api", "--port", "0", "--releases", f"{folder}/releases"],
            Path(folder),
        )
        bodies = json.loads((Path(folder) / "releases" / "000001" / "directory.json").read_bytes())["entries"]
        (Path(folder) / "bare.json").write_text(
            json.dumps({one["key"]: json.dumps({"entries": [one]}) for one in bodies})
        )
        bare = start(["-c", BARE, str(Path(folder) / "bare.json")], Path(folder))
        try:
            report(count, served, bare, requests)
        finally:
            for one in (served, bare):
                one.process.terminate()
                one.process.communicate()


def report(count: int, served: Served, bare: Served, requests: Sequence[bytes]) -> None:
    for one in (served, bare):
        asyncio.run(ask_all(one.port, requests, WARM_S))
    rounds = [
        (asyncio.run(ask_all(served.port, requests, ROUND_S)), asyncio.run(ask_all(bare.port, requests, ROUND_S)))
        for _ in range(ROUNDS)
    ]
    ours, theirs = (statistics.median(one[side].per_s for one in rounds) for side in (0, 1))
    ratio = statistics.median(one.per_s / other.per_s for one, other in rounds)
    p99 = [statistics.median(one[side].p99_ms for one in rounds) for side in (0, 1)]
    target = TARGETS[count]
    print(
        f"{count:>7,} lines: {ours:,.0f} look-ups a second, p99 {p99[0]:.0f} ms; bare app {theirs:,.0f}, p99 {p99[1]:.0f} ms"
    )
    print(f"        ratio {ratio:.2f} (target {target}: {'held' if ratio >= target else 'MISSED'})")
    print(
        f"        start {served.start_s:.1f} s (bare {bare.start_s:.1f} s); memory {memory_mb(served.process, 'VmRSS'):.0f} MB, "
        f"at most {memory_mb(served.process, 'VmHWM'):.0f} MB"
    )


def main() -> None:
    """Compare with a small directory and with a large one."""
    for count in TARGETS:
        compare(count)


if __name__ == "__main__":
    main()
