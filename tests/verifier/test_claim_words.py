import msgspec
import pytest

from verifier.claim_words import Reason, reason_words, say_reason, weight_of
from verifier.signals_found import find_signals


def test_a_reason_of_its_own_is_told_in_the_language_asked_for():
    reason = Reason(id="unlisted", kind="lines", values={"number": "95188"})
    assert say_reason(reason, "en") == "The directory does not list 95188."
    assert say_reason(reason, "zh") == "目录中没有收录 95188。"


def test_a_kind_has_weight_and_words_of_its_own():
    reason = Reason(id="look_alike", kind="swap", values={"number": "1", "other": "2"})
    assert say_reason(reason, "en") == "1 looks like 2 with two neighbouring digits swapped."
    assert weight_of("look_alike", "swap") == 4.0


@pytest.mark.parametrize(("lang", "begins", "end"), [("en", "It is ", "."), ("zh", "这是", "。")])
def test_the_clause_of_a_signal_becomes_a_sentence(lang, begins, end):
    reason = Reason(id="costly_number", kind="premium", values={"country": "GB", "number": "1", "provider": "P"})
    sentence = say_reason(reason, lang)
    assert sentence.startswith(begins)
    assert sentence.endswith(end)
    assert "GB" in sentence


def test_no_reason_has_the_id_of_a_signal():
    assert not reason_words().keys() & find_signals().keys()


def test_no_reason_calls_anyone_a_scammer():
    text = msgspec.json.encode(reason_words()).decode().lower()
    assert not [word for word in ("scam", "fraud", "诈骗", "骗子") if word in text]
