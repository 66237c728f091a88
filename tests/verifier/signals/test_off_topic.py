import pytest
from msgspec.structs import replace

from directory.records import PageFacts
from tests.verifier.cases import CONTACT, HELP, LISTED, NEW, a_case, a_reading, keys_of
from verifier.signals.off_topic import _NAMES, check
from verifier.words import load_words


def page(*keys, **facts):
    return replace(a_reading(*keys), facts=PageFacts(**facts))


def night(now, before=None):
    return a_case(now={CONTACT: now}, before={CONTACT: before} if before is not None else {})


def test_a_new_number_on_a_page_of_another_trade_is_suspected():
    (found,) = check(night(page(LISTED, NEW, topics=("gambling",))))
    assert (found.key, found.kind) == (NEW, "topic")


def test_a_page_that_begins_to_speak_of_another_trade_is_suspected_itself():
    assert keys_of(check, night(page(LISTED, topics=("pharmacy",)), page(LISTED))) == [""]


def test_a_new_number_on_a_page_that_no_longer_names_its_provider_is_suspected():
    (found,) = check(night(page(NEW, mentions=0), page(LISTED, mentions=9)))
    assert (found.key, found.kind) == (NEW, "name_gone")


def test_a_page_that_has_long_spoken_of_it_asks_nothing_alone():
    assert keys_of(check, night(page(LISTED, topics=("gambling",)), page(LISTED, topics=("gambling",)))) == []
    assert keys_of(check, night(page(LISTED, topics=("gambling",)))) == []


@pytest.mark.parametrize(("before", "now"), [(9, 1), (2, 0), (0, 0)])
def test_a_page_that_names_its_provider_as_little_as_before_is_not_suspected(before, now):
    assert keys_of(check, night(page(NEW, mentions=now), page(LISTED, mentions=before))) == []


def test_a_page_that_never_named_its_provider_is_not_suspected_on_its_first_night():
    assert keys_of(check, night(page(NEW, mentions=0))) == []


def test_listed_lines_are_not_asked_about_again():
    assert keys_of(check, night(page(LISTED, mentions=0), page(LISTED, mentions=9))) == []


def test_another_pages_topic_says_nothing():
    case = a_case(now={CONTACT: page(NEW), HELP: page(LISTED, topics=("adult",))})
    assert keys_of(check, case) == []


def test_every_topic_that_is_read_has_a_name():
    assert _NAMES.keys() == load_words("topics.toml")["topics"].keys()
