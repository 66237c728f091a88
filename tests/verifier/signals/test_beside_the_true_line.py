import pytest

from tests.verifier.cases import (
    CONTACT,
    HELP,
    LISTED,
    NEW,
    PREMIUM,
    a_case,
    a_reading,
    a_sighting,
    an_entry,
    keys_of,
    on_contact,
)
from verifier.signals import beside_the_true_line

ABROAD = "+18005550123"


WINDOW = "Customer service: +44 20 7946 0155 Customer service: +44 808 157 0967"


def true(**more):
    return a_sighting(LISTED, **({"label": "Customer service", "around": WINDOW} | more))


def fresh(key=NEW, **more):
    return a_sighting(key, **({"label": "Customer service", "around": WINDOW} | more))


def test_a_number_beside_the_true_line_under_the_same_label_is_suspected():
    [suspicion] = beside_the_true_line.check(on_contact(true(), fresh(place="main > p:nth-child(2)")))
    assert (suspicion.key, suspicion.values) == (NEW, {"listed": "+44 20 7946 0155"})


def test_the_second_of_two_numbers_in_one_sentence_needs_no_label_of_its_own():
    assert keys_of(beside_the_true_line.check, on_contact(true(), fresh(label=""))) == [NEW]


def test_of_two_numbers_with_a_word_between_the_second_has_the_label_of_the_first():
    row = "A check takes 15 days. Customer service: +44 20 7946 0155 or +44 808 157 0967"
    case = on_contact(true(around=row), fresh(label="A check takes 15 days", around=row))
    assert keys_of(beside_the_true_line.check, case) == [NEW]


def test_capitals_make_no_other_label():
    case = on_contact(true(), fresh(label="CUSTOMER SERVICE", place="footer"))
    assert keys_of(beside_the_true_line.check, case) == [NEW]


@pytest.mark.parametrize(
    ("case", "why"),
    [
        (on_contact(true(), fresh(label="Lost cards")), "another label"),
        (
            on_contact(true(), fresh(around="Leeds office. Customer service: +44 808 157 0967", place="section > p")),
            "another office, further down the page",
        ),
        (on_contact(true(label=""), fresh(label="", place="footer")), "no words beside either, in different places"),
        (
            on_contact(
                true(), fresh(label="Branch", around=WINDOW.replace("Customer service: +44 8", "Branch: +44 8"))
            ),
            "words of its own, right behind",
        ),
        (on_contact(true(label=""), fresh(label="")), "no words beside either"),
        (on_contact(true(label=""), fresh()), "words beside the new one alone"),
        (on_contact(true(), fresh(purpose="lost_card")), "another purpose"),
        (on_contact(true(), fresh(purpose="fax")), "a fax line"),
        (on_contact(true(), fresh(audience="business")), "another audience"),
        (on_contact(true(region="GB"), fresh(region="IE")), "another country's row"),
        (on_contact(true(), fresh(ABROAD)), "a line for callers abroad"),
        (on_contact(true(), fresh(f"{LISTED};ext=2")), "the same line with a menu key"),
        (on_contact(true(), fresh(layer="structured")), "another layer of the page"),
        (on_contact(fresh()), "the true line is not there"),
        (a_case(now={CONTACT: a_reading(true()), HELP: a_reading(fresh())}), "on another page"),
        (on_contact(true(), fresh(), entries=[an_entry(LISTED), an_entry(NEW)]), "both are listed"),
        (on_contact(fresh(PREMIUM), fresh(), entries=[]), "neither is listed"),
        (on_contact(true(), fresh(is_warned=True)), "the page warns of it"),
    ],
)
def test_what_the_page_tells_apart_is_not_suspected(case, why):
    assert keys_of(beside_the_true_line.check, case) == [], why
