from lab.ablation import ablate
from lab.trials import Alarm
from tests.lab.plays import NEAR, UNLISTED, a_finding, a_play, a_result


def pays(signal, played):
    return next(one for one in ablate(played) if one.signal == signal)


FOUND = a_finding(level="review", score=5.5, signals=[NEAR, UNLISTED])


def test_a_signal_without_which_an_attack_sinks_below_its_level_pays():
    one = pays("near_miss", a_play(a_result(findings=(FOUND,))))
    assert (one.attacks, one.lost, one.is_paying) == (1, 1, True)


def test_a_signal_beside_a_stronger_one_pays_nothing():
    one = pays("unlisted_number", a_play(a_result(findings=(FOUND,))))
    assert (one.attacks, one.lost, one.is_paying) == (1, 0, False)


def test_a_replacement_stands_at_review_by_itself():
    swap = a_finding(matter="replacement", was="+442079460001", level="review", signals=[UNLISTED])
    assert pays("unlisted_number", a_play(a_result(findings=(swap,)))).lost == 0


def test_a_contradiction_falls_away_with_its_last_signal():
    odd = a_finding(matter="contradiction", level="review", signals=[NEAR])
    assert pays("near_miss", a_play(a_result(findings=(odd,)))).lost == 1


def test_an_honest_change_that_a_signal_makes_loud_would_be_spared():
    honest = a_result(kind="honest", expected="routine", level="review", findings=(FOUND,))
    assert pays("near_miss", a_play(honest)).spared == 1


def test_alarms_that_would_go_are_counted():
    played = a_play(alarms=(Alarm(night="unchanged 1", finding=FOUND),))
    assert pays("near_miss", played).alarms == 1


def test_every_signal_in_force_has_its_row():
    names = [one.signal for one in ablate(a_play())]
    assert names == sorted(set(names))
    assert "unlisted_number" in names
