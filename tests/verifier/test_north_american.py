import pytest

from verifier.north_american import SLASHED, TOLL_FREE, as_printed, written_abroad


@pytest.mark.parametrize(
    ("span", "keys"),
    [
        ("(202) 555-0123", ("+12025550123",)),
        ("(202) 555 0123", ("+12025550123",)),
        ("202.555.0123", ("+12025550123",)),
        ("1-202-555-0123", ("+12025550123",)),
        ("(852) 2345 6789", ("+85223456789",)),
        ("202 555 0123", ()),
        ("20-2555-0123", ()),
    ],
)
def test_the_way_of_writing_tells_the_country(span, keys):
    groups = "".join(char if char.isdigit() else " " for char in span).split()
    assert as_printed("".join(groups), span, groups[0], len(groups)) == keys


@pytest.mark.parametrize(
    ("span", "key", "first"),
    [
        ("(202) 555-0123", "+862025550123", "+12025550123"),
        ("800-810-8888", "+868008108888", "+868008108888"),
        ("(222) 123-4567", "+522221234567", "+522221234567"),
    ],
)
def test_a_plan_that_would_print_a_zero_stands_back(span, key, first):
    digits = "".join(filter(str.isdigit, span))
    assert written_abroad(digits, span, (key,))[0] == first
    assert key in written_abroad(digits, span, (key,))


def test_the_patterns_know_the_free_call_prefix_and_the_slash():
    assert TOLL_FREE.fullmatch("1-800-555-0123")
    assert not TOLL_FREE.fullmatch("1-900-555-0123")
    assert SLASHED.fullmatch("415/555-0123")
