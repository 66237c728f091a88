"""The API under abuse: look-ups of those who mean no harm, beside those who do, at 64 and 512 hostile connections.

Sixteen clients look up listed numbers on one core's worth of connections, first alone ("quiet"), then while the hostile ones do their worst: heads
that drip, answers that nobody takes, floods of wrong addresses, overlong queries, connections that say nothing. Told for each: look-ups a second
beside quiet, p99, errors, memory before, at most and after, and whether the hostile ones were hung up on. Loopback only; limits of time are the
program's own. The clients share the machine with the server, so a flood costs them processor time, too.
"""

import asyncio
import contextlib
import itertools
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Coroutine
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.bench_api import Served, a_release, memory_mb, start

HARMLESS = 16
HOSTILE = (64, 512)
QUIET_S = 4.0
# Longer than a head may take (10 s), so that those who drip are seen to go.
ABUSED_S = 14.0
LINES = 1_000
# As many hostile addresses as one client's share of connections asks for.
ADDRESSES = 8


class Told(NamedTuple):
    """What the harmless ones got: look-ups a second, p99 in milliseconds, what else came instead of 200."""

    per_s: float
    p99_ms: float
    errors: int


class Connection(NamedTuple):
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter


@contextlib.asynccontextmanager
async def connected(port: int, source: str) -> AsyncIterator[Connection]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=(source, 0))
    try:
        yield Connection(reader, writer)
    finally:
        writer.close()


async def answer(reader: asyncio.StreamReader) -> int:
    head = await reader.readuntil(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0])
    await reader.readexactly(length)
    return int(head.split()[1])


async def look_up(port: int, asked: list[str], seconds: float) -> Told:
    took: list[float] = []
    errors = 0
    end = time.perf_counter() + seconds

    async def one(place: int) -> None:
        nonlocal errors
        while time.perf_counter() < end:
            try:
                async with connected(port, "127.0.3.1") as (reader, writer):
                    for key in itertools.islice(itertools.cycle(asked), place * 7, None):
                        began = time.perf_counter()
                        writer.write(f"GET /v1/numbers/{key} HTTP/1.1\r\nHost: bench\r\n\r\n".encode())
                        errors += await answer(reader) != 200
                        took.append(time.perf_counter() - began)
                        if time.perf_counter() >= end:
                            return
            except (OSError, asyncio.IncompleteReadError):
                errors += 1
                await asyncio.sleep(0.1)

    await asyncio.gather(*(one(place) for place in range(HARMLESS)))
    took.sort()
    return Told(len(took) / seconds, took[int(len(took) * 0.99)] * 1000 if took else float("inf"), errors)


async def drips(connection: Connection) -> str:
    connection.writer.write(b"GET /v1/status HTTP/1.1\r\nHost: x\r\n")
    while not connection.reader.at_eof():
        connection.writer.write(b"X: y\r\n")
        with contextlib.suppress(TimeoutError):
            return (await asyncio.wait_for(connection.reader.read(64), 1.0))[9:12].decode()
    return "closed"


async def says_nothing(connection: Connection) -> str:
    return (await connection.reader.read(64))[9:12].decode()


async def takes_nothing(connection: Connection) -> str:
    connection.reader._transport.pause_reading()  # type: ignore[attr-defined]  # noqa: SLF001 - what a slow reader is
    while not connection.writer.is_closing():
        connection.writer.write(b"GET /v1/releases/latest/directory.json HTTP/1.1\r\nHost: x\r\n\r\n")
        await asyncio.sleep(1.0)
    return "closed"


async def floods(connection: Connection) -> str:
    codes = Counter[str]()
    for place in itertools.count():
        target = (f"/v1/nowhere/{place}", f"/v1/numbers/{place}", f"/v1/providers?q={place}")[place % 3]
        connection.writer.write(f"GET {target} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        codes[str(await answer(connection.reader))] += 1
        if "429" in codes:
            await asyncio.sleep(0.05)
    return "flooded"


async def asks_overlong(connection: Connection) -> str:
    for place in itertools.count():
        connection.writer.write(f"GET /v1/providers?q={'x' * 10_000}{place} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        await answer(connection.reader)
        await asyncio.sleep(0.02)
    return "asked"


Attack = Callable[[Connection], Coroutine[None, None, str]]
ATTACKS: tuple[Attack, ...] = (drips, says_nothing, takes_nothing, floods, asks_overlong)


async def attacked(port: int, attack: Attack, count: int, seconds: float) -> Counter[str]:
    """Hold `count` hostile connections for so long, each one made anew where it is ended; gives how they ended."""
    ended = Counter[str]()

    async def one(place: int) -> None:
        while True:
            try:
                async with connected(port, f"127.0.4.{place % ADDRESSES + 1}") as connection:
                    ended[await attack(connection)] += 1
            except (OSError, asyncio.IncompleteReadError):
                ended["reset"] += 1
            await asyncio.sleep(0.2)

    hostile = [asyncio.create_task(one(place)) for place in range(count)]
    await asyncio.sleep(seconds)
    for task in hostile:
        task.cancel()
    await asyncio.gather(*hostile, return_exceptions=True)
    return ended


async def beside(port: int, asked: list[str], attack: Attack, count: int) -> tuple[Told, Counter[str]]:
    hostile = asyncio.create_task(attacked(port, attack, count, ABUSED_S))
    await asyncio.sleep(1.0)
    told = await look_up(port, asked, ABUSED_S - 1.5)
    return told, await hostile


def play(served: Served, asked: list[str]) -> None:
    asyncio.run(look_up(served.port, asked, 1.0))
    for count in HOSTILE:
        for attack in ATTACKS:
            quiet = asyncio.run(look_up(served.port, asked, QUIET_S))
            before = memory_mb(served.process, "VmRSS")
            told, ended = asyncio.run(beside(served.port, asked, attack, count))
            after = memory_mb(served.process, "VmRSS")
            print(
                f"{count:>4} {attack.__name__:<14} {told.per_s:>6,.0f}/s of {quiet.per_s:>6,.0f} ({told.per_s / quiet.per_s:.2f}), p99 {told.p99_ms:.0f} ms "
                f"({quiet.p99_ms:.0f}), {told.errors} errors; memory {before:.0f} → {after:.0f} MB; ended: {dict(ended)}",
                flush=True,
            )
    print(f"memory at most {memory_mb(served.process, 'VmHWM'):.0f} MB")


def main() -> None:
    """Play every attack at every size."""
    with tempfile.TemporaryDirectory() as folder:
        lines = a_release(Path(folder) / "releases", LINES)
        words = ["serve", "--only", "api", "--port", "0", "--releases", f"{folder}/releases"]
        # The rate's limit would hide what each request costs: it is off here, so this is worse than an installation meets.
        served = start(["-m", "scheduler.cli.main", *words], Path(folder))
        try:
            play(served, [line.key for line in lines if line.key.startswith("+")])
        finally:
            served.process.terminate()
            served.process.communicate()


if __name__ == "__main__":
    main()
