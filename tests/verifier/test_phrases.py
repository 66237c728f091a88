import pytest

from tests.verifier.cases import CONTACT, HELP, LISTED, NEW, a_case, a_reading, a_sighting, an_entry, on_contact
from verifier.phrases import FULL_CHARS, Phrases, is_denied, newly_said, plain, window_of

PIN = Phrases({"en": [r"tell us your pin"], "zh": ["告知.{0,6}验证码"], "hi": ["पिन बताएं"]})


def beside(text, **more):
    return a_sighting(NEW, around=text, **more)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Call +44 808 157 0967 and tell us your PIN.", ("tell us your pin",)),
        ("Call now.  Tell us\nyour PIN", ("tell us your pin",)),
        ("请致电并告知客服验证码", ("告知客服验证码",)),
        ("Never share your card. Tell us your PIN.", ("tell us your pin",)),
        ("Do not hesitate to call and tell us your PIN", ("tell us your pin",)),
        ("कॉल करें और एजेंट को अपना पिन बताएं", ("पिन बताएं",)),
    ],
)
def test_a_phrase_is_found_whatever_its_case_width_and_blanks(text, said):
    assert PIN.said(beside(text)) == said


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Call +44 808 157 0967",
        "tell us your pinboard",
        "We will never have you tell us your PIN",
        "Do not tell us your PIN. Call +44 808 157 0967",
        "You needn't tell us your PIN",
        "切勿告知他人验证码",
        "किसी को अपना पिन न बताएं और पिन बताएं तो सावधान",
        "凡要求告知验证码的都是诈骗",
        "If anyone says tell us your PIN, hang up",
    ],
)
def test_words_that_are_not_there_or_are_denied_are_not_said(text):
    assert PIN.said(beside(text)) == ()


def test_the_first_words_of_a_cut_window_say_nothing_for_what_denied_them_is_out_of_sight():
    raw = "+44 808 157 0967"
    words = "to one of us, tell us your PIN"
    assert PIN.said(beside(f"{words} {'x' * FULL_CHARS} {raw}", raw=raw)) == ()
    assert PIN.said(beside(f"{words} {raw}", raw=raw)) == ("tell us your pin",)
    assert PIN.said(beside(f"us. Tell us your PIN {'x' * FULL_CHARS} {raw}", raw=raw)) == ("tell us your pin",)


def test_a_number_that_comes_twice_shortens_no_window():
    raw = "+44 808 157 0967"
    text = f"r tell us your PIN in a letter. Call {raw} or again {raw} or"
    assert PIN.said(beside(text, raw=raw)) == ()


def test_a_sighting_without_a_window_speaks_by_its_sentence():
    assert window_of(a_sighting(NEW, quote="Call  NOW")) == "call now"


@pytest.mark.parametrize(("text", "shown"), [("ＡnyＤesk", "anydesk"), (" a\u00a0\n\n b\t c ", "a\nb c")])
def test_plain_text_is_lower_case_half_width_single_blanked_and_keeps_its_lines(text, shown):
    assert plain(text) == shown


@pytest.mark.parametrize(
    ("text", "phrase", "denied"),
    [
        ("never tell your pin", "tell", True),
        ("tell your pin. never pay", "tell", False),
        ("tell your pin! we do not charge", "tell", False),
        ("暗証番号を教えないでください", "暗証番号", True),
        ("暗証番号を教えてください", "暗証番号", False),
        ("비밀번호를 알려주지 마세요", "비밀번호", True),
        ("비밀번호를 알려주세요", "비밀번호", False),
        ("ओटीपी किसी को न बताएं", "ओटीपी", True),
        ("ओटीपी बताएं", "ओटीपी", False),
        ("no comparta su pin", "pin", True),
        ("indique su pin", "pin", False),
        ("rates are noted, tell your pin", "tell", False),
        ("fraud is never free\ntell your pin", "tell", False),
        ("we never ask you to:\ncall back\ntell your pin", "tell", True),
        ("नुकसान के लिए हम नहीं हैं। पिन बताएं", "पिन", False),
    ],
)
def test_a_denial_counts_in_its_own_sentence_only(text, phrase, denied):
    start = text.index(phrase)
    assert is_denied(text, start, start + len(phrase)) is denied


def keys(case):
    return [key for key, _, _ in newly_said(case, PIN)]


def test_what_the_pages_said_of_their_numbers_before_is_their_own_way_to_speak():
    told = "Call us and tell us your PIN"
    before = {HELP: a_reading(a_sighting(LISTED, around=told))}
    assert keys(a_case(now={CONTACT: a_reading(beside(told))}, before=before)) == []
    assert keys(a_case(now={CONTACT: a_reading(beside(told))})) == [NEW]


def test_a_decided_number_is_not_asked_about():
    assert keys(on_contact(beside("tell us your PIN"), entries=[an_entry(NEW)])) == []
