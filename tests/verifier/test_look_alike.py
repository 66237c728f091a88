import pytest

from verifier.look_alike import LookAlike, is_neighbour, look_alike, national_digits

APPLE = "+864006668800"
ALIPAY = "CN:95188"

NEAR = [
    ("+864006668801", APPLE, "substitution"),
    ("+864006686800", APPLE, "swap"),
    ("+864008006668", "+864006668008", "block_swap"),
    ("+864008800666", APPLE, "block_swap"),
    ("+18005552121", "+18005551212", "reordered"),
    ("+864006660088", APPLE, "reordered"),
    ("CN:400666880", APPLE, "lost_digit"),
    ("CN:40066668800", APPLE, "added_digit"),
    ("+868005550199", "+18005550199", "other_country"),
    ("+81120990364", "+81120990634", "swap"),
    ("+864000951880", ALIPAY, "shell"),
    ("+864009518800", ALIPAY, "shell"),
]

FAR = [
    ("CN:95187", ALIPAY, "codes have neighbours that are somebody's true line"),
    ("CN:95189", ALIPAY, "the same"),
    ("+864008208388", "+868008208388", "a firm's 800 line and its 400 line have the same digits"),
    ("+85222662266", "+85222662222", "eight digits are too few to tell"),
    ("+864006272273", APPLE, "another line altogether"),
    ("+18550052112", "+18005552112", "digits before the last group are in another order"),
    ("+18005552122", "+18005551212", "the last group has other digits"),
    ("+8657195188", ALIPAY, "the form for abroad is the same line"),
    ("CN:95188;ext=6", ALIPAY, "a sub-line is the same line"),
    (APPLE, APPLE, "itself"),
    ("+864000000000", ALIPAY, "a 400 number without the code in it"),
    ("+86571095188", ALIPAY, "a landline is no shell"),
]


@pytest.mark.parametrize(("key", "listed", "how"), NEAR)
def test_a_near_miss_is_told_with_how_it_differs(key, listed, how):
    assert look_alike(key, [listed]) == LookAlike(listed, how)


@pytest.mark.parametrize(("key", "listed", "why"), FAR)
def test_honest_neighbours_are_no_look_alikes(key, listed, why):
    assert look_alike(key, [listed]) is None, why


def test_a_line_that_is_listed_itself_looks_like_nobody():
    assert look_alike("+864006668801", [APPLE, "+864006668801"]) is None


def test_the_order_of_the_listed_lines_makes_no_difference():
    listed = ["+864006668810", "+864006668800"]
    assert look_alike("+864006668801", listed) == look_alike("+864006668801", listed[::-1])


@pytest.mark.parametrize(
    ("key", "digits"),
    [(APPLE, "4006668800"), ("CN:95188", "95188"), ("+18005550199;ext=2", "8005550199"), ("CN:057195188", "57195188")],
)
def test_national_digits_are_what_is_dialled_at_home_without_trunk_zero(key, digits):
    assert national_digits(key) == digits


@pytest.mark.parametrize(
    ("key", "other", "is_one"),
    [
        ("+81120990634", "+81120990633", True),
        ("+864006668810", APPLE, True),
        ("+864006668801", APPLE, True),
        ("+864006668811", APPLE, False),
        ("+864006668900", APPLE, False),
        ("+86400666880", APPLE, False),
        ("CN:40066688", "CN:40066689", True),
        ("+18006668800", APPLE, False),
        (APPLE, APPLE, False),
    ],
)
def test_lines_of_a_row_differ_in_one_of_their_last_two_digits(key, other, is_one):
    assert is_neighbour(key, other) is is_one
