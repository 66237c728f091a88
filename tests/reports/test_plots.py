import itertools
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from reports.plots import HEIGHT, LEFT, WIDTH, draw_lines, mark_nights, percentile, stack_bars

DAY = date(2026, 11, 1)
counts = st.dictionaries(st.sampled_from("abc"), st.integers(0, 10**6))
nights = st.lists(counts, max_size=120).map(lambda found: [(DAY + timedelta(n), one) for n, one in enumerate(found)])


@given(nights)
def test_bars_stay_within_the_drawing_and_stand_on_each_other(found):
    plot = stack_bars(found, "abc")
    assert len(plot.bars) == sum(bool(count) for _, one in found for count in one.values())
    for bar in plot.bars:
        assert LEFT <= bar.x <= WIDTH
        assert -0.2 <= bar.y <= HEIGHT
        assert bar.y + bar.height <= HEIGHT + 0.2


@given(nights)
def test_words_under_the_axis_do_not_meet(found):
    places = [tick.at for tick in stack_bars(found, "abc").columns]
    assert all(after - before >= 89 for before, after in itertools.pairwise(places))


@given(nights)
def test_lines_stay_within_the_drawing(found):
    for points in draw_lines(found, "abc").lines.values():
        for x, y in (point.split(",") for point in points.split()):
            assert 0 <= float(x) <= WIDTH
            assert -0.2 <= float(y) <= HEIGHT


def test_nothing_is_drawn_of_nothing():
    assert (stack_bars([], "ab").bars, mark_nights([]).bars) == ([], [])


def test_a_row_of_nights_has_a_square_each():
    plot = mark_nights([(DAY, "seen"), (DAY + timedelta(1), "missing")], 8)
    assert [(bar.x, bar.kind, bar.said) for bar in plot.bars] == [
        (0, "seen", "2026-11-01: seen"),
        (8, "missing", "2026-11-02: missing"),
    ]


@given(st.lists(st.floats(0, 1e6), min_size=1), st.floats(0.01, 1))
def test_a_percentile_is_a_value_that_so_many_do_not_pass(values, share):
    found = percentile(values, share)
    assert found in values
    assert sum(value <= found for value in values) >= share * len(values) - 1e-9
    assert percentile([], share) == 0
