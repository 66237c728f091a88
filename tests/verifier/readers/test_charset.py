import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.readers.charset import decode

CHINESE = "<html><body>客服热线：95188，欢迎来电咨询"
TAIWANESE = "<html><body>客服電話：0800-000-123，歡迎來電"
JAPANESE = "<html><body>お問い合わせ電話番号：03-1234-5678"
KOREAN = "<html><body>고객센터 전화번호: 1588-3819"


@pytest.mark.parametrize(
    ("text", "encoding", "declared", "language"),
    [
        (CHINESE, "utf-8", "", ""),
        (CHINESE, "utf-8", "utf-8", ""),
        (CHINESE, "gbk", "gbk", ""),
        (CHINESE, "gbk", "GB2312", ""),
        (CHINESE, "gbk", "", "zh"),
        (CHINESE + "𠮷", "gb18030", "gb2312", ""),
        (TAIWANESE, "big5", "Big5", ""),
        (JAPANESE, "shift_jis", "Shift_JIS", ""),
        (JAPANESE, "shift_jis", "", "ja"),
        (JAPANESE, "euc_jp", "EUC-JP", ""),
        (KOREAN, "euc_kr", "EUC-KR", ""),
        (KOREAN, "euc_kr", "", "ko-KR"),
        ("Звоните: 8 800", "cp1251", "windows-1251", ""),
        ("Звоните: 8 800", "cp1251", "", "ru"),
        ("£5 “quoted”", "cp1252", "iso-8859-1", ""),
    ],
)
def test_a_page_is_read_as_declared_or_as_its_language_writes(text, encoding, declared, language):
    decoded = decode(text.encode(encoding), declared, language)
    assert decoded.text == text
    assert not decoded.is_damaged


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("mark", [True, False])
def test_utf_16_is_known_by_its_mark_or_by_its_zeros(encoding, mark):
    bom = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}[encoding] if mark else b""
    text = "<html><head><meta charset='gbk'><title>Help</title></head><body>" + CHINESE
    assert decode(bom + text.encode(encoding), "gbk").text == text


def test_the_mark_of_utf_8_is_no_part_of_the_text():
    assert decode(codecs.BOM_UTF8 + b"95188", "gbk") == ("95188", "utf-8-sig", False)


@pytest.mark.parametrize(
    "head",
    [
        '<meta charset="gbk">',
        "<meta charset=gb2312 />",
        '<meta http-equiv="Content-Type" content="text/html; charset=GBK">',
        '<?xml version="1.0" encoding="gbk"?>',
    ],
)
def test_a_declaration_in_the_page_is_heard(head):
    text = f"{head}<body>{CHINESE}"
    assert decode(text.encode("gbk")).text == text


def test_a_page_of_utf_8_is_utf_8_whatever_it_declares():
    for declared in ("gbk", "iso-8859-1", "shift_jis", "nonsense", "utf-16"):
        assert decode(CHINESE.encode(), declared).text == CHINESE


def test_the_page_itself_is_asked_when_the_header_is_wrong():
    text = f'<meta charset="gbk">{CHINESE}'
    assert decode(text.encode("gbk"), "utf-8").text == text
    assert decode(text.encode("gbk"), "no-such-charset").text == text


@pytest.mark.parametrize("declared", ["no-such-charset", "base64", "rot13", "zip", "undefined", "idna", "", "\x00"])
def test_a_name_that_is_no_text_encoding_is_passed_over(declared):
    assert decode(b"Tel 95188 \xff", declared).text.startswith("Tel 95188")


def test_bytes_that_fit_no_encoding_are_damaged_and_still_show_their_digits():
    decoded = decode(CHINESE.encode("gbk") + b"\xff\xff", "gbk")
    assert decoded.is_damaged
    assert "95188" in decoded.text


@given(
    body=st.binary(max_size=300),
    declared=st.sampled_from(["", "utf-8", "gbk", "big5", "utf-16", "utf-7", "punycode", "unicode_escape", "x"]),
    language=st.sampled_from(["", "zh", "ja", "ko"]),
)
def test_every_body_is_decoded(body, declared, language):
    assert isinstance(decode(body, declared, language).text, str)


HELP = {
    "zh": "<title>帮助中心</title><p>客服热线：95188（24小时），请您在工作时间联系我们的人工客服，我们会尽快为您服务。</p>",
    "tw": "<title>說明中心</title><p>客服電話：0800-000-123，請您在上班時間聯絡我們的客服人員，我們會盡快為您服務。</p>",
    "ja": "<title>ヘルプ</title><p>お問い合わせ電話番号：03-1234-5678（平日9時から）、お気軽にお電話ください。</p>",
    "ko": "<title>고객센터</title><p>고객센터 전화번호: 1588-3819 (24시간), 언제든지 문의해 주시기 바랍니다.</p>",
    "ru": "<title>Помощь</title><p>Звоните нам по бесплатному телефону 8 800 555-35-35 в любое время суток.</p>",
}


@pytest.mark.parametrize("said", ["right", "wrong", "none"])
@pytest.mark.parametrize(
    ("language", "encoding"),
    [
        ("zh", "gbk"),
        ("zh", "gb18030"),
        ("zh", "utf-8"),
        ("zh", "utf-16"),
        ("tw", "big5"),
        ("ja", "shift_jis"),
        ("ja", "euc_jp"),
        ("ja", "utf-8"),
        ("ko", "euc_kr"),
        ("ru", "windows-1251"),
        ("ru", "koi8-r"),
    ],
)
def test_one_page_reads_the_same_in_every_encoding(language, encoding, said):
    meta = {"right": f"<meta charset='{encoding}'>", "wrong": "<meta charset='utf-8'>", "none": ""}[said]
    text = f"<!doctype html>{meta}{HELP[language]}"
    assert decode(text.encode(encoding)).text.lstrip("\ufeff") == text


@pytest.mark.parametrize("declared", ["", "gbk", "iso-8859-1", "utf-8"])
def test_a_few_bad_bytes_do_not_turn_a_page_of_utf_8_into_something_else(declared):
    body = HELP["zh"].encode() * 3
    decoded = decode(body + b"\xff\xfe" + body, declared, "zh")
    assert decoded.encoding == "utf-8"
    assert decoded.is_damaged
    assert "95188（24小时）" in decoded.text


def test_what_looks_like_no_language_is_damaged():
    assert decode(b"Tel 95188 \x81\x8d\xff\xfe").is_damaged
