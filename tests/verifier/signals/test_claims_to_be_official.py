import pytest

from tests.verifier.cases import CONTACT, LISTED, NEW, a_case, a_reading, a_sighting, an_entry, keys_of, on_contact
from verifier.signals import claims_to_be_official

SAYS = "The only official customer service number"


def beside(text, key=NEW, **more):
    return a_sighting(key, around=text, **more)


@pytest.mark.parametrize(
    "text",
    [
        "The only official customer service number: +44 808 157 0967",
        "This hotline is verified",
        "Official verified helpline",
        "Genuine support number",
        "唯一官方客服电话",
        "官方认证热线",
        "号码真实有效",
        "唯一の公式サポート電話番号",
        "유일한 공식 고객센터 번호",
        "असली कस्टमर केयर नंबर",
        "El único número oficial de atención",
    ],
)
def test_a_number_that_is_vouched_for_is_suspected(text):
    assert keys_of(claims_to_be_official.check, on_contact(beside(text))) == [NEW]


@pytest.mark.parametrize(
    "text",
    [
        "Official hotline: +44 808 157 0967",
        "Customer service number",
        "The official site of Northmoor Bank",
        "A verified phone number is required to sign up",
        "Call only between 9 and 5",
        "Number of verified members: 12",
        "This is not the only number we have",
        "Real time support by phone",
        "官方客服热线95188",
        "官方网站 客服电话",
        "客服热线（仅限工作日）",
        "请使用实名认证的手机号码",
        "公式サイト お問い合わせ電話番号",
        "공식 홈페이지 고객센터",
        "आधिकारिक वेबसाइट पर संपर्क नंबर",
        "Teléfono oficial de atención",
    ],
)
def test_what_honest_pages_say_is_not_suspected(text):
    assert keys_of(claims_to_be_official.check, on_contact(beside(text))) == []


def test_a_listed_line_is_not_asked_about():
    case = on_contact(beside(SAYS), beside(SAYS, LISTED), entries=[an_entry(LISTED), an_entry(NEW)])
    assert keys_of(claims_to_be_official.check, case) == []


def test_a_number_elsewhere_on_the_page_is_not_meant():
    assert keys_of(claims_to_be_official.check, on_contact(beside(SAYS, LISTED), beside("Customer service"))) == []


def test_what_the_pages_said_around_their_numbers_before_is_their_own_way_to_speak():
    before = {CONTACT: a_reading(beside(SAYS, LISTED))}
    assert keys_of(claims_to_be_official.check, a_case(now={CONTACT: a_reading(beside(SAYS))}, before=before)) == []
