import pytest

from verifier.fold import fold
from verifier.masks import suspects


def spans(text):
    return suspects(fold(text), 0, len(text))


@pytest.mark.parametrize(
    "text",
    [
        "9 5 1 8 8",
        "<4><0><0><6>",
        "400|666|8800",
        "010·66194114",
        "400---666---8800",
        "4OO-666-88OO",
        "四零零六六六八八零零",
        "400横杠666横杠8800",
        "call four zero zero",
        "four-zero-zero six",
        "电话FourZeroZero",
        "ゼロいちにゼロ",
        "客*服*热*线",
        "c.a.l.l",
        "tel95188now",
        "4\ufe0f\u20e30\ufe0f\u20e30\ufe0f\u20e36\ufe0f\u20e3",
    ],
)
def test_a_mask_is_suspected(text):
    assert spans(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "客服热线：95188（24小时）",
        "Call 202-555-0123 today, or write to us.",
        "一千二百元，二〇二六年，三里屯，第一章",
        "There is one reason to call us, and two ways to do it.",
        "京ICP证030247号，10-12-2026",
        "お問い合わせは一つの窓口に",
    ],
)
def test_plain_text_is_passed_over(text):
    assert spans(text) == []


def test_only_what_lies_between_the_given_places_is_looked_at():
    text = "9 5 1 8 8 and 9 5 0 1 7"
    assert suspects(text, 10, len(text)) == [(14, 21)]
