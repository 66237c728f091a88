import pytest

from directory.views import Answered
from reports.slo import measure, rate, spread
from tests.reports.promised import ANSWERED, KEPT, NOTHING, NOW, SINCE, verdict


@pytest.fixture(scope="module")
def slo():
    return measure(KEPT, ANSWERED, NOW)


def kept(slo):
    return {one.id: (one.value, one.is_kept) for one in slo.objectives}


def test_times_are_told_by_their_percentiles(slo):
    assert (slo.detect_h.count, slo.detect_h.p50, slo.detect_h.p90, slo.detect_h.p99) == (10, 5.0, 9.0, 10.0)
    assert slo.decide_h.p90 == 8.0
    assert (slo.stale_days.p50, slo.stale_days.p99, slo.unseen) == (1.0, 2.0, 1)
    assert {day.isoformat(): one.count for day, one in slo.detected_by_day.items()} == {
        "2026-11-20": 5,
        "2026-11-21": 5,
    }


def test_an_alarm_is_false_where_the_page_was_right_and_what_was_asked_by_rule_is_no_alarm(slo):
    assert (slo.alarms["review"].false, slo.alarms["review"].of) == (1, 9)
    assert (slo.alarms["urgent"].false, slo.alarms["urgent"].of) == (1, 1)
    assert slo.false_per_1000 == {"urgent": 0.1, "review": 0.1}
    assert {name: (one.false, one.of) for name, one in slo.signals.items()} == {
        "near_miss": (2, 10),
        "costly_number": (1, 1),
    }
    assert list(slo.signals) == ["near_miss", "costly_number"]


def test_nights_are_the_dates_since_the_first_run_today_only_where_it_has_one(slo):
    assert (slo.nights, slo.of) == (3, 4)


def test_each_promise_is_held_against_its_value(slo):
    assert kept(slo) == {
        "nights": (0.75, False),
        "detect_p90_h": (9.0, True),
        "stale_p90_days": (2.0, True),
        "stale_p99_days": (2.0, True),
        "false_review": (0.1, True),
        "false_urgent": (0.1, False),
    }


def test_an_installation_that_knows_nothing_yet_keeps_and_breaks_no_promise():
    slo = measure(NOTHING, (), NOW)
    assert {is_kept for _, is_kept in kept(slo).values()} == {None}
    assert (slo.of, slo.detect_h.p50, slo.alarms["urgent"].share) == (0, None, None)


def test_few_verdicts_say_little():
    few, many = rate([verdict(1)]), rate([verdict(n) for n in range(200)])
    assert (few.share, few.low) == (0.0, 0.0)
    assert few.high == pytest.approx(0.793, abs=0.001)
    assert many.high < 0.02


def test_one_value_is_every_percentile():
    assert spread([3.14]).p50 == spread([3.14]).p99 == 3.1


def test_an_answer_counts_from_what_found_it():
    answered = Answered(found=SINCE, decided=NOW, kind="reject")
    assert measure(NOTHING, (answered,), NOW).decide_h.p50 == 90 * 24
