import pytest

from tests.verifier.cases import CONTACT, LISTED, NEW, a_case, a_reading, a_sighting, an_entry, keys_of, on_contact
from verifier.signals import asks_for_secrets

SAYS = "Call and tell our agent your one-time password"


def beside(text, key=NEW, **more):
    return a_sighting(key, around=text, **more)


@pytest.mark.parametrize(
    "text",
    [
        "Call +44 808 157 0967 and give the agent the code you received by SMS",
        "Please have your card at hand and tell us your PIN",
        "Our specialist needs you to share your recovery phrase",
        "To keep it, transfer your money to a safe account and call",
        "Dial the line, then provide your one-time passcode",
        "请拨打并告知客服收到的验证码",
        "致电后请提供短信验证码完成退款",
        "请将资金转入安全账户，详询客服",
        "お電話で暗証番号をお伝えください",
        "상담원에게 인증번호를 알려주세요",
        "कॉल करें और ओटीपी बताएं",
        "Llame y facilite su código de verificación al agente",
    ],
)
def test_a_request_for_a_secret_is_suspected(text):
    assert keys_of(asks_for_secrets.check, on_contact(beside(text))) == [NEW]


@pytest.mark.parametrize(
    "text",
    [
        "Never tell anyone your PIN. Call +44 808 157 0967",
        "We will never ask you to share your password or PIN",
        "Forgot your PIN? Call +44 808 157 0967",
        "To reset your password, call customer service",
        "We will send you a one-time password by SMS",
        "Enter your card number and telephone PIN when asked",
        "If you were asked to move money to a safe account, hang up and call 159",
        "Beware of callers who say: give us your PIN",
        "Nobody at the bank needs you to read out your security code",
        "Lost cards and PIN problems: +44 808 157 0967",
        "请勿将验证码告知任何人，客服热线",
        "银行工作人员不会要求您提供验证码",
        "凡要求转账到安全账户的都是诈骗，请拨打96110",
        "忘记支付密码请拨打客服热线",
        "我们会向您的手机发送短信验证码",
        "您需要向我们提供手机号码、短信验证码完成注册",
        "暗証番号をお尋ねすることは決してありません",
        "パスワードをお忘れの方はお電話ください",
        "비밀번호를 절대 알려주지 마세요",
        "비밀번호 분실 신고 전화",
        "ओटीपी किसी को न बताएं",
        "Nunca comparta su PIN con nadie",
        "¿Olvidó su contraseña? Llame",
    ],
)
def test_what_honest_pages_say_is_not_suspected(text):
    assert keys_of(asks_for_secrets.check, on_contact(beside(text))) == []


def test_a_listed_line_is_not_asked_about():
    case = on_contact(beside(SAYS), beside(SAYS, LISTED), entries=[an_entry(LISTED), an_entry(NEW)])
    assert keys_of(asks_for_secrets.check, case) == []


def test_a_number_elsewhere_on_the_page_is_not_meant():
    assert keys_of(asks_for_secrets.check, on_contact(beside(SAYS, LISTED), beside("Customer service"))) == []


def test_what_the_pages_said_around_their_numbers_before_is_their_own_way_to_speak():
    before = {CONTACT: a_reading(beside(SAYS, LISTED))}
    assert keys_of(asks_for_secrets.check, a_case(now={CONTACT: a_reading(beside(SAYS))}, before=before)) == []
