from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.number import UnknownRegion, parts_of
from verifier.document import Block, Link
from verifier.read_stretch import dialled
from verifier.sight import MOST_SIGHTINGS, sight_block, sight_numbers

CN, GB, US = ("CN",), ("GB",), ("US",)


def test_the_line_of_the_first_night_gives_exactly_its_three_numbers():
    text = "客服热线：95188（24小时），400-666-8800转1，京ICP证030247号，010-66194114"
    assert [one.number for one in sight_numbers(text, CN)] == ["CN:95188", "+864006668800;ext=1", "+861066194114"]


@pytest.mark.parametrize(
    ("text", "regions", "keys"),
    [
        ("客服电话：95188/95017", CN, ["CN:95188", "CN:95017"]),
        ("客服电话：95188、95017", CN, ["CN:95188", "CN:95017"]),
        ("热线：10086、10010 和 10000", CN, ["CN:10086", "CN:10010", "CN:10000"]),
        ("客服热线 400-666-8800 / 400-627-2273", CN, ["+864006668800", "+864006272273"]),
        ("电话：0755-8376 5566/5577", CN, ["+8675583765566", "+8675583765577"]),
        ("客服热线95188-6", CN, ["CN:95188;ext=6"]),
        ("拨打95188按6", CN, ["CN:95188;ext=6"]),
        ("客服电话：0571-96588", CN, ["CN-571:96588"]),
        ("Call 1-800-MY-APPLE", US, ["+18006927753"]),
        ("Call (202) 555-0123 or (202) 555-0124", US, ["+12025550123", "+12025550124"]),
        ("고객센터 1588-3819 (24시간)", ("KR",), ["+8215883819"]),
        ("Звоните: +7 495 123-45-67 доб. 12", ("RU",), ["+74951234567;ext=12"]),
        ("客服热线：⓪⑤⑦①-⑨⑤①⑧⑧", CN, ["+8657195188"]),
        ("热线：95188。QQ：2882", CN, ["CN:95188"]),
        ("Report fraud: 02920180320", ("GB",), ["+442920180320"]),
        ("Call +234 2033 12 2397", ("NG",), ["+2342033122397"]),
        ("服务 5438.42 · 2025年10月27日", CN, []),
        ("95188-6", CN, []),
        ("没有号码", CN, []),
    ],
)
def test_numbers_are_sighted_in_the_order_of_the_text(text, regions, keys):
    assert [one.number for one in sight_numbers(text, regions)] == keys


@pytest.mark.parametrize(
    ("text", "region", "keys"),
    [
        ("হেল্পলাইন: ১৬২৪৭", "BD", ["BD:16247"]),
        ("الخط الساخن: ١٩٦٢٣ على مدار ٢٤ ساعة", "EG", ["EG:19623"]),
        ("الرقم الموحد 8001256666، السجل التجاري 1010010409", "SA", ["+9668001256666"]),
        ("פקס 03-9255100; ח.פ. 520000118", "IL", ["+97239255100"]),
        ("Çağrı Merkezi: 444 0 444 veya 0850 220 0 444", "TR", ["+904440444", "+908502200444"]),
        ("Телефонуйте 3700, ЄДРПОУ 14360570", "UA", ["UA:3700"]),
        ("Позвоните нам по номеру 900, БИК 044525225", "RU", ["RU:900"]),
        ("Sími 410 4000, fax 410 9000", "IS", ["+3544104000", "+3544109000"]),
        ("tel. 01 477 20 00 ali 080 15 85", "SI", ["+38614772000", "+386801585"]),
        ("Sperr-Notruf 116 116", "DE", ["DE:116116"]),
        ("Piga 100 bure", "TZ", ["TZ:100"]),
        ("Santa Clara, CA 95050-2624 Phone 408 555 0123", "US", ["+14085550123"]),
        ("Línea 800-22734-724", "CR", []),
    ],
)
def test_labels_of_many_languages_call_a_number_a_phone_and_its_register_numbers_none(text, region, keys):
    assert [one.number for one in sight_numbers(text, [region])] == keys


@pytest.mark.parametrize(
    ("text", "region", "purpose"),
    [
        ("Blocco carte 800 444 223", "IT", "lost_card"),
        ("Kártyaletiltás 06-80-200-206", "HU", "lost_card"),
        ("อายัดบัตร โทร 02-777-7777", "TH", "lost_card"),
        ("ze zahraničí +420 956 777 956", "CZ", "overseas"),
        ("Ouvidoria 0800 729 5678", "BR", "complaints"),
        ("dolandırıcılık ihbar hattı: telefon 0850 220 0 444", "TR", "fraud"),
    ],
)
def test_the_purpose_of_a_line_is_told_in_many_languages(text, region, purpose):
    assert [one.purpose for one in sight_numbers(text, [region])] == [purpose]


def test_a_line_that_costs_no_more_than_a_local_call_is_no_premium_one():
    (one,) = sight_numbers("Appelez le 09 69 39 36 39 (appel non surtaxé)", ["FR"])
    assert one.tariff == "local"


def test_a_sighting_holds_what_was_printed_and_the_words_around_it():
    (one,) = sight_numbers("我们的客服热线：95188（24小时）", CN)
    assert (one.raw, one.start, one.end) == ("95188", 8, 13)
    assert (one.label, one.hours, one.quote) == ("我们的客服热线", "24小时", "我们的客服热线：95188（24小时）")


def test_a_number_in_disguise_is_marked_and_full_width_is_none():
    assert sight_numbers("热线：⑨⑤①⑧⑧", CN)[0].is_folded
    assert not sight_numbers("热线：９５１８８", CN)[0].is_folded


def test_every_reading_is_kept():
    assert sight_numbers("hotline 95188", ("CN", "US"))[0].readings == ("CN:95188", "US:95188")


def test_a_heading_or_a_cell_beside_it_labels_a_number():
    assert [one.label for one in sight_block(Block("95188", "", "visible", "客服热线："), CN).sightings] == ["客服热线"]
    alone = Block("95188", "", "visible", heading="客服热线")
    assert [one.label for one in sight_block(alone, CN).sightings] == ["客服热线"]


def test_what_the_pages_own_link_dials_needs_no_label_and_has_a_target():
    block = Block("95188", "", "visible", links=(Link(0, 5, "+8657195188"),))
    (one,) = sight_block(block, CN).sightings
    assert (one.number, one.target) == ("CN:95188", "+8657195188")


def test_a_link_that_names_its_plan_dials_the_digits_before_it():
    block = Block("Customer service: 400-818-881", "", "visible", links=(Link(18, 29, "400818881;phone-context=+86"),))
    assert [one.number for one in sight_block(block, CN).sightings] == ["CN:400818881"]


def test_a_link_beside_a_number_says_nothing_of_it():
    block = Block("热线 95188 或点这里", "", "visible", links=(Link(9, 13, "+8657195188"),))
    assert [one.target for one in sight_block(block, CN).sightings] == [""]


def test_the_regions_of_the_markup_go_before_those_of_the_page():
    block = Block("020 7946 0000", "", "structured", "telephone", regions=("GB",))
    assert [one.number for one in sight_block(block, CN).sightings] == ["+442079460000"]


def test_markup_that_says_fax_decides_the_purpose():
    block = Block("010-66194114", "", "structured", "telephone", purpose="fax")
    assert sight_block(block, CN).sightings[0].purpose == "fax"


def test_place_layer_and_keep_are_those_of_the_block():
    block = Block("热线 95188", "html > p", "hidden", is_kept=False)
    (one,) = sight_block(block, CN).sightings
    assert (one.place, one.layer, one.is_kept) == ("html > p", "hidden", False)


@pytest.mark.parametrize(
    ("number", "regions", "keys"),
    [
        ("95188", CN, ["CN:95188"]),
        ("+86-571-95188", US, ["+8657195188"]),
        ("18006244488", ("GB",), ["+18006244488"]),
        ("４００６６６８８００", CN, ["+864006668800"]),
        ("95188,,6", CN, ["CN:95188;ext=6"]),
        ("12", CN, []),
        ("", CN, []),
        ("9" * 21, CN, []),
        ("javascript", CN, []),
    ],
)
def test_a_links_number_is_what_it_dials(number, regions, keys):
    assert dialled(number, regions)[: len(keys) or 1] == keys


def test_a_region_that_no_plan_knows_is_refused():
    with pytest.raises(UnknownRegion, match="'GB'"):
        sight_numbers("Tel 020 7946 0000", ("UK",))


def test_a_page_full_of_numbers_ends_at_the_most_there_may_be():
    text = "、".join(f"热线 400-666-{number:04}" for number in range(MOST_SIGHTINGS + 50))
    assert len(sight_numbers(text, CN)) == MOST_SIGHTINGS


WORDS = st.sampled_from(
    [
        "客服热线：",
        "tel ",
        "95188",
        "400-666-8800",
        "/",
        "、",
        "（24小时）",
        "转1",
        "ICP证030247号",
        "⑨⑤①⑧⑧",
        "\u200b",
        "İ",
        "ß",
        " ",
        "+86",
        "-6",
        "1-800-MY-APPLE",
    ]
)


@given(
    text=st.one_of(st.text(), st.lists(WORDS, max_size=12).map("".join)),
    regions=st.sampled_from([CN, US, GB, ("CN", "US"), ()]),
)
def test_spans_lie_in_the_text_in_order_and_disjoint_whatever_the_text(text, regions):
    found = sight_numbers(text, regions)
    assert all(text[one.start : one.end] == one.raw and one.raw for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(one.number == one.readings[0] and parts_of(one.number) for one in found)
    assert all(one.raw in one.quote or one.raw.strip() in one.quote for one in found)


def test_many_links_in_one_block_are_each_met_once():
    numbers = [f"020 7946 {number:04}" for number in range(400)]
    text = " | ".join(numbers)
    links = tuple(Link(text.index(number), text.index(number) + len(number), f"+44{number[1:]}") for number in numbers)
    sighted = sight_block(Block(text, "", "visible", links=links), ("GB",)).sightings
    assert [one.target for one in sighted] == [one.number for one in sighted]
    assert len(sighted) == len(numbers)


def test_an_australian_line_of_six_digits_is_read_alone():
    assert [one.number for one in sight_numbers("13 11 14", ["AU"])] == ["+61131114"]
