import pytest

from scheduler.regions import guess_region


@pytest.mark.parametrize(
    ("text", "url", "language", "region"),
    [
        ("客服热线：95188", "", "", "CN"),
        ("お問い合わせ 電話", "", "", "JP"),
        ("고객센터", "", "", "KR"),
        ("Call us", "https://www.pay.co.uk/help", "", "GB"),
        ("Call us", "https://help.pay.example/", "en-IN", "IN"),
        ("Rufen Sie an", "", "de", "DE"),
        ("聯絡我們", "", "zh-Hant", "TW"),
        ("聯絡我們", "", "zh_HK", "HK"),
        ('<!doctype html><html class="x" lang="en-PH"><body>Call us', "", "", "PH"),
        ("客服热线", "https://help.pay.io/", "", "CN"),
        ("客服热线", "https://help.pay.zz/", "", "CN"),
        ("Call us", "", "en-UK", ""),
        ("Call us", "https://help.pay.io/", "en", ""),
        (
            "These terms bind you and Example Pay, whose name is written 示例支付 in the language of its home; call us on any day. ",
            "",
            "",
            "",
        ),
        ("本服务由 Example Pay Limited 提供，客服热线见下，Call us", "", "", "CN"),
        ("我们是日本の代理商，本公司提供支付服务，请拨打客服热线咨询，工作日均可接听电话", "", "", "CN"),
        ("Call us", "", "", ""),
    ],
)
def test_a_region_is_guessed_only_where_there_is_one_answer(text, url, language, region):
    assert guess_region(text.encode(), url, language) == region


def test_text_in_the_old_chinese_encoding_shows_its_script():
    assert guess_region("客服热线：95188（24小时）".encode("gb18030"), "", "") == "CN"


def test_a_character_cut_at_the_end_of_what_is_looked_at_does_no_harm():
    assert guess_region(("a" + "客" * 200_000).encode(), "", "") == "CN"


@pytest.mark.parametrize(
    "body", [b"%PDF-1.7 \xbf\xcd\xb7\xfe\xc8\xc8\xcf\xdf", b"PK\x03\x04\0\0\xbf\xcd\xb7\xfe\xc8\xc8\xcf\xdf"]
)
def test_bytes_that_are_no_text_speak_of_no_country(body):
    assert guess_region(body, "", "") == ""
    assert guess_region(body, "", "de") == "DE"
