import pytest

from reports.digits import cut_quote, draw_number, mark_difference


def marked(pieces):
    return "".join(f"[{piece.text}]" if piece.differs else piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("was", "now", "old", "new"),
    [
        ("+864006668800", "+864006668810", "+86 400 666 88[0]0", "+86 400 666 88[1]0"),
        ("CN:95188", "CN:95561", "95[188]", "95[561]"),
        ("CN:95188", "+8657195188", "95188", "+[86] [571] 95188"),
        ("CN:95188", "CN:95188;ext=6", "95188", "95188 ext. [6]"),
        ("", "CN:95188", "", "95188"),
        ("CN:95188", "", "95188", ""),
    ],
)
def test_the_digits_that_differ_are_marked_on_both_sides(was, now, old, new):
    sides = mark_difference(was, now)
    assert (marked(sides[0]), marked(sides[1])) == (old, new)


def test_marking_changes_no_character_so_that_a_number_can_be_copied():
    _, now = mark_difference("+864006668800", "+864006669901")
    assert "".join(piece.text for piece in now) == "+86 400 666 9901"
    assert draw_number("") == ()


@pytest.mark.parametrize(
    ("quote", "key", "number"),
    [
        ("客服热线：95188（24小时）", "CN:95188", "95188"),
        ("拨打 400-666-8800 转 1", "+864006668800", "400-666-8800"),
        ("Call (020) 7946 0123 now", "+442079460123", "(020) 7946 0123"),
        ("Call +44 20 7946 0123 now", "+442079460123", "+44 20 7946 0123"),
        ("热线 ９５１８８", "CN:95188", "９５１８８"),
        ("热线 95\u200b188", "CN:95188", "95\u200b188"),
        ("订单 1951886 不是号码", "CN:95188", ""),
        ("no number here", "CN:95188", ""),
        ("no key", "", ""),
    ],
)
def test_the_number_is_found_in_its_quote(quote, key, number):
    before, found, after = cut_quote(quote, key)
    assert found == number
    assert before + found + after == quote


def test_a_long_quote_is_cut_around_the_number():
    before, number, after = cut_quote("前" * 1000 + "95188" + "后" * 1000, "CN:95188")
    assert number == "95188"
    assert before.startswith("…")
    assert after.endswith("…")
    assert len(before + number + after) < 300
