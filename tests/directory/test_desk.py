from directory.desk import Wanted


def test_the_queue_asks_for_what_is_open_when_nothing_is_said():
    assert (Wanted().state, Wanted().offset) == ("open", 0)
