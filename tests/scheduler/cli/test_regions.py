import pytest

from scheduler.cli.regions import guess_region


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
        ("Call us", "", "", ""),
    ],
)
def test_a_region_is_guessed_only_where_there_is_one_answer(text, url, language, region):
    assert guess_region(text.encode(), url, language) == region


def test_text_in_the_old_chinese_encoding_shows_its_script():
    assert guess_region("客服热线：95188（24小时）".encode("gb18030"), "", "") == "CN"


def test_a_character_cut_at_the_end_of_what_is_looked_at_does_no_harm():
    assert guess_region(("a" + "客" * 200_000).encode(), "", "") == "CN"
