from reports.slo import measure
from reports.slo_sheet import sheet_of
from tests.reports.promised import ANSWERED, KEPT, NOTHING, NOW


def tables(kept, lang="en"):
    return {one.name: one for one in sheet_of(measure(kept, ANSWERED, NOW), lang).tables}


def test_a_promise_says_its_bound_its_value_and_whether_it_is_kept():
    promises = tables(KEPT)["promises"]
    assert promises.rows[0] == ("share of nights with a valid run", "at least 0.98", "0.75", "not kept")
    assert promises.states[:2] == ["missed", "kept"]
    assert "3 of 4 nights" in promises.hint


def test_rates_are_told_with_where_they_may_lie():
    assert tables(KEPT)["alarms"].rows == [
        ("urgent", "1", "1", "100.0%", "20.7% – 100.0%", "0.1"),
        ("review", "1", "9", "11.1%", "2.0% – 43.5%", "0.1"),
    ]
    assert [row[0] for row in tables(KEPT)["signals"].rows] == ["near_miss", "costly_number"]


def test_what_there_is_nothing_of_is_a_dash():
    assert tables(NOTHING)["times"].rows[0][1:] == ("–", "–", "–", "0")
    assert tables(NOTHING)["promises"].states[0] == "unmeasured"
    assert tables(NOTHING)["signals"].rows == []
    assert tables(NOTHING)["times"].hint == ""


def test_both_languages_say_the_same_figures():
    english, chinese = tables(KEPT), tables(KEPT, "zh")
    for name, table in english.items():
        assert [row[-1] for row in table.rows if name == "alarms"] == [
            row[-1] for row in chinese[name].rows if name == "alarms"
        ]
        assert [len(row) for row in table.rows] == [len(table.heads)] * len(table.rows)
    assert chinese["promises"].rows[0][-1] == "未兑现"


def test_the_time_to_detect_is_drawn_by_day():
    sheet = sheet_of(measure(KEPT, ANSWERED, NOW), "en")
    assert all(sheet.drawing.lines[name] for name in ("p50", "p90", "p99"))
    assert set(sheet.shares) == {"p50", "p90", "p99"}
