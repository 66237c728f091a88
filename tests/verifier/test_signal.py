import pytest

from tests.verifier.cases import CONTACT, NEW, a_case, a_reading
from verifier.case import evidence_of, own_in
from verifier.policy import load_policy
from verifier.signal import BrokenSignal, Signal, level_alone, read_terms
from verifier.suspicion import Suspicion

TERMS = 'weight = 1.0\nfamily = "f"\nsource = "s"\nreason.en = "e {number}"\nreason.zh = "z {number}"\n'
KIND = '[kinds.odd]\nweight = 2.5\ncatalogue = "S16"\nreason.en = "e"\nreason.zh = "z"\n'


def a_suspicion(kind=""):
    seen = next(own_in(a_case(now={CONTACT: a_reading(NEW)}).now))
    return Suspicion(key=NEW, page=CONTACT, evidence=evidence_of(seen), kind=kind)


def a_signal(text):
    return Signal("odd_one", read_terms("odd_one.toml", text), lambda _case: [])


def test_terms_are_on_soft_and_discountable_unless_they_say_otherwise():
    terms = read_terms("odd_one.toml", TERMS)
    assert (terms.is_on, terms.is_hard, terms.is_discount, terms.is_discountable) == (True, False, False, True)


def test_a_suspicion_without_a_kind_has_the_weight_and_words_of_the_signal():
    kind = a_signal(f'catalogue = "S15"\n{TERMS}{KIND}').kind_of(a_suspicion())
    assert (kind.weight, kind.reason["en"], kind.catalogue) == (1.0, "e {number}", "S15")


def test_a_kind_has_its_own_weight_and_words():
    kind = a_signal(TERMS + KIND).kind_of(a_suspicion("odd"))
    assert (kind.weight, kind.reason["en"], kind.catalogue) == (2.5, "e", "S16")


def test_a_kind_that_the_terms_do_not_name_is_refused():
    with pytest.raises(BrokenSignal, match=r"signal odd_one: kind 'even', expected one of \['odd'\]"):
        a_signal(TERMS + KIND).kind_of(a_suspicion("even"))


@pytest.mark.parametrize(
    ("weight", "is_hard", "level"),
    [(6.0, False, "urgent"), (1.0, True, "urgent"), (3.0, False, "review"), (2.5, False, "routine")],
)
def test_the_level_of_a_signal_alone_follows_its_weight_unless_it_is_hard(weight, is_hard, level):
    assert level_alone(weight, is_hard=is_hard, policy=load_policy()) == level


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (TERMS + "wait = 1\n", r"odd\.toml: Object contains unknown field `wait`"),
        ("weight = 1.0\n", r"odd\.toml: Object missing required field"),
        ("weight = ", r"odd\.toml: Invalid"),
        (TERMS + 'reason.fr = "f"\n', r"reason: got \['en', 'fr', 'zh'\]"),
        (TERMS.replace("z {number}", "z"), r"en and zh name different fields"),
        (TERMS + KIND.replace('"e"', '"e {country}"'), r"kinds\.odd: en and zh name different fields"),
        (TERMS + "is_discount = true\n", r"a discount is below zero"),
        (TERMS + KIND.replace("2.5", "-2.5"), r"a discount is below zero"),
        (TERMS + "is_on = false\n", r"expected a reason for a signal that is off"),
        (TERMS + 'off_because = "it pays nothing"\n', r"and none for one that is on"),
    ],
)
def test_terms_that_are_not_whole_are_refused_with_their_place(text, message):
    with pytest.raises(BrokenSignal, match=message):
        read_terms("odd.toml", text)
