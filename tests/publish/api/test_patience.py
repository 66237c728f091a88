import http.client
import socket
import time
from contextlib import ExitStack

import pytest

from publish.api.patience import Limits
from publish.api.rate import read_networks
from tests.publish.api.conftest import a_server

HEAD = b"GET /v1/status HTTP/1.1\r\nHost: x\r\n"
SHORT = Limits(connections=12, each=4, head_s=0.3, body_s=0.3, taking_s=0.3, look_s=0.05)
# A test's own patience: ten times what the server has.
WAIT_S = 5.0


@pytest.fixture
def short(folder):
    with a_server(folder, limits=SHORT) as running:
        yield running


def plug(running, host="127.0.0.1"):
    return socket.create_connection(("127.0.0.1", running.port), timeout=WAIT_S, source_address=(host, 0))


def status_of(connection):
    """Read one whole answer; gives its status."""
    response = http.client.HTTPResponse(connection)
    response.begin()
    response.read()
    return response.status


def told(connection):
    """What comes until the server hangs up."""
    parts = []
    try:
        while part := connection.recv(65536):
            parts.append(part)
    except ConnectionResetError:
        parts.append(b"")
    return b"".join(parts)


@pytest.mark.parametrize("begun", [b"", b"G", HEAD], ids=["nothing", "one byte", "no end"])
def test_who_does_not_finish_the_head_of_a_request_is_told_and_hung_up_on(short, begun):
    with plug(short) as connection:
        connection.sendall(begun)
        assert told(connection).startswith(b"HTTP/1.1 408 ")


def test_a_head_that_drips_gains_no_time(short):
    with plug(short) as connection:
        connection.settimeout(0.05)
        began, answer = time.monotonic(), b""
        connection.sendall(HEAD)
        while not answer and time.monotonic() - began < WAIT_S:
            try:
                connection.sendall(b"X: y\r\n")
                answer = connection.recv(4096)
            except TimeoutError:
                continue
        assert answer.startswith(b"HTTP/1.1 408 ")


def test_a_second_head_on_the_same_connection_must_be_finished_too(short):
    with plug(short) as connection:
        connection.sendall(HEAD + b"\r\n")
        assert status_of(connection) == 200
        connection.sendall(HEAD)
        assert b"HTTP/1.1 408 " in told(connection)


def test_who_rests_between_two_requests_is_answered(short):
    with plug(short) as connection:
        for _ in range(2):
            connection.sendall(HEAD + b"\r\n")
            assert status_of(connection) == 200
            time.sleep(0.5)


def test_a_body_that_drips_after_the_answer_ends_the_connection(short):
    with plug(short) as connection:
        connection.sendall(b"GET /v1/status HTTP/1.1\r\nHost: x\r\nContent-Length: 4000000000\r\n\r\n")
        connection.settimeout(0.05)
        began, is_open = time.monotonic(), True
        while is_open and time.monotonic() - began < WAIT_S:
            try:
                connection.sendall(b"x")
                is_open = connection.recv(65536) != b""
            except TimeoutError:
                continue
            except OSError:
                is_open = False
        assert not is_open


def test_who_takes_nothing_of_an_answer_is_hung_up_on(short):
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        connection.settimeout(WAIT_S)
        connection.connect(("127.0.0.1", short.port))
        # More answers than the machine keeps for us (a few MB at most), and none of them read.
        with pytest.raises(OSError, match=r"reset|[Bb]roken pipe|timed out") as ended:
            connection.sendall(b"GET /v1/openapi.json HTTP/1.1\r\nHost: x\r\n\r\n" * 200_000)
        assert not isinstance(ended.value, TimeoutError)
    assert short.ask("/v1/status").status == 200


def test_one_client_holds_so_many_connections_and_another_is_let_in(short):
    with ExitStack() as held:
        for _ in range(SHORT.each):
            held.enter_context(plug(short)).sendall(HEAD)
        with plug(short) as fifth:
            assert told(fifth).startswith(b"HTTP/1.1 503 ")
        with plug(short, "127.0.0.2") as other:
            other.sendall(HEAD + b"\r\n")
            assert status_of(other) == 200


def test_beyond_all_connections_everybody_is_told_to_come_again_until_some_end(short):
    with ExitStack() as held:
        for place in range(SHORT.connections):
            held.enter_context(plug(short, f"127.0.0.{place // SHORT.each + 2}")).sendall(HEAD)
        with plug(short) as late:
            assert told(late).startswith(b"HTTP/1.1 503 ")
        # Those that were held are slow, so they end by themselves.
        assert short.within_a_second(lambda: short.ask("/v1/status").status == 200)


def test_a_trusted_proxy_holds_the_connections_of_many_clients(folder):
    with a_server(folder, None, read_networks(["127.0.0.1"]), SHORT) as running, ExitStack() as held:
        for _ in range(SHORT.each + 2):
            connection = held.enter_context(plug(running))
            connection.sendall(HEAD + b"\r\n")
            assert status_of(connection) == 200
