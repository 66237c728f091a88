import pytest
from msgspec.structs import replace

from directory.records import Hop
from tests.verifier.cases import CONTACT, a_fetch, a_page, a_provider
from verifier.hosts import Likeness, final_address, host_in, is_expected, likeness, name_of

PAY = a_provider(official_hosts=("paywell.example", "northmoorbank.co.uk"))


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("paywell.example", "paywell"),
        ("help.paywell.example", "paywell"),
        ("northmoorbank.co.uk", "northmoorbank"),
        ("www.northmoorbank.com.au", "northmoorbank"),
        ("localhost", "localhost"),
    ],
)
def test_the_name_of_a_host_is_what_its_owner_chose(host, name):
    assert name_of(host) == name


@pytest.mark.parametrize(
    ("host", "how"),
    [
        ("paywe11.example", "letters"),
        ("paywеll.example", "letters"),
        ("xn--paywll-6of.example", "letters"),
        ("paywell-care.example", "care"),
        ("paywellsupport.example", "care"),
        ("help-paywell.example", "care"),
        ("customer-service-paywell.example", "care"),
        ("paywe11-care.example", "care"),
        ("paywel.example", "slip"),
        ("paywlel.example", "slip"),
        ("paywelll.example", "slip"),
        ("paxwell.example", "slip"),
        ("paywell.example.evil-site.example", "inside"),
        ("www.paywell.example.login.example", "inside"),
        ("northm00rbank.co.uk", "letters"),
    ],
)
def test_a_host_made_to_look_like_an_official_one_is_told_by_how(host, how):
    found = likeness(host, PAY)
    assert found is not None
    assert found.how == how


@pytest.mark.parametrize(
    "host",
    [
        "paywell.example",
        "help.paywell.example",
        "paywell.com",
        "www.paywell.com.au",
        "paywellness.example",
        "payments.example",
        "stripes.example",
        "paywell.vendor.example",
        "cdn.example",
        "bank.co.uk",
        "",
    ],
)
def test_a_host_of_its_own_name_looks_like_none(host):
    assert likeness(host, PAY) is None


def test_a_short_name_looks_like_too_many_others():
    assert likeness("hsbe.example", a_provider(official_hosts=("hsbc.example",))) is None
    assert likeness("ubx.example", a_provider(official_hosts=("ubs.example",))) is None


def test_a_likeness_names_the_official_host():
    assert likeness("paywell-care.example", PAY) == Likeness("paywell.example", "care")


def test_a_fetch_ends_at_its_last_hop():
    hops = (Hop(url=CONTACT, status=302), Hop(url="https://www.northmoor.example/new", status=200))
    assert final_address(a_fetch(CONTACT, hops=hops)) == "https://www.northmoor.example/new"
    assert final_address(a_fetch(CONTACT, hops=())) == CONTACT


def test_a_broken_address_has_no_host():
    assert host_in("https://[broken") == ""
    assert host_in("/relative") == ""


def test_a_platform_page_may_speak_from_its_own_host_alone():
    page = a_page("https://apps.store.example/northmoor")
    platform = replace(page, platform=True)
    assert is_expected("help.paywell.example", page, PAY)
    assert not is_expected("apps.store.example", page, PAY)
    assert is_expected("apps.store.example", platform, PAY)
    assert not is_expected("other.store.example", platform, PAY)
