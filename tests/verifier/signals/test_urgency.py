import pytest

from tests.verifier.cases import CONTACT, LISTED, NEW, a_case, a_reading, a_sighting, an_entry, keys_of, on_contact
from verifier.signals import urgency

SAYS = "Call now for your refund: +44 808 157 0967"
LINE = "Refund desk +44 808 157 0967 "


def beside(text, key=NEW, **more):
    return a_sighting(key, around=text, **more)


def kinds(case):
    return [(one.key, one.kind) for one in urgency.check(case)]


@pytest.mark.parametrize(
    "text",
    [
        SAYS,
        "Your account has been suspended. Call immediately +44 808 157 0967",
        "Speak to a live person 24/7 to cancel this order",
        "Don't wait: unfreeze your wallet today",
        "退款请立即拨打客服热线",
        "账户异常请尽快联系，逾期将影响征信",
        "24小时人工办理解冻",
        "返金のお手続きは今すぐお電話ください",
        "환불은 지금 바로 전화",
        "रिफंड के लिए तुरंत कॉल करें",
        "Llame ahora mismo para su reembolso",
    ],
)
def test_two_kinds_of_pressing_words_together_are_suspected(text):
    assert kinds(on_contact(beside(text))) == [(NEW, "pressing")]


@pytest.mark.parametrize(
    "text",
    [
        "Customer service: +44 808 157 0967",
        "We are here 24/7 on +44 808 157 0967",
        "Lines are open 24 hours a day, 7 days a week",
        "Call us today",
        "For refunds, call +44 808 157 0967",
        "Lost or stolen card? Call us immediately",
        "Report an emergency urgently: 999",
        "Speak to a live person",
        "To cancel your subscription, ring us",
        "Our refund policy is on the help pages",
        "Do not call now: never pay for a refund",
        "24小时客服热线95188",
        "退款咨询请拨打客服热线",
        "如有疑问请立即致电",
        "挂失请立即拨打",
        "24小时人工服务",
        "紧急联系电话",
        "返金についてのお問い合わせ",
        "至急ご連絡ください",
        "환불 문의",
        "रिफंड नीति",
        "Llame hoy mismo",
        "Política de reembolso y teléfono",
    ],
)
def test_one_kind_is_what_every_help_page_says(text):
    assert kinds(on_contact(beside(text))) == []


def in_a_block(times, gap=60, **more):
    """One paragraph with the number `times` times, `gap` characters apart."""
    return on_contact(*(beside("Customer service", start=gap * one, **more) for one in range(times)))


def in_lines(times, **more):
    """A line each, close together, as windows show them."""
    window = (LINE * 5).strip()
    return on_contact(*(beside(window, place=f"p:nth-of-type({one})", **more) for one in range(times)))


@pytest.mark.parametrize("case", [in_a_block(4), in_a_block(12, gap=40), in_lines(4), in_lines(7)])
def test_a_number_four_times_within_a_few_lines_is_suspected(case):
    assert kinds(case) == [(NEW, "repeated")]


@pytest.mark.parametrize(
    ("case", "why"),
    [
        (in_a_block(3), "three times is a help page"),
        (in_a_block(6, gap=250), "far apart"),
        (in_a_block(4, layer="tel_link"), "links are not read"),
        (in_lines(3), "three lines"),
        (
            on_contact(*(beside("Customer service " + LINE, place=f"p:nth-of-type({one})") for one in range(9))),
            "a footer's words, each far from the next",
        ),
        (
            on_contact(
                *(
                    beside(LINE * 5, place=f"tr:nth-of-type({one})", region=cc)
                    for one, cc in enumerate(["AR", "BO", "CL", "PE"])
                )
            ),
            "a table of countries",
        ),
        (
            a_case(now={CONTACT: a_reading(*[beside(LINE * 5)] * 5)}, before={CONTACT: a_reading(beside(LINE * 5))}),
            "it stood there before",
        ),
        (on_contact(beside(SAYS, LISTED)), "a listed line"),
        (on_contact(beside(SAYS), entries=[an_entry(NEW)]), "a person has decided on it"),
        (
            a_case(now={CONTACT: a_reading(beside(SAYS))}, before={CONTACT: a_reading(beside(SAYS, LISTED))}),
            "the page pressed before",
        ),
    ],
)
def test_where_nothing_is_pressed_or_repeated_it_keeps_still(case, why):
    assert keys_of(urgency.check, case) == [], why
