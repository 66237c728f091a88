from datetime import timedelta

import pytest

from publish.assistants import MEANINGS, NothingToSay, Told
from publish.shelf import Shelf
from tests.publish.conftest import MADE, a_line, a_provider
from tests.publish.releases import ALIPAY, write_release, write_withdrawn

SILENT = a_provider(id="gb/silent-bank", name="Silent Bank", names={}, aliases=(), hotline="none")


@pytest.fixture
def folder(tmp_path):
    write_release(tmp_path, [a_line()], MADE, providers=[a_provider(), ALIPAY, SILENT])
    return tmp_path


@pytest.fixture
def told(folder):
    return Told(Shelf(folder), lambda: MADE)


@pytest.mark.parametrize("name", ["gb/example-pay", "Example Pay", "示例支付", "expay", "examp"])
def test_the_verified_lines_of_a_provider_come_with_status_dates_and_source(told, name):
    answer = told.lines_of(name)
    (line,) = answer["lines"]
    assert (line["status"], line["verified_on"], line["expires_on"]) == ("verified", "2026-11-22", "2027-05-21")
    assert line["source"] == "https://www.example-pay.example/lost"
    assert (line["dial_home"], line["tel"], line["overdue"]) == ("020 7946 0123", "tel:+442079460123", False)
    assert answer["release"]["is_signed"] is True
    assert "Never add" in answer["advice"]


def test_a_provider_without_a_hotline_says_so_instead_of_nothing(told):
    assert "no public hotline" in told.lines_of("silent bank")["meaning"]
    assert told.lines_of("alipay")["lines"] == []


@pytest.mark.parametrize(
    ("given", "answer"),
    [
        (("020 7946 0123", "GB"), "official"),
        (("020 7946 0123", "GB", "alipay"), "official_other_provider"),
        (("020 7946 0124", "GB"), "not_listed"),
    ],
)
def test_a_number_is_checked_in_words(told, given, answer):
    told = told.about(*given)
    assert (told["answer"], told["meaning"]) == (answer, MEANINGS[answer])


def test_a_line_taken_back_is_gone_at_the_next_question(told, folder):
    assert told.about("+442079460123")["answer"] == "official"
    write_withdrawn(folder, 1, [("gb/example-pay", "+442079460123")])
    assert told.about("+442079460123")["answer"] == "not_listed"
    assert told.lines_of("expay")["lines"] == []


@pytest.mark.parametrize(
    ("call", "given"),
    [
        ("about", ("abc",)),
        ("about", ("1" * 65,)),
        ("about", ("95188", "UK")),
        ("about", ("95188", "", "nobody")),
        ("lines_of", ("nobody",)),
        ("lines_of", ("",)),
    ],
)
def test_what_cannot_be_answered_is_said_in_words(told, call, given):
    with pytest.raises(NothingToSay):
        getattr(told, call)(*given)


def test_nothing_is_confirmed_from_an_expired_or_a_missing_release(folder, tmp_path_factory):
    with pytest.raises(NothingToSay, match="expired"):
        Told(Shelf(folder), lambda: MADE + timedelta(days=8)).about("95188")
    with pytest.raises(NothingToSay, match="no verified release"):
        Told(Shelf(tmp_path_factory.mktemp("empty")), lambda: MADE).about("95188")
