from tests.verifier.cases import CONTACT, HELP, LISTED, NEW, TERMS, a_provider, a_reading, a_sighting
from verifier.case import Case
from verifier.voices import voices_of


def said(case, key):
    return {voice.page: voice.says for voice in voices_of(case, key)}


def case_of(**now):
    pages = {"contact": CONTACT, "help": HELP, "terms": TERMS}
    return Case(provider=a_provider(), at=None, now={pages[name]: reading for name, reading in now.items()})


def test_each_page_of_the_file_speaks_in_its_order():
    case = case_of(contact=a_reading(NEW), help=a_reading(LISTED))
    assert said(case, NEW) == {CONTACT: "agrees", HELP: "names_others", TERMS: "unread"}
    assert [voice.channel for voice in voices_of(case, NEW)] == ["contact", "help", "agreement"]


def test_a_page_without_any_number_of_its_own_is_silent():
    warned = a_sighting(NEW, is_warned=True)
    assert said(case_of(contact=a_reading(), help=a_reading(warned)), NEW) == {
        CONTACT: "silent",
        HELP: "silent",
        TERMS: "unread",
    }


def test_another_notation_of_the_line_agrees():
    case = case_of(contact=a_reading("+8657195188"), help=a_reading("+8657188156688"))
    assert said(case, "CN:95188") == {CONTACT: "agrees", HELP: "names_others", TERMS: "unread"}


def test_another_menu_key_of_a_line_is_another_number():
    assert said(case_of(contact=a_reading("CN:95188;ext=6")), "CN:95188;ext=9")[CONTACT] == "names_others"


def test_a_matter_without_a_number_has_no_voices():
    assert voices_of(case_of(contact=a_reading(NEW)), "") == ()
