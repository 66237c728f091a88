import pytest

from directory.records import Provider
from scheduler.line_lists.listed import Listed
from scheduler.line_lists.matching import Matcher, place_row


def a_provider(name, *, country="GB", hosts=("pay.example",), **given):
    return Provider(
        id=name, name="Example Pay", kind="wallet", country=country, official_hosts=hosts, hotline="published", **given
    )


BRITISH = a_provider("gb/example-pay", aliases=("ExPay",))
CHINESE = a_provider("cn/example-pay", country="CN", hosts=("pay.cn.example",), names={"zh": "样例支付"})
PROVIDERS = {one.id: one for one in (BRITISH, CHINESE)}


def whose(**given):
    return Matcher(PROVIDERS).whose(Listed("line 2", **given))


@pytest.mark.parametrize(
    ("given", "provider", "rule"),
    [
        ({"names": ("gb/example-pay",)}, BRITISH, "name"),
        ({"names": ("EXPAY",)}, BRITISH, "name"),
        ({"names": ("样例支付",)}, CHINESE, "name"),
        ({"names": ("Example Pay",), "country": "CN"}, CHINESE, "name"),
        ({"names": ("Example Pay",), "url": "https://www.pay.cn.example/x"}, CHINESE, "name"),
        ({"names": ("Nobody", "ExPay")}, BRITISH, "name"),
        ({"names": ("Nobody",), "url": "http://help.pay.example/x"}, BRITISH, "host"),
        ({"url": "help.pay.example"}, BRITISH, "host"),
    ],
)
def test_a_provider_is_found_by_id_name_alias_and_host(given, provider, rule):
    found = whose(**given)
    assert (found.provider, found.rule) == (provider, rule)


@pytest.mark.parametrize(
    ("given", "why", "expected"),
    [
        ({"names": ("Example Pay",)}, "several", "gb/example-pay, cn/example-pay"),
        ({"names": ("Exampel Pay",)}, "no provider", "near"),
        ({"names": ("ExPay",), "url": "https://pay.cn.example"}, "named as gb/example-pay", "one provider"),
        ({}, "names no provider", "--of"),
        ({"url": "https://pay.example.evil.example"}, "no provider", ""),
        ({"url": "https://pay.example@evil.example/"}, "no provider", ""),
    ],
)
def test_a_row_that_fits_none_or_several_says_what_was_expected(given, why, expected):
    found = whose(**given)
    assert found.provider is None
    assert why in found.why
    assert expected in found.expected


def test_a_row_that_names_nobody_is_of_whom_the_person_said():
    assert Matcher(PROVIDERS, BRITISH).whose(Listed("line 2")).provider == BRITISH


def test_a_number_is_read_as_dialled_at_home_or_where_the_row_says():
    matcher = Matcher(PROVIDERS)
    row = Listed("line 2", names=("ExPay",), number="020 7946 0018")
    assert place_row(row, matcher, "", {}).keys == ("+442079460018",)
    abroad = row._replace(number="(202) 555-0101", country="US")
    assert place_row(abroad, matcher, "", {}).keys[0] == "+12025550101"


def test_a_row_whose_number_is_none_keeps_its_provider_and_says_why():
    placed = place_row(Listed("line 2", names=("ExPay",), number="none"), Matcher(PROVIDERS), "", {})
    assert (placed.provider, placed.keys) == (BRITISH, ())
    assert "no number" in placed.why
