import pytest

from verifier.document import Block
from verifier.masked import is_disguise, is_whole
from verifier.sight import sight_block, sight_numbers

CN, US, GB = ("CN",), ("US",), ("GB",)


def keys(text, regions=CN, lead=""):
    return [one.number for one in sight_numbers(text, regions, lead)]


@pytest.mark.parametrize(
    ("text", "regions", "number", "raw"),
    [
        ("客服热线：9 5 1 8 8（24小时）", CN, "CN:95188", "9 5 1 8 8"),
        ("客服热线：四零零-六六六-八八零零", CN, "+864006668800", "四零零-六六六-八八零零"),
        ("热线：幺零零八六", CN, "CN:10086", "幺零零八六"),
        ("热线：４OO-666-88OO转1", CN, "+864006668800;ext=1", "４OO-666-88OO转1"),
        ("客服热线：<4><0><0><6><6><6><8><8><0><0>", CN, "+864006668800", "4><0><0><6><6><6><8><8><0><0"),
        ("客*服*热*线：95188", CN, "CN:95188", "95188"),
        ("客服热线：\u202e0088-666-004\u202c（24小时）", CN, "+864006668800", "0088-666-004"),
        (
            "Please call one, eight, zero, zero 555 0199.",
            US,
            "+18005550199",
            "one, eight, zero, zero 555 0199",
        ),
        ("hotline 0808 I57 OI23", GB, "+448081570123", "0808 I57 OI23"),
        ("tel95188now", CN, "CN:95188", "95188"),
        ("ग्राहक सेवा: “1”“8”“0”“0”“5”“1”“6”“7”“7”“3”“8”", ("IN",), "+9118005167738", "1”“8”“0”“0”“5”“1”“6”“7”“7”“3”“8"),
    ],
)
def test_a_number_behind_a_mask_is_read_and_quoted_as_printed(text, regions, number, raw):
    (one,) = sight_numbers(text, regions)
    assert (one.number, one.raw) == (number, raw)
    assert text[one.start : one.end] == raw


def test_two_masked_numbers_of_one_line_are_two():
    assert keys("客服热线：9 5 1 8 8，热线：四零零六六六八八零零") == ["CN:95188", "+864006668800"]


def test_a_plain_number_beside_a_masked_one_stays_what_it_is():
    found = sight_numbers("客服热线：95188，投诉热线：9*5*0*1*7", CN)
    assert [(one.number, one.is_folded) for one in found] == [("CN:95188", False), ("CN:95017", True)]


def test_what_was_read_of_a_part_of_a_masked_number_gives_way_to_the_whole():
    assert keys("客服热线：四零零-666-8800") == ["+864006668800"]


def test_a_row_of_numerals_that_is_a_whole_number_needs_no_label():
    found = sight_block(Block("四零零-六六六-八八零零", "", "visible"), CN)
    assert [one.number for one in found.sightings] == ["+864006668800"]
    assert not found.refusals


@pytest.mark.parametrize("sign", ["\u200b", "\u2068\u2069", "-"])
def test_a_masked_number_alone_in_its_cell_needs_no_label(sign):
    masked = sign.join("02920180209")
    assert keys(masked, GB, "Complaints") == ["+442920180209"]
    assert keys(f"{masked} is the case of Mr Example", GB) == []


def test_a_label_outside_the_text_counts():
    assert keys("9 5 1 8 8", lead="客服热线") == ["CN:95188"]
    assert keys("9 5 1 8 8") == []


@pytest.mark.parametrize(
    "text",
    [
        "致电客服，价格一千二百三十四元",
        "客服电话见下：二〇二六年一月一日",
        "电话咨询：三里屯一号，五六七八层",
        "热线开通于二零二六一二三一日",
        "Call us: 1 2 3 4 5 6 7 8 9 10 11 next",
        "Tel: page 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8",
        "客服电话：1,800,555,019",
        "电话：2026/11/22 10:30:15",
        "phone 50.6×96.6×7.4 mm",
        "Hotline of version: 1773517954-7.4.33",
        "tel 10.0.0.1",
        "客服热线：一、二、三、四、五",
        "Call one or two of our four offices, six days a week, nine to five.",
        "客服QQ：九五一八八九五一",
        "电话卡号：6 2 2 2 0 2 1 0 0 1 1 2 3 4 5 6",
        "一二三四五六七八九十",
        "日一二三四五六",
        "客服热线 周一至周五 9:00-18:00，节假日除外",
        "고객센터 전화 평일 09:00~18:00",
        "고객센터 전화, 최종 수정일 2026-03-28, 버전 4.22.2",
        "电话客服：周日至周五 8:30至21:00",
    ],
)
def test_rows_of_digits_that_are_no_number_stay_none(text):
    assert keys(text) == []


@pytest.mark.parametrize(
    "raw", ["1588/3819", "030.12345678", "400、666、8800".replace("、", ","), "(400) 666-8800", "９５１８８"]
)
def test_groups_with_seldom_signs_are_no_disguise(raw):
    assert not is_disguise(raw)


@pytest.mark.parametrize("raw", ["9 5 1 8 8", "四零零", "4OO", "400|666|8800", "four", "400\u200b666"])
def test_what_no_honest_page_writes_is_a_disguise(raw):
    assert is_disguise(raw)


@pytest.mark.parametrize(
    ("key", "whole"),
    [("+864006668800", True), ("CN:95188", True), ("CN-571:96588", True), ("CN:6668800", False), ("KR:1588", False)],
)
def test_a_whole_number_is_told_from_a_part(key, whole):
    assert is_whole(key) is whole
