import pytest

from tests.lab.operators.offered import ALL, CHINESE, ENGLISH, added_to, changed, is_in, plant


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.provider.country)
@pytest.mark.parametrize("operator", ["false_move_everywhere", "false_move_on_one_page"])
def test_the_notice_names_the_new_number_and_a_date(operator, one):
    planting = plant(operator, one)
    notice = changed(planting).partition("</h1>")[2].partition("</p>")[0]
    assert is_in(planting.planted, notice)
    assert "2026-" in notice or "2027-" in notice


def test_a_move_everywhere_is_announced_on_every_page_with_one_date():
    planting = plant("false_move_everywhere", CHINESE)
    notices = {answer.body.decode().partition("</h1>")[2].partition("</p>")[0] for answer in planting.answers.values()}
    assert len(planting.answers) == len(CHINESE.pages)
    assert len(notices) == 1


def test_a_false_retirement_leaves_the_line_where_it_stood():
    planting = plant("false_retirement", ENGLISH)
    assert "no longer in use" in added_to(planting, ENGLISH)
    assert is_in(planting.planted, added_to(planting, ENGLISH))
