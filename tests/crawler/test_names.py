import pytest
from twisted.internet.defer import fail, succeed
from twisted.internet.error import DNSLookupError

from crawler.names import GuardNames, why_private


@pytest.mark.parametrize("address", ["8.8.8.8", "2001:4860:4860::8888", "::ffff:8.8.8.8", "2002:0808:0808::1"])
def test_a_public_address_is_allowed(address):
    assert why_private(address) == ""


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.0.1", "169.254.169.254", "100.64.0.1"),  # noqa: S104
        *("224.0.0.1", "239.255.255.250", "255.255.255.255", "240.0.0.1", "192.0.2.1", "198.18.0.1"),
        *("::1", "::", "fe80::1", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::1"),
        *("2001:0:7f00:1:0:0:80ff:fffe", "", "localhost", "2130706433", "0x7f.1"),
    ],
)
def test_every_other_address_is_refused(address):
    assert why_private(address) != ""


class Names:
    """Answers as the thread pool's resolver would."""

    def __init__(self, **known):
        self.known = known
        self.asked = []

    def getHostByName(self, name):  # noqa: N802 - Twisted's name
        self.asked.append(name)
        found = self.known.get(name.replace(".", "_"), name if name[0].isdigit() else None)
        return succeed(found) if found else fail(DNSLookupError(name))


class Receiver:
    def __init__(self):
        self.addresses = []
        self.is_complete = False

    def resolutionBegan(self, resolution):  # noqa: N802 - Twisted's name
        self.resolution = resolution

    def addressResolved(self, address):  # noqa: N802 - Twisted's name
        self.addresses.append((address.host, address.port))

    def resolutionComplete(self):  # noqa: N802 - Twisted's name
        self.is_complete = True


def ask(guard: GuardNames, host: str, port: int = 443):
    receiver = Receiver()
    guard.resolveHostName(receiver, host, port)
    assert receiver.is_complete
    return receiver.addresses


def test_a_name_with_a_public_address_is_answered_with_its_port():
    assert ask(GuardNames(Names(pay_example="8.8.8.8"), {}, ()), "pay.example", 443) == [("8.8.8.8", 443)]


def test_a_name_with_a_private_address_has_none_and_the_reason_is_kept():
    guard = GuardNames(Names(pay_example="10.0.0.1"), {}, ("10.0.0.1:8443",))
    assert ask(guard, "pay.example", 443) == []
    assert "10.0.0.1 is not a public address" in guard.refusals["pay.example"]
    assert ask(guard, "pay.example", 8443) == [("10.0.0.1", 8443)]


def test_an_exception_is_for_one_port_exactly():
    guard = GuardNames(Names(), {}, ("127.0.0.1:8443",))
    assert ask(guard, "127.0.0.1", 8443) == [("127.0.0.1", 8443)]
    assert ask(guard, "127.0.0.1", 8444) == []


def test_a_mapped_name_is_asked_elsewhere_under_the_same_check():
    names = Names()
    guard = GuardNames(
        names, {"pay.example": "127.0.0.1:8443", "pay.example:80": "127.0.0.1:8080"}, ("127.0.0.1:8443",)
    )
    assert ask(guard, "pay.example", 443) == [("127.0.0.1", 8443)]
    assert ask(guard, "pay.example", 80) == []
    assert names.asked == ["127.0.0.1", "127.0.0.1"]


def test_a_name_that_is_not_found_has_no_address():
    assert ask(GuardNames(Names(), {}, ()), "nowhere.example") == []
