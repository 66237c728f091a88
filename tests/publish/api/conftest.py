"""A real server on loopback, over a releases folder that a test may change while it runs."""

import http.client
import json
import socket
import threading
import time
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import NamedTuple

import pytest

from publish.api.app import make_app
from publish.api.rate import Rate
from publish.api.server import LIMITS, listen, server_of
from publish.shelf import Shelf
from tests.publish.conftest import MADE, a_line
from tests.publish.releases import write_release

RETIRED = {
    "provider": "cn/alipay",
    "key": "CN:95187",
    "tel": "tel:95187;phone-context=+86",
    "retired_on": "2026-01-01",
    "replaced_by": "CN:95188",
}


PAUSE_S = 0.02


class Answered(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self):
        return json.loads(self.body)


class Running:
    """A server under test: `ask` it, `say` raw bytes to it, and move its clock."""

    def __init__(self, shelf, rate, trusted=(), limits=LIMITS):
        self.now = MADE + timedelta(hours=1)
        self.shelf = shelf
        self.app = make_app(shelf, lambda: self.now, rate, trusted)
        self.listening = listen("127.0.0.1", 0)
        self.server = server_of(self.app, trusted, limits)
        self.thread = threading.Thread(target=self.server.run, kwargs={"sockets": [self.listening]})
        self.thread.start()

    @property
    def port(self):
        return self.listening.getsockname()[1]

    def ask(self, path, method="GET", **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        response = connection.getresponse()
        body = response.read()
        connection.close()
        return Answered(response.status, {name.lower(): value for name, value in response.getheaders()}, body)

    def say(self, data):
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as plug:
            with suppress(OSError):
                plug.sendall(data)
                plug.shutdown(socket.SHUT_WR)
            parts = []
            # A server that has read enough may hang up before it was told all.
            with suppress(ConnectionResetError):
                while part := plug.recv(65536):
                    parts.append(part)
        return b"".join(parts)

    def within_a_second(self, is_so):
        """Whether something becomes so within a second, not counting what a busy machine takes from this test itself."""
        left_s = 1.0
        while left_s > 0:
            if is_so():
                return True
            time.sleep(PAUSE_S)
            left_s -= PAUSE_S
        return is_so()

    def stop(self):
        self.server.should_exit = True
        self.thread.join()
        self.listening.close()


@contextmanager
def a_server(folder, rate=None, trusted=(), limits=LIMITS):
    shelf = Shelf(folder)
    shelf.refresh()
    running = Running(shelf, rate or Rate(10_000, 10_000), trusted, limits)
    try:
        yield running
    finally:
        running.stop()


def some_lines():
    alipay = a_line(
        provider="cn/alipay",
        name="Alipay",
        names={"zh": "支付宝"},
        key="CN:95188",
        tel="tel:95188;phone-context=+86",
        country="CN",
        dial_home="95188",
        dial_abroad="",
        abroad="no",
        purpose="general",
    )
    return [a_line(), alipay]


@pytest.fixture(scope="session")
def api(tmp_path_factory):
    """One server for all tests that only read."""
    folder = tmp_path_factory.mktemp("releases")
    write_release(folder, some_lines(), MADE, retired=[RETIRED])
    with a_server(folder) as running:
        yield running


@pytest.fixture
def folder(tmp_path):
    write_release(tmp_path, some_lines(), MADE, retired=[RETIRED])
    return tmp_path


@pytest.fixture
def own(folder):
    """A server of its own, for a test that changes the folder or the clock."""
    with a_server(folder) as running:
        yield running
