import tomllib
from pathlib import Path

import pytest

from verifier.document import Block
from verifier.refuse import REASONS
from verifier.sight import sight_block

CN, GB, US = ("CN",), ("GB",), ("US",)


def refused(text, regions, lead=""):
    found = sight_block(Block(text, "", "visible", lead), regions, explains=True)
    return [one.raw for one in found.sightings], {one.reason for one in found.refusals}


# Every reason with what is refused for it and what stands beside it and stays: at least five of each.
TABLE = tomllib.loads(Path(__file__).with_name("refused.toml").read_text(encoding="utf-8"))
# What has a number's look and none of its words: reasons of their own that no word in a list gives.
UNSURE = {"no_label", "no_code", "shape", "bare"}


@pytest.mark.parametrize(
    ("reason", "text", "region"), [(reason, *row) for reason, rows in TABLE.items() for row in rows["refused"]]
)
def test_digits_that_are_no_phone_number_are_refused_with_their_reason(reason, text, region):
    numbers, reasons = refused(text, (region,))
    assert numbers == []
    assert reason in reasons


@pytest.mark.parametrize(("text", "region", "raw"), [tuple(row) for rows in TABLE.values() for row in rows["kept"]])
def test_a_number_beside_what_is_refused_stays(text, region, raw):
    assert raw in refused(text, (region,))[0]


@pytest.mark.parametrize("reason", sorted(TABLE))
def test_every_reason_has_examples_of_both_kinds_in_three_countries(reason):
    rows = TABLE[reason]
    assert min(len(rows["refused"]), len(rows["kept"])) >= 5
    assert len({region for _text, region in rows["refused"]}) >= 3


def test_every_reason_of_the_word_lists_is_tested():
    assert set(REASONS) <= set(TABLE)
    assert not UNSURE & set(TABLE)


@pytest.mark.parametrize(
    ("text", "regions", "reason"),
    [
        ("统一编号：4006668800", CN, "filing"),
        ("since 1998", US, "date"),
        ("客服热线 2004-2026", CN, "date"),
        ("20261122", CN, "date"),
        ("tel 10.0.0.1", CN, "address"),
        ("ISBN 978-7-111-12345-6", CN, "order"),
        ("Suite 1205", US, "postal"),
        ("apple95188", CN, "code"),
        ("客服 4006", CN, "no_label"),
        ("客服 20000", CN, "no_label"),
        ("95188", CN, "no_label"),
        ("Phone 2 (1998)", US, "no_label"),
    ],
)
def test_digits_without_a_reason_to_be_a_number_are_refused(text, regions, reason):
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
        ("客服 95188", CN, "95188"),
        ("86-0571-88156688", CN, "86-0571-88156688"),
        ("886-2-2345-6789", ("TW",), "886-2-2345-6789"),
        ("8 (800) 555-35-35", ("RU",), "8 (800) 555-35-35"),
        ("1900 545436", ("VN",), "1900 545436"),
        ("Call 13 11 11", ("AU",), "13 11 11"),
        ("call center 1234", ("TH",), "1234"),
        ("咨询：10086", CN, "10086"),
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
    "text",
    [
        "客服热线95188（人工服务）",
        "热线：95188人工客服",
        "拨打95188号码咨询",
        "联系我们：95188（个人）、95017（商户）",
        "致电95188（24小时）、95017，年中无休",
        "拨打95188，按3号键",
        "客服95188人工服务",
        "客服电话（周一至周五9:00-18:00）：95188",
        "客服电话（7X24小时）95188",
    ],
)
def test_what_a_word_names_is_counted_by_no_sign_behind_it(text):
    assert refused(text, CN)[0][0].startswith("95188")
    assert len(refused(text, CN)[0]) == 1 + ("95017" in text)


@pytest.mark.parametrize(
    ("text", "raws"),
    [
        ("客服电话：95188，4008-666-888", ["95188", "4008-666-888"]),
        ("客服电话：4008-666-888，95188", ["4008-666-888", "95188"]),
        ("境内：95188，境外：+86 571 2688 8888", ["95188", "+86 571 2688 8888"]),
    ],
)
def test_a_comma_parts_a_code_from_the_next_number(text, raws):
    assert refused(text, CN)[0] == raws


@pytest.mark.parametrize("text", ["处理投诉95188件", "客服5000名", "全国12366家网点"])
def test_what_is_counted_is_no_code(text):
    assert refused(text, CN)[0] == []


def test_a_trunk_prefix_alone_is_no_code():
    assert refused("call 020", GB)[0] == []
    assert refused("call 159", GB)[0] == ["159"]
