import pytest

from directory.records import Hop
from directory.terms import FetchOutcome
from tests.verifier.cases import CONTACT, HELP, a_case, a_fetch
from verifier.signals import left_official_hosts


@pytest.mark.parametrize(
    "fetch",
    [
        a_fetch(
            CONTACT,
            "left_official_host",
            hops=(Hop(url=CONTACT, status=302), Hop(url="https://n0rthmoor.example/x?s=1", status=None)),
        ),
        a_fetch(
            CONTACT,
            "left_official_host",
            hops=(Hop(url=CONTACT, status=302),),
            detail="redirect: https://n0rthmoor.example/x?s=2",
        ),
    ],
)
def test_a_page_that_leads_elsewhere_is_suspected_with_the_host_alone(fetch):
    found = list(left_official_hosts.check(a_case(fetches={CONTACT: fetch})))
    assert [(one.key, one.page, one.quote) for one in found] == [("", CONTACT, "n0rthmoor.example")]


def test_a_hop_between_official_hosts_is_not_the_one_that_left():
    hops = (
        Hop(url=CONTACT, status=301),
        Hop(url="https://m.northmoor.example/", status=302),
        Hop(url="https://evil.example/", status=None),
    )
    found = list(
        left_official_hosts.check(a_case(fetches={CONTACT: a_fetch(CONTACT, "left_official_host", hops=hops)}))
    )
    assert [one.values for one in found] == [{"host": "evil.example"}]


@pytest.mark.parametrize("outcome", [one for one in FetchOutcome.__args__ if one != "left_official_host"])
def test_no_other_outcome_is_suspected(outcome):
    assert list(left_official_hosts.check(a_case(fetches={HELP: a_fetch(HELP, outcome)}))) == []
