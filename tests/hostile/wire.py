"""Servers that harm: every path of a host is one attack over HTTP, played against the crawler's own process."""

from __future__ import annotations

import gzip
import itertools
import socket
import socketserver
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

import brotli

from crawler.payload import zstd
from tests.hostile.cases import MIB, Case, a_case

GOOD = b"<html><body><main><p>Customer hotline: 020 7946 0555</p></main></body></html>"
GIB = 1024 * MIB
HTML = "Content-Type: text/html; charset=utf-8"
Attack = Callable[[socket.socket], None]


def answer(body: bytes = GOOD, *headers: str, status: str = "200 OK", length: int | None = None) -> bytes:
    size = len(body) if length is None else length
    kept = headers if any(name.lower().startswith("content-type") for name in headers) else (HTML, *headers)
    return (
        "\r\n".join([f"HTTP/1.1 {status}", *kept, f"Content-Length: {size}", "Connection: close", "", ""]).encode()
        + body
    )


def says(*parts: bytes) -> Attack:
    def attack(connection: socket.socket) -> None:
        for part in parts:
            connection.sendall(part)

    return attack


def packed(body: bytes, encoding: str) -> Attack:
    return says(answer(body, f"Content-Encoding: {encoding}"))


def gzip_of(size: int, level: int = 9, wbits: int = 31) -> bytes:
    packer = zlib.compressobj(level, zlib.DEFLATED, wbits)
    block = b"0" * MIB
    return b"".join(packer.compress(block) for _ in range(size // MIB)) + packer.flush()


def brotli_of(size: int) -> bytes:
    packer = brotli.Compressor(quality=5)
    block = b"0" * MIB
    return b"".join(packer.process(block) for _ in range(size // MIB)) + packer.finish()


def zstd_of(size: int) -> bytes:
    packer = zstd.ZstdCompressor()
    block = b"0" * MIB
    return b"".join(packer.compress(block) for _ in range(size // MIB)) + packer.flush()


def layered(size: int, layers: int) -> bytes:
    body = gzip_of(size)
    for _ in range(layers - 1):
        body = gzip.compress(body, mtime=0)
    return body


def endless(head: bytes, part: bytes, pause_s: float = 0.0, most: int = 200_000) -> Attack:
    """Send `part` for as long as anybody listens."""

    def attack(connection: socket.socket) -> None:
        connection.sendall(head)
        for _ in range(most):
            connection.sendall(part)
            if pause_s:
                time.sleep(pause_s)

    return attack


def silent(connection: socket.socket) -> None:
    connection.settimeout(60)
    connection.recv(1)


def header_flood(lines: int, value: str = "x") -> Attack:
    def attack(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n")
        for start in range(0, lines, 10_000):
            block = "".join(f"X-{n}: {value}\r\n" for n in range(start, min(lines, start + 10_000)))
            connection.sendall(block.encode())
        connection.sendall(b"Content-Length: 2\r\n\r\nok")

    return attack


def leads_to(*locations: str, status: str = "302 Found") -> Attack:
    headers = [f"Location: {location}" for location in locations]
    return says(answer(b"", *headers, status=status))


LEFT = "left_official_host"
GONE = "http_error"
CHUNK = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
DRIP = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5000000\r\n\r\n"
HUGE = b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000000\r\n\r\n"
HEADER = b"HTTP/1.1 200 OK\r\nX-Long: "
# The page timeout of these crawls is TIMEOUT_S in place of 30 s; a page is asked three times (RETRY_TIMES 2).
TIMEOUT_S = 2.0
SLOW = 3 * TIMEOUT_S + 6
# The crawler's own process holds 75 MiB before it meets anything.
SMALL = 160.0


def bombs() -> list[Case]:
    wire = partial(a_case, ends="too_large", mib=SMALL)
    return [
        wire("gzip-bomb", "gzip of 2 GiB", lambda: packed(gzip_of(2 * GIB), "gzip"), seconds=12),
        wire("gzip-small", "gzip of 64 MiB", lambda: packed(gzip_of(64 * MIB), "gzip"), seconds=8, quick=True),
        wire(
            "deflate-bomb",
            "deflate of 2 GiB",
            lambda: packed(gzip_of(2 * GIB, wbits=15), "deflate"),
            seconds=30,
        ),
        wire("brotli-bomb", "brotli of 2 GiB", lambda: packed(brotli_of(2 * GIB), "br"), seconds=12),
        wire("brotli-small", "brotli of 64 MiB", lambda: packed(brotli_of(64 * MIB), "br"), seconds=8, quick=True),
        wire("zstd-bomb", "zstd of 2 GiB", lambda: packed(zstd_of(2 * GIB), "zstd"), seconds=12),
        wire("zstd-small", "zstd of 64 MiB", lambda: packed(zstd_of(64 * MIB), "zstd"), seconds=8, quick=True),
        wire("gzip-twice", "gzip in gzip, 900 MiB", lambda: packed(layered(900 * MIB, 2), "gzip, gzip"), seconds=12),
        a_case(
            "gzip-five-times",
            "gzip five times over, 900 MiB",
            lambda: packed(layered(900 * MIB, 5), "gzip, gzip, gzip, gzip, gzip"),
            "too_large http_error",
            30,
            SMALL,
        ),
        a_case(
            "encoding-lies",
            "plain text that says it is gzip",
            lambda: says(answer(GOOD, "Content-Encoding: gzip")),
            "ok http_error unreachable",
            8,
            SMALL,
            quick=True,
        ),
    ]


def bodies() -> list[Case]:
    return [
        a_case(
            "endless-chunks",
            "a chunked body without end",
            lambda: endless(CHUNKED, CHUNK),
            "too_large",
            12,
            SMALL,
            quick=True,
        ),
        a_case(
            "length-huge",
            "Content-Length of 10^12",
            lambda: endless(HUGE, b"x" * 65536),
            "too_large",
            8,
            SMALL,
            quick=True,
        ),
        a_case(
            "length-lies",
            "a body cut before its length",
            lambda: says(answer(GOOD, length=9999)),
            "unreachable",
            8,
            SMALL,
        ),
        a_case("body-drips", "a byte of body now and then", lambda: endless(DRIP, b"x", 0.2), "timed_out", SLOW, SMALL),
        a_case(
            "head-drips", "a byte of header now and then", lambda: endless(HEADER, b"x", 0.2), "timed_out", SLOW, SMALL
        ),
        a_case("silent", "a connection and never a word", lambda: silent, "timed_out", SLOW, SMALL),
        a_case(
            "continue-forever",
            "100 Continue without end",
            lambda: endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n", 0.0005),
            "timed_out too_large unreachable",
            SLOW,
            SMALL,
        ),
        a_case(
            "line-long",
            "one header line of 64 MB",
            lambda: endless(HEADER, b"x" * 65536, most=1000),
            "too_large unreachable http_error",
            12,
            SMALL,
            quick=True,
        ),
        a_case("headers-200", "300 header lines", lambda: header_flood(300), "too_large", 8, SMALL, quick=True),
        a_case(
            "headers-2m",
            "2 million header lines (25 MB)",
            lambda: header_flood(2_000_000),
            "too_large unreachable",
            30,
            SMALL,
        ),
        a_case(
            "cookies-80mb",
            "20,000 cookies of 4 kB",
            lambda: header_flood(20_000, "c" * 4000),
            "too_large unreachable",
            20,
            SMALL,
        ),
        a_case(
            "status-odd",
            "a status line of another protocol",
            lambda: says(b"SSH-2.0-OpenSSH\r\n\r\n" * 9),
            "unreachable http_error timed_out",
            SLOW,
            SMALL,
            quick=True,
        ),
        a_case(
            "etag-500kb",
            "an ETag of 500 kB",
            lambda: says(answer(GOOD, 'ETag: "' + "e" * 500_000 + '"')),
            "too_large unreachable",
            8,
            SMALL,
        ),
        a_case(
            "crlf-header",
            "NUL and bare CR in headers",
            lambda: says(answer(GOOD, "X-A: a\rSet-Cookie: b\x00")),
            "ok unreachable",
            8,
            SMALL,
        ),
    ]


SPELLINGS = {
    "loopback": "http://127.0.0.1:{trap}/",
    "decimal": "http://2130706433:{trap}/",
    "octal": "http://0177.0.0.1:{trap}/",
    "hex": "http://0x7f.1:{trap}/",
    "short": "http://127.1:{trap}/",
    "zero": "http://0.0.0.0:{trap}/",
    "name": "http://localhost:{trap}/",
    "dotted-name": "http://localhost.:{trap}/",
    "v6": "http://[::1]:{trap}/",
    "v6-mapped": "http://[::ffff:127.0.0.1]:{trap}/",
    "v6-nat64": "http://[64:ff9b::7f00:1]:{trap}/",
    "v6-6to4": "http://[2002:7f00:1::]:{trap}/",
    "v6-link-local": "http://[fe80::1%25lo]:{trap}/",
    "v6-metadata": "http://[fd00:ec2::254]/latest/meta-data/",
    "metadata": "http://169.254.169.254/latest/meta-data/",
    "metadata-name": "http://metadata.google.internal/computeMetadata/v1/",
    "private": "http://10.0.0.1/",
    "carrier": "http://100.64.0.1/",
    "backslash": "http://hostile.pay.example\\@127.0.0.1:{trap}/",
    "userinfo": "http://hostile.pay.example@127.0.0.1:{trap}/",
    "tab": "http://127.0.0.1\t:{trap}/",
    "fullwidth": "http://１２７.０.０.１:{trap}/",
    "file": "file:///etc/passwd",
    "data": "data:text/html,<p>020 7946 0999</p>",
    "javascript": "javascript:alert(1)",
    "ftp": "ftp://127.0.0.1:{trap}/",
    "gopher": "gopher://127.0.0.1:{trap}/_x",
    "s3": "s3://bucket/key",
    "other-port": "http://hostile.pay.example:{trap}/",
    "foreign": "http://evil.example/",
    "look-alike": "http://hostile.pay.example.evil.example/",
}
# Official by name, yet not where the public can reach it: what an attacker's DNS, or a second answer of it, says.
INSIDE = {
    "dns-loopback": "127.0.0.1:{trap}",
    "dns-name": "localhost:{trap}",
    "dns-zero": "0.0.0.0:{trap}",
    "dns-private": "10.0.0.1:80",
    "dns-link-local": "169.254.1.1:80",
    "dns-metadata": "169.254.169.254:80",
    "dns-carrier": "100.64.0.1:80",
    "dns-multicast": "224.0.0.1:80",
}


def ways_in(trap: int) -> list[Case]:
    quick = {"decimal", "v6-mapped", "metadata", "file", "userinfo", "other-port"}
    spelled = [
        a_case(
            f"to-{name}",
            f"redirect to {url.partition('{')[0] if name != 'tab' else 'an address with a tab in it'}",
            partial(leads_to, url.format(trap=trap)),
            LEFT,
            8,
            SMALL,
            quick=name in quick,
        )
        for name, url in SPELLINGS.items()
    ]
    inside = [
        a_case(
            f"to-{name}",
            f"redirect to an official name that answers {address.partition(':')[0]}",
            partial(leads_to, f"http://{name}.pay.example/"),
            "dns_error",
            12,
            SMALL,
            quick=name == "dns-name",
        )
        for name, address in INSIDE.items()
    ]
    return [
        *spelled,
        *inside,
        a_case("loop", "a redirect to itself", lambda: leads_to("/loop"), GONE, 8, SMALL, quick=True),
        a_case("chain", "redirects without end", lambda: chain, GONE, 8, SMALL),
        a_case(
            "two-locations",
            "two Location headers",
            lambda: leads_to("/x", "http://evil.example/"),
            f"ok {LEFT} {GONE}",
            8,
            SMALL,
        ),
        a_case("nowhere", "a redirect without Location", lambda: says(answer(b"", status="301 Moved")), GONE, 8, SMALL),
        a_case(
            "refresh",
            "meta refresh and Refresh header to loopback",
            lambda: says(
                answer(
                    f'<meta http-equiv=refresh content="0;url=http://127.0.0.1:{trap}/">'.encode() + GOOD,
                    f"Refresh: 0;url=http://127.0.0.1:{trap}/",
                )
            ),
            "ok",
            8,
            SMALL,
        ),
    ]


COUNT = itertools.count()


def chain(connection: socket.socket) -> None:
    leads_to(f"/chain?{next(COUNT)}")(connection)


def rules() -> list[Case]:
    """What a robots.txt can do; the page behind it is a good one."""
    wild = b"User-agent: *\n" + b"".join(b"Disallow: /" + b"*a" * 15 + str(n).encode() + b"\n" for n in range(100_000))
    text = "Content-Type: text/plain"
    return [
        a_case(
            "robots-wild", "robots.txt: 100,000 lines of wildcards", lambda: says(answer(wild, text)), "ok", 20, 260
        ),
        a_case(
            "robots-bomb", "robots.txt: gzip of 2 GiB", lambda: packed(gzip_of(2 * GIB), "gzip"), "too_large", 30, SMALL
        ),
        a_case(
            "robots-endless",
            "robots.txt without end",
            lambda: endless(CHUNKED, CHUNK),
            "too_large",
            12,
            SMALL,
            quick=True,
        ),
        a_case(
            "robots-drips",
            "robots.txt, a byte now and then",
            lambda: endless(DRIP, b"x", 0.2),
            "timed_out",
            SLOW,
            SMALL,
        ),
        a_case("robots-loop", "robots.txt redirects in a circle", lambda: leads_to("/robots.txt"), "ok", 8, SMALL),
        a_case(
            "robots-inside",
            "robots.txt redirects to loopback",
            lambda: leads_to("http://127.0.0.1:9/robots.txt"),
            "ok",
            8,
            SMALL,
            quick=True,
        ),
        a_case(
            "robots-nul",
            "robots.txt of NULs and UTF-16",
            lambda: says(answer(b"\x00" * 9999 + "Disallow: /".encode("utf-16"), text)),
            "ok robots_refused",
            8,
            SMALL,
        ),
        a_case(
            "robots-delay",
            "robots.txt asks for a pause of 10^9 s, and of nan",
            lambda: says(answer(b"User-agent: *\nCrawl-delay: nan\nCrawl-delay: 1e9\n", text)),
            "ok",
            40,
            SMALL,
        ),
        a_case(
            "robots-sitemaps",
            "robots.txt names 50,000 sitemaps inside our network",
            lambda: says(answer(b"".join(b"Sitemap: http://127.0.0.1:9/%d.xml\n" % n for n in range(50_000)), text)),
            "ok",
            12,
            SMALL,
        ),
    ]


class Answering(socketserver.StreamRequestHandler):
    """Reads one request's head and lets the attack of its path speak."""

    timeout = 70
    attacks: dict[str, Attack]

    def handle(self) -> None:
        first = self.rfile.readline(9999).split()
        host = ""
        while (line := self.rfile.readline(9999)).strip():
            name, _, value = line.decode("latin-1").partition(":")
            host = value.strip().partition(":")[0] if name.lower() == "host" else host
        path = first[1].decode("latin-1").partition("?")[0] if len(first) > 1 else ""
        rule = self.attacks.get(host.partition(".")[0]) if path == "/robots.txt" else None
        fallback = says(answer(b"", status="404 Not Found")) if path == "/robots.txt" else says(answer())
        attack = rule or self.attacks.get(path.strip("/"), fallback)
        try:
            attack(self.connection)
        except OSError:
            """The other side has had enough, which is the point."""


class Servers(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 64

    def handle_error(self, request, client_address) -> None:
        """A connection that is cut is the attack's own end."""


@contextmanager
def serve(attacks: dict[str, Attack]) -> Iterator[str]:
    """Serve attacks by name on one loopback port; gives its host:port."""
    with Servers(("127.0.0.1", 0), type("Bound", (Answering,), {"attacks": attacks})) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield f"127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@contextmanager
def a_trap() -> Iterator[tuple[int, list[object]]]:
    """A service of our own network that nobody may ask: its port, and whoever came."""
    came: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def note() -> None:
            while True:
                try:
                    connection, peer = listener.accept()
                except OSError:
                    return
                came.append(peer)
                connection.close()

        threading.Thread(target=note, daemon=True).start()
        yield listener.getsockname()[1], came
        listener.shutdown(socket.SHUT_RDWR)


def families(trap: int) -> tuple[list[Case], ...]:
    """Give all attacks over HTTP: bombs, bodies, ways into our own network, robots.txt."""
    return bombs(), bodies(), ways_in(trap), rules()
