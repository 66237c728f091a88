"""The quick attacks of `make hostile`: each ends in a named outcome within its time and memory, and the run goes on."""

import pytest
from twisted.internet.defer import succeed

from crawler.names import GuardNames, why_private
from tests.hostile import archives, crawled, documents, wire
from tests.hostile.cases import a_case
from tests.hostile.table import FAMILIES, as_markdown, page_names

QUICK_DOCUMENTS = [case for family in documents.FAMILIES for case in family() if case.is_quick]
QUICK_ARCHIVES = [case for case in archives.records() if case.is_quick]


@pytest.fixture(scope="module")
def trap():
    with wire.a_trap() as found:
        yield found


@pytest.fixture(scope="module")
def crawl(trap, tmp_path_factory):
    port, _ = trap
    cases = [case for family in wire.families(port) for case in family if case.is_quick]
    return {met.case.name: met for met in crawled.meet(cases, tmp_path_factory.mktemp("crawl"), port)}


@pytest.fixture(scope="module")
def pool():
    # A second in place of five: what a document may take is measured by the whole suite.
    with documents.a_pool(timeout_s=1.0) as pool:
        yield pool


def test_a_crawl_meets_every_quick_attack_in_one_process_and_goes_on(crawl, trap):
    # Side by side in one crawl, so that times are those of all together: what counts here is outcome and memory.
    faults = {name: met.faults() for name, met in crawl.items()}
    assert {
        name: found for name, found in faults.items() if any("took" not in fault or "MiB" in fault for fault in found)
    } == {}
    assert len(crawl) >= 15
    assert trap[1] == [], "nobody asked our own network"


@pytest.mark.parametrize("case", QUICK_DOCUMENTS, ids=lambda case: case.name)
def test_a_document_ends_in_a_named_outcome(case, pool):
    assert documents.meet(case, pool).faults() == []


@pytest.mark.parametrize("case", QUICK_ARCHIVES, ids=lambda case: case.name)
def test_an_archive_that_lies_ends_in_a_named_outcome(case, tmp_path):
    assert archives.meet(case, tmp_path).faults() == []


class Turning:
    """A name server that answers a public address and an inner one in turn."""

    def __init__(self) -> None:
        self.asked = 0

    def getHostByName(self, _host):  # noqa: N802 - Twisted's name
        self.asked += 1
        return succeed("203.0.113.7" if self.asked % 2 else "127.0.0.1")


class Receiver:
    def __init__(self) -> None:
        self.offered = []

    def resolutionBegan(self, _began):  # noqa: N802
        """Nothing is known yet."""

    def addressResolved(self, address):  # noqa: N802
        self.offered.append((address.host, address.port))

    def resolutionComplete(self):  # noqa: N802
        """Nothing more comes."""


def test_a_name_that_turns_is_connected_to_only_at_the_very_address_that_was_checked(monkeypatch):
    monkeypatch.setattr("crawler.names.why_private", lambda address: "" if address == "203.0.113.7" else "inner")
    names, receiver = Turning(), Receiver()
    guard = GuardNames(names, {}, ())
    for _ in range(20):
        guard.resolveHostName(receiver, "rebind.pay.example", 443)
    # One look-up a connection: there is no second answer that could be another one.
    assert (names.asked, receiver.offered) == (20, [("203.0.113.7", 443)] * 10)


@pytest.mark.parametrize(
    "address",
    [
        *(
            "::1",
            "::",
            "::127.0.0.1",
            "::ffff:127.0.0.1",
            "::ffff:0:127.0.0.1",
            "64:ff9b::127.0.0.1",
            "64:ff9b::a9fe:a9fe",
        ),
        *("64:ff9b:1::10.0.0.1", "2002:7f00:1::", "2001:0:7f00:1::", "fe80::1", "fec0::1", "fd00:ec2::254", "ff02::1"),
        *("169.254.169.254", "100.64.0.1", "0.0.0.1", "255.255.255.255", "192.168.0.1", "198.18.0.1"),
    ],
)
def test_no_form_of_an_inner_address_is_public(address):
    assert why_private(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "2606:4700::1111", "64:ff9b::101:101"])
def test_a_public_address_stays_public_in_every_form(address):
    assert why_private(address) == ""


def test_every_attack_has_a_name_of_its_own_and_the_page_a_row_for_each(trap):
    names = page_names(trap[0])
    assert len(names) == len(set(names)) >= 140
    page = as_markdown([])
    assert all(family in page for family in FAMILIES)


def test_a_case_that_ends_otherwise_is_a_fault():
    case = a_case("x", "an attack", bytes, "ok", 1, 1)
    assert len(documents.Met(case, "crash", "", 2.0, 2.0, went_on=False).faults()) == 4
