from directory.views import Lines


def test_everything_is_asked_for_when_nothing_is_said():
    assert (Lines().status, Lines().provider, Lines().offset) == ("", "", 0)
