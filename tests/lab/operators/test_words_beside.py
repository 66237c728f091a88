import pytest

from lab.operators import words_beside
from tests.lab.operators.offered import ALL, CHINESE, ENGLISH, added_to, changed, ids_of, is_in, plant

ADDED = [one for one in ids_of(words_beside) if not one.endswith("_swapped") and one != "claims_official"]


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.provider.country)
@pytest.mark.parametrize("operator", ADDED)
def test_the_sentence_is_added_with_the_number_and_nothing_else_moves(operator, one):
    planting = plant(operator, one)
    assert is_in(planting.planted, added_to(planting, one))


@pytest.mark.parametrize(
    "operator",
    ["asks_for_secrets_swapped", "remote_control_swapped", "add_me_swapped", "urgency_swapped", "claims_official"],
)
def test_the_line_gives_way_and_the_sentence_stands_at_the_top(operator):
    planting = plant(operator, ENGLISH)
    line = next(line for line in ENGLISH.pages[0].lines if line.key == planting.was)
    assert f">{line.printed}<" not in changed(planting)
    assert is_in(planting.planted, changed(planting).partition("<section")[0])


@pytest.mark.parametrize(
    ("operator", "chinese", "english"),
    [
        ("asks_for_secrets", "验证码", "PIN"),
        ("remote_control", "屏幕共享", "AnyDesk"),
        ("add_me", "微信", "WhatsApp"),
        ("urgency", "立即拨打", "Call now"),
        ("speaks_to_programs", "摘要", "summary"),
    ],
)
def test_each_language_has_its_own_words(operator, chinese, english):
    assert chinese in added_to(plant(operator, CHINESE), CHINESE)
    assert english in added_to(plant(operator, ENGLISH), ENGLISH)
