import pytest

from directory.addresses import host_of, is_host, lies_under


@pytest.mark.parametrize("text", ["pay.example", "xn--fiq228c.example", "1.pay.example", "a-b.example"])
def test_lower_case_a_labels_are_a_host(text):
    assert is_host(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Pay.example",
        "支付.example",
        "192.0.2.1",
        "pay.example.",
        "-a.example",
        "a_b.example",
        "a" * 64 + ".example",
    ],
)
def test_anything_else_is_no_host(text):
    assert not is_host(text)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://PAY.example/x", "pay.example"),
        ("https://pay.example:443", "pay.example"),
        ("http://pay.example/", None),
        ("https://pay.example:80/", None),
        ("https://pay.example:x/", None),
        ("https://[::1/", None),
        ("https://user@pay.example/", None),
        ("https://pay.example /", None),
    ],
)
def test_an_address_names_its_host_only_where_it_is_plain(url, host):
    assert host_of(url) == host


def test_plain_http_is_read_where_it_is_asked_for():
    assert host_of("http://pay.example:80/", ("https", "http")) == "pay.example"


def test_a_host_lies_under_itself_and_its_parents_and_no_look_alike():
    assert lies_under("pay.example", ["pay.example"])
    assert lies_under("help.pay.example", ["other.example", "pay.example"])
    assert not lies_under("evilpay.example", ["pay.example"])
    assert not lies_under("pay.example", ["help.pay.example"])
