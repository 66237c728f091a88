import click
import pytest

from scheduler.cli.claims import is_bad, rows_of
from scheduler.config import load_settings
from scheduler.known import known_now
from scheduler.opened import providers_of
from tests.scheduler.cli.nights import store_night

HEAD = "provider,country,number,url,page_kind\n"


@pytest.fixture
def ask(home):
    def judge(text: str):
        settings = load_settings(home / "hotlinewatch.toml", {})
        (home / "claims.csv").write_text(text, encoding="utf-8")
        return list(rows_of(home / "claims.csv", known_now(settings, providers_of(settings)), settings))

    return judge


@pytest.mark.parametrize(
    ("row", "number", "provider", "verdict"),
    [
        ("Alipay,CN,95188,https://a.example/,ugc", "CN:95188", "cn/alipay", "candidate"),
        ("cn/alipay,,95188,,", "CN:95188", "cn/alipay", "candidate"),
        ("支付宝,cn,０５７１－９５１８８,,", "+8657195188", "cn/alipay", "candidate"),
        (",,95188,,", "CN:95188", "cn/alipay", "candidate"),
        ("Alipay,CN,13800138000,,content_farm", "+8613800138000", "cn/alipay", "suspicious"),
        ("ExPay,GB,020 7946 0018,,", "+442079460018", "gb/example-pay", "candidate"),
        ("Nobody,GB,020 7946 0123,,", "+442079460123", "Nobody", "unknown"),
    ],
)
def test_a_row_is_read_as_dialled_in_its_providers_country(ask, row, number, provider, verdict):
    [line] = ask(HEAD + row + "\n")
    assert (line["number"], line["provider"], line["verdict"]) == (number, provider, verdict)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Alipay,CN,call us,,", "not_read"),
        ("Alipay,CN,,,", "not_read"),
        (",,1930,,", "not_read"),
        ("Alipay,China,95188,,", "unknown_country"),
        ("Alipay,CN,95188,,forum", "unknown_page_kind"),
        ("Alipay,CN,95188,,ugc,more", "bad_row"),
        ("Alipay,CN,95188/95017,,", "more_numbers"),
        ("Nobody,CN,95188,,", "unknown_provider"),
    ],
)
def test_a_row_that_is_not_whole_says_so_and_the_next_is_answered(ask, row, reason):
    first, second = ask(f"\ufeff{HEAD}{row}\nAlipay,CN,95188\n")
    assert reason in [one["id"] for one in first["reasons"]]
    assert second["verdict"] == "candidate"


def test_a_table_without_its_columns_is_bad_usage(ask):
    with pytest.raises(click.UsageError, match="lacks number"):
        ask("provider,phone\nAlipay,95188\n")


def test_what_nights_have_left_comes_before_what_was_shipped(ask, home):
    store_night(home)
    [line] = ask(HEAD + "Alipay,CN,95188,,\n")
    assert line["entry"].label == "客服热线"
    [gone] = ask(HEAD + "Alipay,CN,0571-95188,,\n")
    assert gone["entry"] is None


@pytest.mark.parametrize(
    ("row", "is_so"),
    [
        ("Alipay,CN,95188,https://a.example/,ugc", False),
        ("Nobody,CN,95188,,", False),
        ("Alipay,CN,call us,,", True),
        ("Alipay,CN,95188,,forum", True),
        ("Alipay,China,95188,,", True),
        ("Alipay,CN,95188,,ugc,more", True),
    ],
)
def test_a_row_that_is_not_whole_is_counted_as_bad(ask, row, is_so):
    [line] = ask(f"{HEAD}{row}\n")
    assert is_bad(line) is is_so


def test_bytes_that_are_no_text_are_a_row_of_their_own(home):
    settings = load_settings(home / "hotlinewatch.toml", {})
    table = home / "claims.csv"
    table.write_bytes(HEAD.encode() + b"\xff\xfe,CN,95188,,\nAlipay,CN,95188,,\n")
    first, second = rows_of(table, known_now(settings, providers_of(settings)), settings)
    assert (is_bad(first), is_bad(second)) == (True, False)


def test_a_field_that_no_table_has_room_for_is_a_bad_row(ask):
    [line] = ask(f"{HEAD}Alipay,CN,{'9' * 200_000},,\n")
    assert is_bad(line)


@pytest.mark.parametrize(
    ("row", "reason", "verdict"),
    [
        ("Alipay,CN,400-712-0345,https://a.example/hotlines,content_farm", "page_kind", "suspicious"),
        ("Alipay,CN,400-712-0345,https://www.alipay.com/,provider_own", "unlisted", "unknown"),
        ("Alipay,CN,400-712-0345,https://www.alipay.com/search?q=400-712-0345,", "reflected_in_address", "suspicious"),
        ("Alipay,CN,４００—⑦①②—０３４５,,", "folded", "suspicious"),
        ("Klarna,SE,0771 123 456,https://news.example/a,news", "no_hotline", "suspicious"),
        ("PayPal,US,+1 (888)*555*0142,https://forum.nobody.example/thread/1,", "folded_digits", "suspicious"),
    ],
)
def test_the_page_and_the_writing_of_a_row_count(ask, row, reason, verdict):
    [line] = ask(f"{HEAD}{row}\n")
    assert reason in [one["id"] for one in line["reasons"]]
    assert line["verdict"] == verdict
