import pytest

from lab.shares import share_of


def test_thirty_five_of_thirty_five_show_ninety_per_cent():
    share = share_of([True] * 35)
    assert (share.hits, share.of, share.share, share.high) == (35, 35, 1.0, 1.0)
    assert share.low == pytest.approx(0.9011, abs=1e-4)


def test_an_interval_holds_its_share():
    share = share_of([True] * 3 + [False] * 7)
    assert share.low < 0.3 < share.high
    assert (share.low, share.high) == (pytest.approx(0.1078, abs=1e-4), pytest.approx(0.6032, abs=1e-4))


def test_nothing_tried_has_no_share():
    assert share_of([]).share is None
    assert share_of([]).words == "none tried"


def test_a_share_is_told_with_its_interval():
    assert share_of([True] * 35).words == "35 of 35 (100.0%, 90.1-100.0)"
