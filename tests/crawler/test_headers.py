"""The flood itself, over the wire with its memory, is met in tests/hostile."""

import pytest
from twisted.internet.testing import StringTransport
from twisted.web._newclient import Request, ResponseFailed
from twisted.web.http_headers import Headers

from crawler.guard import HeadersTooLarge
from crawler.headers import BoundedFactory, BoundedHandler, bound_headers
from crawler.rendering import RenderHandler


def answered(*parts: bytes):
    """Give what a request ends in when its answer begins so, and how many parts were listened to."""
    protocol = BoundedFactory(lambda _: None, {}).buildProtocol(None)
    transport = StringTransport()
    transport.getPeerCertificate = lambda: None
    protocol.makeConnection(transport)
    ended = []
    protocol.request(Request(b"GET", b"/", Headers({b"host": [b"pay.example"]}), None)).addBoth(ended.append)
    heard = 0
    for part in parts:
        if transport.disconnecting or transport.disconnected:
            break
        protocol.dataReceived(part)
        heard += 1
    return ended, heard


def test_an_ordinary_answer_is_read_as_ever():
    head = b"".join(b"X-%d: v\r\n" % n for n in range(200))
    ((response,), _) = answered(b"HTTP/1.1 200 OK\r\n", head, b"Content-Length: 0\r\n\r\n")
    assert response.code == 200
    assert response.headers.getRawHeaders(b"x-199") == [b"v"]


@pytest.mark.parametrize(
    "part",
    [
        b"X-A: b\r\n" * 100,
        b"X-A: " + b"b" * 9_000 + b"\r\n",
        b" folded" * 1_000 + b"\r\n",
        b"\r\nHTTP/1.1 100 Continue\r\n" * 100,
    ],
)
def test_a_flood_ends_the_connection_while_it_comes(part):
    ended, heard = answered(b"HTTP/1.1 100 Continue\r\nX-B: c\r\n", *[part] * 1_000)
    assert heard < 20
    # Twisted tells the trouble when the connection is gone.
    assert [failure.check(ResponseFailed) for failure in ended] in ([], [ResponseFailed])
    for failure in ended:
        assert any(reason.check(HeadersTooLarge) for reason in failure.value.reasons)


@pytest.mark.parametrize("kind", [BoundedHandler, RenderHandler])
def test_both_handlers_of_the_crawler_are_bounded(kind):
    assert "bound_headers" in kind.__init__.__code__.co_names
    handler = type("Handler", (), {"_pool": type("Pool", (), {})()})()
    bound_headers(handler)
    assert handler._pool._factory is BoundedFactory
