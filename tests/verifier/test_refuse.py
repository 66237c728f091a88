import pytest

from verifier.document import Block
from verifier.refuse import CODES
from verifier.sight import sight_block

CN, GB, US = ("CN",), ("GB",), ("US",)


def refused(text, regions, lead=""):
    found = sight_block(Block(text, "", "visible", lead), regions)
    return [one.raw for one in found.sightings], {one.reason for one in found.refusals}


REFUSED = [
    ("京ICP证030247号", CN, "filing"),
    ("京ICP备 15045560 号", CN, "filing"),
    ("统一编号：4006668800", CN, "filing"),
    ("Company No. 07946000", GB, "filing"),
    ("GB/T 19001-2016", CN, "standard"),
    ("发布时间：2026-11-22 12:30:00", CN, "date"),
    ("20261122", CN, "date"),
    ("11/22/2026", US, "date"),
    ("since 1998", US, "date"),
    ("© 2004-2026 Example", US, "date"),
    ("客服热线 2004-2026", CN, "date"),
    ("2026年11月22日", CN, "unit"),
    ("up to 95188%", CN, "unit"),
    ("热线 95188 元", CN, "unit"),
    ("价格：¥4006668800", CN, "price"),
    ("$4155550123", US, "price"),
    ("415-555-0123$", US, "price"),
    ("注册资本 10000000 元", CN, "price"),
    ("$1,234,567", US, "amount"),
    ("1.234.567", ("DE",), "amount"),
    ("4.006.668.800 views", US, "amount"),
    ("IP 192.168.100.200", CN, "amount"),
    ("tel 10.0.0.1", CN, "amount"),
    ("39.904200, 116.407396", CN, "amount"),
    ("坐标 116.407396", CN, "amount"),
    ("客服QQ：800012345", CN, "chat"),
    ("QQ群 4006668800", CN, "chat"),
    ("微信号：13912345678", CN, "chat"),
    ("卡号 6222 0212 3456 7890 123", CN, "account"),
    ("订单号：4006668800", CN, "order"),
    ("Order no. 0571-95188", CN, "order"),
    ("股票代码：600519", CN, "stock"),
    ("ISBN 978-7-111-12345-6", CN, "order"),
    ("version 10.15.7", US, "version"),
    ("邮编：310012", CN, "postal"),
    ("Suite 1205", US, "postal"),
    ("浏览 95188 次", CN, "statistic"),
    ("阅读：95188", CN, "statistic"),
    ("https://pay.example/4006668800/x", CN, "address"),
    ("img_4006668800.png", CN, "code"),
    ("550e8400-e29b-41d4-a716-446655440000", US, "code"),
    ("IBAN DE89 3704 0044 0532 0130 00", ("DE",), "code"),
    ("浙B2-20160559", CN, "code"),
    ("apple95188", CN, "code"),
    ("000-000-0000", US, "placeholder"),
    ("客服 4006", CN, "no_label"),
    ("95188", CN, "no_label"),
    ("call 1998", US, "year"),
    ("Phone 2 (1998)", US, "no_label"),
]


@pytest.mark.parametrize(("text", "regions", "reason"), REFUSED)
def test_digits_that_are_no_phone_number_are_refused_with_their_reason(text, regions, reason):
    numbers, reasons = refused(text, regions)
    assert numbers == []
    assert reason in reasons


@pytest.mark.parametrize(
    "text",
    [
        "京公网安备11010502030143号",
        "身份证 330102199001011234",
        "营业时间 9:00-18:00",
        "统一社会信用代码 91330000712560751D",
    ],
)
def test_digits_too_long_or_too_short_for_any_plan_are_not_even_tried(text):
    assert refused(text, CN)[0] == []


@pytest.mark.parametrize(
    ("text", "regions", "raw"),
    [
        ("客服热线：95188（24小时）", CN, "95188"),
        ("致电95188", CN, "95188"),
        ("公司成立于2004年，客服电话 95188。", CN, "95188"),
        ("dial 1930", ("IN",), "1930"),
        ("call us on 159", GB, "159"),
        ("T: 020 7946 0000", GB, "020 7946 0000"),
        ("Room 1205, 020 7946 0000", GB, "020 7946 0000"),
        ("手机：139 1234 5678", CN, "139 1234 5678"),
        ("客服电话：400885580", CN, "400885580"),
        ("电话：0571-95188", CN, "0571-95188"),
        ("Suite B200 (202) 555-0123", US, "(202) 555-0123"),
        ("ICP备 15045560 号 电话 400-666-8800", CN, "400-666-8800"),
        ("202.555.0123", US, "202.555.0123"),
        ("400-666-8800", CN, "400-666-8800"),
        ("热线 12123", CN, "12123"),
        # Alone in its text, or with an extension in words, it can be nothing else.
        ("2025550123", US, "2025550123"),
        ("04931-49", ("DE",), "04931-49"),
        ("+33 3 34 23 12", ("FR",), "+33 3 34 23 12"),
        ("see 2025550123 ext. 12 for more", US, "2025550123 ext. 12"),
        ("202-5550123", US, "202-5550123"),
        ("abc+12025550123", US, "+12025550123"),
        ("$20 202-555-0123", US, "202-555-0123"),
    ],
)
def test_a_number_with_its_label_or_written_like_one_is_no_refusal(text, regions, raw):
    assert refused(text, regions)[0] == [raw]


def test_a_label_beside_the_text_counts_as_one_in_it():
    assert refused("95188", CN, "客服热线")[0] == ["95188"]
    assert refused("800012345", CN, "QQ") == ([], {"chat"})


@pytest.mark.parametrize("lead", ["GB/T", "《信息安全技术 个人信息安全规范》（GB/T", "standard (GB/T"])
def test_a_standard_whose_name_stands_beside_the_text_is_refused(lead):
    assert refused("35273-2020）的要求", CN, lead) == ([], {"standard"})


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        pytest.param(
            "四零零-六六六-八八零零", CN, marks=pytest.mark.xfail(reason="digits in Chinese words are not folded")
        ),
    ],
)
def test_these_numbers_are_not_seen_yet(text, regions):
    found = sight_block(Block(text, "", "visible"), regions)
    assert found.sightings
    assert not found.refusals


@pytest.mark.parametrize("country", sorted(CODES))
def test_the_shapes_of_codes_are_those_of_a_country_and_no_whole_number(country):
    assert len(country) == 2
    assert not CODES[country].fullmatch("12345678901234")
