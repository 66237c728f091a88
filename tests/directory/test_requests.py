from typing import get_args

from directory.requests import REQUEST_KINDS, UNFINISHED, RequestState


def test_the_closed_lists_are_what_the_desk_may_ask_and_how_far_it_came():
    assert REQUEST_KINDS == ("crop", "run_page", "run_provider")
    assert set(UNFINISHED) < set(get_args(RequestState))
