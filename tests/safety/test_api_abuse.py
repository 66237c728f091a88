"""The API as it is served, against those who mean harm: other answers for nobody, honest codes, memory that stays."""

import http.client
import json
import os
import re
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.publish.conftest import a_line
from tests.publish.releases import write_release

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime.now(UTC)  # noqa: TID251 - the program itself asks the clock
LISTED = "/v1/numbers/+442079460123"
# Growth that a flood may cause: buffers of its connections, 64 KiB each at most, and the allocator's habits.
GROWTH_MB = 48


class Served:
    """The process of the API."""

    def __init__(self, process, port):
        self.process, self.port = process, port

    def say(self, *lines, body=b""):
        """Send a request word for word; gives the status, the head and the body of the answer."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=20) as plug:
            plug.sendall("\r\n".join([*lines, "Connection: close", "", ""]).encode("latin-1") + body)
            response = http.client.HTTPResponse(plug)
            response.begin()
            return response.status, dict(response.getheaders()), response.read()

    def get(self, target, *headers, method="GET", body=b""):
        return self.say(f"{method} {target} HTTP/1.1", "Host: api.example", *headers, body=body)

    @property
    def memory_mb(self):
        return int(re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{self.process.pid}/status").read_text())[1]) / 1024


@pytest.fixture(scope="module")
def api(tmp_path_factory):
    folder = tmp_path_factory.mktemp("abuse")
    write_release(folder / "releases", [a_line()], NOW)
    named = {name: value for name, value in os.environ.items() if not name.startswith("HOTLINEWATCH_")}
    settings = {"HOTLINEWATCH_API__PER_S": "1e9", "HOTLINEWATCH_API__BURST": "1000000000", "PYTHONPATH": str(ROOT)}
    words = ("serve", "--only", "api", "--port", "0", "--data", "nothing", "--releases", folder / "releases")
    process = subprocess.Popen(
        [sys.executable, "-m", "scheduler.cli.main", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=folder,
        env={**named, **settings},
    )
    try:
        yield Served(process, int(re.search(r"127\.0\.0\.1:(\d+)", process.stdout.readline())[1]))
    finally:
        process.terminate()
        _, err = process.communicate(timeout=20)
    assert "Traceback" not in err


@pytest.fixture
def quiet(api):
    """What a client who means no harm is told; it is told the same afterwards."""
    before = api.get(LISTED)
    yield before
    after = api.get(LISTED)
    assert (after[0], after[1]["etag"], after[2]) == (200, before[1]["etag"], before[2])


@pytest.mark.parametrize(
    "target",
    [
        "/v1/releases/latest/../../../../etc/passwd",
        "/v1/releases/latest/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "/v1/releases/latest/..%252f..%252fetc%252fpasswd",
        "/v1/releases/latest/....//....//etc/passwd",
        "/v1/releases/latest/%c0%ae%c0%ae%c0%afetc%c0%afpasswd",
        "/v1/releases/latest//etc/passwd",
        "/v1/releases/latest/%2fetc%2fpasswd",
        "/v1/releases/latest/directory.json%00.csv",
        "/v1/releases/latest/..\\..\\etc\\passwd",
        "/v1/releases/000001/../../public.pem",
        "/v1/releases/000001%2f..%2f000001/directory.json",
        "/v1/files/..%2f..%2f..%2fproc%2fself%2fenviron",
        "/v1/files/.lock",
        "/v1/files/keys/../withdrawn.json",
        "http://evil.example/v1/status",
        "//evil.example/v1/status",
        "/\\evil.example",
        "*",
        "/v1/%73tatus/..",
        "/V1/STATUS",
    ],
)
def test_a_trick_with_the_path_finds_nothing_and_leads_nowhere(api, quiet, target):
    status, head, body = api.get(target)
    assert status in (400, 404)
    assert "location" not in {name.lower() for name in head}
    assert not any(word in repr(head).encode() + body for word in (b"evil", b"root:", b"passwd", b"BEGIN"))
    assert quiet[0] == 200


def test_an_overlong_path_query_or_head_is_told_as_such(api, quiet):
    assert api.get("/v1/numbers/" + "9" * 3000)[0] == 414
    assert api.get(LISTED + "?country=" + "G" * 3000)[0] == 414
    # A head that comes in pieces is refused before its end.
    assert api.get(LISTED, "X-Long: " + "a" * 20_000)[0] in (400, 431)
    assert api.get(LISTED, *(f"X-{n}: {n}" for n in range(2000)))[0] in (400, 431)
    assert quiet[0] == 200


# What a cache in between does not look at must not move an answer: the same bytes and the same tag for everybody.
@pytest.mark.parametrize(
    "headers",
    [
        ("X-Forwarded-Host: evil.example", "X-Forwarded-Scheme: http", "X-Forwarded-Proto: javascript"),
        ("X-Forwarded-For: 127.0.0.1", "Forwarded: for=127.0.0.1;host=evil.example", "X-Real-IP: ::1"),
        ("X-Original-URL: /v1/releases", "X-Rewrite-URL: /v1/releases", "X-Forwarded-Prefix: /evil"),
        ("X-HTTP-Method-Override: DELETE", "X-HTTP-Method: POST", "X-Method-Override: PUT"),
        ("Accept: text/html", "Accept-Encoding: gzip, br", "Accept-Language: evil", "User-Agent: <script>"),
        ("Origin: https://evil.example", "Referer: https://evil.example/", "Cookie: session=evil"),
        ("X-Forwarded-Host: a.example", "X-Forwarded-Host: evil.example"),
        ("Range: bytes=0-0,1-1,2-2", "If-Match: *", "If-Range: evil", "Pragma: no-cache", "Cache-Control: no-store"),
        ("Authorization: Bearer evil", "Content-Type: application/json", "Upgrade: websocket", "Connection: upgrade"),
    ],
)
def test_a_header_that_no_cache_keys_on_moves_no_answer(api, quiet, headers):
    status, head, body = api.get(LISTED, *headers)
    assert (status, head["etag"], body) == (200, quiet[1]["etag"], quiet[2])
    assert "evil" not in repr(head)


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80@api.example", "[::1]", "127.0.0.1", "", "a" * 5000])
def test_a_host_is_never_repeated_nor_believed(api, quiet, host):
    status, head, body = api.say(f"GET {LISTED} HTTP/1.1", f"Host: {host}")
    assert (status, body) == (200, quiet[2]) or status == 400
    assert "evil" not in repr(head)


def test_two_hosts_or_two_lengths_are_refused(api, quiet):
    assert api.get(LISTED, "Host: evil.example")[0] == 400
    assert api.get(LISTED, "Content-Length: 0", "Content-Length: 4", body=b"evil")[0] == 400
    assert quiet[0] == 200


def test_a_body_behind_a_get_asks_for_nothing_else(api, quiet):
    body = b"country=US&provider=evil"
    status, head, answered = api.get(
        LISTED, f"Content-Length: {len(body)}", "Content-Type: application/x-www-form-urlencoded", body=body
    )
    assert (status, head["etag"], answered) == (200, quiet[1]["etag"], quiet[2])


def test_a_request_smuggled_in_a_body_is_not_answered(api, quiet):
    inner = b"GET /v1/status HTTP/1.1\r\nHost: evil.example\r\n\r\n"
    said = api.get(LISTED, f"Content-Length: {len(inner)}", "Transfer-Encoding: chunked", body=b"0\r\n\r\n" + inner)
    assert said[0] in (200, 400)
    assert b"HTTP/1.1" not in said[2]
    assert quiet[0] == 200


def test_another_method_by_whatever_way_changes_nothing(api, quiet):
    for method in ("POST", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "evil", "get"):
        assert api.get(LISTED, "Content-Length: 0", method=method)[0] in (400, 405)
    assert api.get(LISTED + "?_method=DELETE")[0] == 400
    assert quiet[0] == 200


def test_what_is_wrong_is_kept_by_no_cache(api, quiet):
    for target in ("/nowhere", LISTED + "?_method=DELETE", "/v1/numbers/" + "9" * 3000):
        kept = api.get(target)[1].get("cache-control", "no-store")
        assert kept in ("no-store", "no-cache")
    assert quiet[0] == 200


def test_a_flood_leaves_memory_where_it_was_and_others_their_answers(api, quiet):
    def ask(place):
        with ExitStack() as held:
            connection = held.enter_context(
                socket.create_connection(
                    ("127.0.0.1", api.port), timeout=30, source_address=(f"127.0.1.{place % 8 + 1}", 0)
                )
            )
            codes = set()
            for turn in range(20):
                target = (
                    LISTED,
                    f"/v1/numbers/{place}{turn}",
                    f"/v1/providers?q={'x' * 400}{turn}",
                    "/v1/releases/latest/directory.json",
                )[turn % 4]
                connection.sendall(f"GET {target} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
                response = http.client.HTTPResponse(connection)
                response.begin()
                json.loads(response.read())
                codes.add(response.status)
            return codes

    before = api.memory_mb
    with ThreadPoolExecutor(32) as crowd:
        codes = set().union(*crowd.map(ask, range(64)))
    assert codes <= {200, 400, 404}
    assert api.memory_mb - before < GROWTH_MB
    assert quiet[0] == 200


def test_hundreds_of_idle_and_half_asked_connections_leave_others_their_answers(api, quiet):
    before = api.memory_mb
    with ExitStack() as held:
        for place in range(400):
            source = (f"127.0.2.{place % 4 + 1}", 0)
            plug = held.enter_context(
                socket.create_connection(("127.0.0.1", api.port), timeout=20, source_address=source)
            )
            plug.sendall(b"GET / HTTP/1.1\r\nX: " + b"a" * (place % 2 * 8000))
        assert api.get(LISTED)[0] == 200
        assert api.memory_mb - before < GROWTH_MB
    assert quiet[0] == 200
