from datetime import timedelta

import pytest

from publish.api.desk import Desk
from publish.api.problems import Problem
from publish.shelf import Shelf
from tests.publish.api.conftest import some_lines
from tests.publish.conftest import MADE, a_provider
from tests.publish.releases import ALIPAY, write_release


def code_of(call, *given):
    with pytest.raises(Problem) as told:
        call(*given)
    return told.value.code


def desk_over(folder, at):
    shelf = Shelf(folder)
    shelf.refresh()
    return Desk(shelf, lambda: at)


def test_before_the_first_release_nothing_can_be_said(tmp_path):
    assert code_of(desk_over(tmp_path, MADE).valid) == "no_release"


def test_an_expired_release_answers_no_question_and_still_says_what_it_is(folder):
    desk = desk_over(folder, MADE + timedelta(days=7))
    assert code_of(desk.valid) == "expired"
    assert desk.answers().state.folder.name == "000001"


def test_answers_are_rendered_once_a_state(folder):
    desk = desk_over(folder, MADE)
    assert desk.answers() is desk.answers()


def test_a_name_that_several_share_is_not_guessed(tmp_path):
    write_release(tmp_path, some_lines(), MADE, providers=[ALIPAY, a_provider(), a_provider(id="us/example-pay")])
    desk = desk_over(tmp_path, MADE)
    assert code_of(desk.provider_id, "Example Pay") == "ambiguous_provider"
    assert desk.provider_id("us/example-pay") == "us/example-pay"
    assert code_of(desk.provider_id, "Examp") == "no_such_provider"
