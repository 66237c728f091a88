import pytest

from tests.verifier.cases import CONTACT, LISTED, NEW, a_case, a_reading, a_sighting, an_entry, keys_of, on_contact
from verifier.signals import add_me

SAYS = "Add our WhatsApp number"


def beside(text, key=NEW, **more):
    return a_sighting(key, around=text, **more)


@pytest.mark.parametrize(
    "text",
    [
        "Message us on WhatsApp or call +44 808 157 0967",
        "Add our agent Telegram account",
        "Contact: t.me/help_desk_88",
        "Telegram: @wallet_refund",
        "LINE ID: pay_help01",
        "添加客服微信办理",
        "客服QQ：1234567",
        "电话微信同号",
        "LINEを友だち追加してください",
        "카카오톡으로 문의 주세요",
        "व्हाट्सएप पर मैसेज करें",
        "Escríbanos por WhatsApp",
    ],
)
def test_a_chat_account_to_add_is_suspected(text):
    assert keys_of(add_me.check, on_contact(beside(text))) == [NEW]


@pytest.mark.parametrize(
    "text",
    [
        "Customer services: +44 808 157 0967",
        "Order line: 0345 602 4040",
        "Line: 303-739-1211",
        "Text relay: 18001 then the number",
        "Follow us on Twitter, Facebook and YouTube",
        "Contact us on +44 808 157 0967",
        "Do not message us on WhatsApp: we are not there",
        "Pay with WeChat Pay or call",
        "关注微信公众号了解更多",
        "添加微信公众号客服",
        "微信支付客服热线95017",
        "客服绝不会让您添加微信好友",
        "QQ音乐客服电话",
        "官方网站与客服电话",
        "LINE Payのお問い合わせ",
        "카카오페이 고객센터",
        "Correo y teléfono de atención",
    ],
)
def test_what_honest_pages_say_is_not_suspected(text):
    assert keys_of(add_me.check, on_contact(beside(text))) == []


def test_a_listed_line_is_not_asked_about():
    case = on_contact(beside(SAYS), beside(SAYS, LISTED), entries=[an_entry(LISTED), an_entry(NEW)])
    assert keys_of(add_me.check, case) == []


def test_a_number_elsewhere_on_the_page_is_not_meant():
    assert keys_of(add_me.check, on_contact(beside(SAYS, LISTED), beside("Customer service"))) == []


def test_what_the_pages_said_around_their_numbers_before_is_their_own_way_to_speak():
    before = {CONTACT: a_reading(beside(SAYS, LISTED))}
    assert keys_of(add_me.check, a_case(now={CONTACT: a_reading(beside(SAYS))}, before=before)) == []
