import pytest

from publish.api import rate
from publish.api.rate import Rate, client_of, read_networks

TRUSTED = read_networks(["127.0.0.1", "10.0.0.0/8", "2001:db8:1::/48"])


def test_a_burst_is_let_through_and_tokens_come_back():
    one = Rate(2.0, 2)
    assert [one.wait_s("a", 0.0) for _ in range(3)] == [0, 0, 1]
    assert one.wait_s("b", 0.0) == 0
    assert [one.wait_s("a", 1.0) for _ in range(3)] == [0, 0, 1]


def test_only_so_many_clients_are_remembered(monkeypatch):
    monkeypatch.setattr(rate, "CLIENTS", 3)
    one = Rate(0.001, 1)
    for client in "abcd":
        assert one.wait_s(client, 0.0) == 0
    assert one.wait_s("d", 0.0) > 0
    assert one.wait_s("a", 0.0) == 0


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        ("203.0.113.5", "198.51.100.1", "203.0.113.5"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "203.0.113.5", "203.0.113.5"),
        ("127.0.0.1", "198.51.100.1, 203.0.113.5", "203.0.113.5"),
        ("127.0.0.1", "198.51.100.1, 203.0.113.5, 10.2.3.4", "203.0.113.5"),
        ("127.0.0.1", "198.51.100.1, nonsense", "127.0.0.1"),
        ("127.0.0.1", "203.0.113.5:4711", "203.0.113.5"),
        ("127.0.0.1", "[2001:db8:2:3::7]:4711", "2001:db8:2:3::/64"),
        ("127.0.0.1", "10.1.1.1, 10.2.2.2", "10.1.1.1"),
        ("::ffff:127.0.0.1", "203.0.113.5", "203.0.113.5"),
        ("127.0.0.1", "2001:db8:2:3:4:5:6:7", "2001:db8:2:3::/64"),
        ("2001:db8:1::9", "203.0.113.5", "203.0.113.5"),
        ("", "203.0.113.5", ""),
    ],
)
def test_a_client_is_who_the_last_trusted_proxy_saw(peer, forwarded, client):
    assert client_of(peer, forwarded, TRUSTED) == client


def test_without_trusted_proxies_the_peer_is_the_client():
    assert client_of("203.0.113.5", "198.51.100.1", ()) == "203.0.113.5"
    assert client_of("2001:db8:2:3:4:5:6:7", "", ()) == "2001:db8:2:3::/64"


def test_what_is_no_network_is_refused():
    with pytest.raises(ValueError, match="proxy"):
        read_networks(["proxy"])
