import pytest

from crawler.pin import canonical, next_hop, pin_of, why_off
from tests.crawler.loopback import a_page, a_provider

PAGE = "https://help.pay.example/contact"


def a_pin(url: str = PAGE, **changes):
    page = a_page(url, **changes)
    return pin_of(page, a_provider(page, hosts=("pay.example", "xn--pay-b.example")))


@pytest.mark.parametrize(
    "url",
    [
        PAGE,
        "https://pay.example/",
        "https://deep.below.pay.example/x?y=1",
        "https://HELP.pay.example/",
        "https://help.pay.example:443/",
        "https://xn--pay-b.example/",
    ],
)
def test_an_address_on_an_official_host_is_allowed(url):
    assert why_off(url, a_pin()) == ""


@pytest.mark.parametrize(
    "url",
    [
        "http://help.pay.example/",
        "https://pay.example.evil.example/",
        "https://evilpay.example/",
        "https://pay.example:8443/",
        "https://pay.example@evil.example/",
        "https://user@pay.example/",
        "https://evil.example\\@pay.example/",
        "https://pay.example\t.evil.example/",
        "https://127.0.0.1/",
        "https://2130706433/",
        "https://0x7f.1/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://pаy.example/",
        "https://xn--pay-c.example/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "//pay.example/",
        "",
        "https://",
        "https://pay.example:99999/",
    ],
)
def test_every_other_address_is_refused_with_a_reason(url):
    assert why_off(url, a_pin()) != ""


def test_plain_http_is_allowed_only_where_the_provider_file_names_it():
    assert why_off("http://help.pay.example/other", a_pin("http://help.pay.example/contact")) == ""
    assert why_off("https://help.pay.example/other", a_pin("http://help.pay.example/contact")) == ""


def test_a_platform_page_may_be_fetched_from_its_own_address_alone():
    pin = a_pin("https://app.store.example/id1", platform=True)
    assert why_off("https://app.store.example/id1#top", pin) == ""
    assert "platform" in why_off("https://app.store.example/id2", pin)
    assert "platform" in why_off("https://pay.example/", pin)


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("/b", "https://a.example/b"),
        ("b?c#d", "https://a.example/x/b?c"),
        ("//b.example/", "https://b.example/"),
        ("https://b.example", "https://b.example"),
        ("", ""),
        ("https://a.example\\@b.example/", "https://a.example\\@b.example/"),
        ("https://[", "https://["),
    ],
)
def test_a_redirect_leads_where_a_browser_would_go(location, expected):
    assert next_hop("https://a.example/x/y", location) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("HTTPS://A.Example:443", "https://a.example/"),
        ("http://a.example:80/B?c=D#e", "http://a.example/B?c=D"),
        ("http://a.example:8080/", "http://a.example:8080/"),
        ("https://u@a.example/", "https://u@a.example/"),
        ("https://[::1]:443/", "https://[::1]/"),
        ("mailto:a@b.example", "mailto:a@b.example"),
    ],
)
def test_two_spellings_of_an_address_compare_equal(url, expected):
    assert canonical(url) == expected
