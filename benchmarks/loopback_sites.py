"""Many invented sites on one loopback port, each page with an ETag, some of them changed from night to night.

python benchmarks/loopback_sites.py NIGHT DELAY_MS   prints its port, then serves until its stdin ends
"""

import asyncio
import hashlib
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

# A page of a help centre is mostly words (median of real pages: some 60 KB of markup around 6 KB of text).
FILLER = "".join(
    f"<section class='q{n}'><h2>How do I change setting {n} of my account?</h2><p>Open the menu, choose the account, "
    f"then the line that says so; what you changed is kept when you leave the page (step {n % 7}).</p></section>\n"
    for n in range(120)
)
CHANGED_EACH = 20
# Pages of a site, at most. Ofcom sets a thousand numbers aside for fiction in each of these: 1,857 sites in all.
MOST_PAGES = 7
FICTION = (
    "020 7946 0", "0113 496 0", "0114 496 0", "0115 496 0", "0116 496 0", "0117 496 0", "0118 496 0", "0121 496 0",
    "0131 496 0", "0141 496 0", "0151 496 0", "0161 496 0", "0191 498 0",
)  # fmt: skip


def url_of(host: int, page: int) -> str:
    """Address of a page: plain HTTP, so that TLS is not what is measured."""
    return f"http://help.site-{host}.example/page-{page}"


def number_of(host: int, page: int) -> str:
    """The line that a page prints and no other one does, one of those set aside for fiction (Ofcom)."""
    block, rest = divmod(host * MOST_PAGES + page, 1000)
    return f"{FICTION[block]}{rest:03d}"


@cache
def body_of(host: int, page: int, night: int) -> bytes:
    """A page of some 30 KB; every twentieth is another one each night, its line the same."""
    edition = night if (host + page) % CHANGED_EACH == 0 else 0
    text = (
        f"<!doctype html><html lang=en><title>Help {page} of site {host}</title><body><main>"
        f"<p>Updated edition {edition}. Customer hotline: {number_of(host, page)} (24 hours)</p>{FILLER}</main></html>"
    )
    return text.encode()


def answer(head: bytes, night: int) -> bytes:
    """Give the whole answer to one request."""
    lines = head.split(b"\r\n")
    path = lines[0].split(b" ")[1].decode()
    named = {name.lower(): value.strip() for name, _, value in (line.partition(b":") for line in lines[1:])}
    host = named.get(b"host", b"").decode().partition(":")[0]
    if not path.startswith("/page-") or not host.startswith("help.site-"):
        return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
    body = body_of(int(host.removeprefix("help.site-").partition(".")[0]), int(path.removeprefix("/page-")), night)
    etag = f'"{hashlib.md5(body).hexdigest()}"'.encode()  # noqa: S324 - a mark, no secret
    if named.get(b"if-none-match") == etag:
        return b"HTTP/1.1 304 Not Modified\r\nETag: " + etag + b"\r\n\r\n"
    told = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nETag: %b\r\nContent-Length: %d\r\n\r\n"
    return told % (etag, len(body)) + body


@contextmanager
def serving(night: int, delay_ms: int) -> Iterator[int]:
    """Serve the pages of one night in a process of its own; give the port."""
    command = [sys.executable, __file__, str(night), str(delay_ms)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        yield int(server.stdout.readline())
        server.communicate("")


async def serve(night: int, delay_s: float) -> None:
    """Serve until stdin ends."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                await asyncio.sleep(delay_s)
                writer.write(answer(head, night))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), float(sys.argv[2]) / 1000))
