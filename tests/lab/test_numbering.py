from random import Random

import pytest

from lab.numbering import NoFreeNumberError, Shape, draw, draw_abroad

FREEPHONE = Shape(prefix="+44", nationals=("8081570???",), styles=("0xxx xxx xxxx",), purposes=("general",))


def test_a_drawn_number_has_its_shape_and_prints_in_its_style():
    drawn = draw(FREEPHONE, "general", Random(1), set())
    assert drawn.key.startswith("+448081570")
    assert drawn.printed(Random(1)) == f"0808 157 {drawn.national[-4:]}"


def test_no_number_is_given_twice():
    taken: set[str] = set()
    keys = [draw(FREEPHONE, "general", Random(1), taken).key for _ in range(50)]
    assert len(set(keys)) == 50


def test_a_shape_without_a_free_number_says_so():
    shape = Shape(prefix="+44", nationals=("808157014[2]",), styles=("0x",), purposes=("general",))
    taken: set[str] = set()
    draw(shape, "general", Random(1), taken)
    with pytest.raises(NoFreeNumberError, match="no free valid number"):
        draw(shape, "general", Random(1), taken)


def test_a_choice_of_digits_is_a_range_or_a_list():
    shape = Shape(prefix="CN:", nationals=("95[4][2-3][57]0",), styles=("xxxxxx",), purposes=("general",))
    keys = {draw(shape, "general", Random(seed), set()).key for seed in range(40)}
    assert keys == {"CN:954250", "CN:954270", "CN:954350", "CN:954370"}


def test_a_line_abroad_is_valid_and_printed_with_its_plus():
    drawn = draw_abroad("DE", Random(3), set())
    assert drawn.key.startswith("+49")
    assert drawn.printed(Random(1)).startswith("+49 ")
