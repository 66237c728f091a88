import socket

import pytest

from publish.api.server import address_of, listen


def test_an_address_is_told_as_clients_write_it():
    with listen("127.0.0.1", 0) as listening:
        assert address_of(listening) == f"http://127.0.0.1:{listening.getsockname()[1]}"


@pytest.mark.skipif(not socket.has_ipv6, reason="no IPv6 here")
def test_an_ipv6_address_stands_in_brackets():
    try:
        listening = listen("::1", 0)
    except OSError:
        pytest.skip("no IPv6 loopback here")
    with listening:
        assert address_of(listening).startswith("http://[::1]:")


def test_a_port_that_is_taken_is_refused():
    with listen("127.0.0.1", 0) as listening, pytest.raises(OSError, match="in use"):
        listen("127.0.0.1", listening.getsockname()[1])


def test_the_server_tells_nothing_of_itself(api):
    answered = api.ask("/v1/status")
    assert "server" not in answered.headers
    assert "x-powered-by" not in answered.headers


def test_the_body_of_an_answer_does_not_wait_for_a_word_about_its_head():
    with listen("127.0.0.1", 0) as listening, socket.create_connection(listening.getsockname()) as plug:
        accepted, _ = listening.accept()
        with accepted, plug:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
