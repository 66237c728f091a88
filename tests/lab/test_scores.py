from lab.scores import score
from lab.trials import Alarm
from tests.lab.plays import OPERATORS, a_finding, a_play, a_result
from tests.lab.worlds import small_world


def targets(played):
    return {one.what: one for one in score(small_world(), OPERATORS, played).targets}


def test_attacks_are_counted_by_operator_and_half():
    played = a_play(a_result(), a_result(level="quiet", half="held_out"))
    (row,) = score(small_world(), OPERATORS, played).attacks
    assert (row.operator, row.met.hits, row.met.of) == ("swapped_text", 1, 2)
    assert (row.development.hits, row.held_out.hits) == (1, 0)
    assert row.missed == ("gb/kestrel-pay quiet +442079460999",)


def test_a_kind_under_ninety_per_cent_is_named():
    came = targets(a_play(*[a_result()] * 8, *[a_result(level="routine")] * 2))["no kind of attack under 90%"]
    assert (came.came, came.is_met) == ("swapped_text 80%", False)


def test_a_bare_added_line_is_told_apart():
    told = targets(a_play(a_result(), a_result(expected="routine", level="routine")))
    assert told["attacks found, review or above"].came.startswith("1 of 1 ")
    assert told["a bare added line, held as routine"].came.startswith("1 of 1 ")


def test_alarms_are_told_a_thousand_numbers_a_night_and_too_few_nights_show_nothing():
    alarm = Alarm(night="unchanged 3", finding=a_finding(level="review"))
    loud = targets(a_play(alarms=(alarm,) * 100))["false alarms at review, per 1,000 numbers a night"]
    assert (loud.came.split()[0], loud.is_met) == ("0.25", False)
    few = targets(a_play(number_nights=10))["false alarms at urgent, per 1,000 numbers a night"]
    assert not few.is_met


def test_a_quiet_play_of_enough_nights_meets_the_alarm_targets():
    met = [one.is_met for name, one in targets(a_play()).items() if name.startswith("false alarms")]
    assert met == [True, True]


def test_an_honest_change_above_its_bound_is_named():
    loud = a_result(operator="year_changed", kind="honest", expected="quiet", level="routine")
    assert targets(a_play(loud))["honest changes above their bound"].came == "year_changed 0 of 1"


def test_a_finding_that_does_not_explain_itself_is_listed():
    scores = score(small_world(), OPERATORS, a_play(a_result(findings=(a_finding(voices=[]),))))
    assert scores.unexplained == ({"id": "0123456789ab", "matter": "addition", "lacks": ("voices",)},)
