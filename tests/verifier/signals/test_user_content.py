from directory.nights import Reference
from tests.verifier.cases import CONTACT, LISTED, NEW, a_case, a_reading, a_sighting, an_entry, keys_of, on_contact
from verifier.signals.user_content import check

COMMENT = a_sighting(NEW, layer="user_content", around="just call 0808 157 0967")


def night(now, before, **more):
    return a_case(now={CONTACT: a_reading(*now)}, before={CONTACT: a_reading(*before)}, **more)


def test_a_number_that_came_with_a_comment_is_suspected():
    assert keys_of(check, night([LISTED, COMMENT], [LISTED])) == [NEW]


def test_on_a_page_that_is_read_for_the_first_time_every_one_is_suspected():
    assert keys_of(check, on_contact(LISTED, COMMENT)) == [NEW]


def test_a_comment_that_stands_as_it_stood_is_no_matter():
    assert keys_of(check, night([LISTED, COMMENT], [LISTED, COMMENT])) == []


def test_a_comment_that_names_the_listed_line_is_no_matter():
    assert keys_of(check, on_contact(a_sighting(LISTED, layer="user_content"))) == []


def test_a_comment_that_names_another_firms_line_is_no_matter():
    assert keys_of(check, on_contact(COMMENT, reference=Reference(listed={NEW: ("gb/other",)}))) == []


def test_a_comment_that_names_what_the_page_shows_is_no_matter_of_its_own():
    assert keys_of(check, on_contact(COMMENT, a_sighting(NEW))) == []


def test_a_comment_that_warns_is_no_matter():
    warned = a_sighting(NEW, layer="user_content", is_warned=True)
    assert keys_of(check, on_contact(warned)) == []


def test_a_number_that_somebody_decided_on_is_no_matter():
    assert keys_of(check, on_contact(COMMENT, entries=[an_entry(NEW, "retired")])) == []


def test_what_is_no_users_word_is_another_signals():
    assert keys_of(check, night([a_sighting(NEW, layer="hidden")], [LISTED])) == []
