import pytest

from crawler.still import Still
from scheduler.drawing import NotDrawn, cut_pieces, draw_still
from tests.scheduler.captured import a_screenshot


def test_pieces_come_back_in_the_order_of_their_boxes():
    pieces = cut_pieces(a_screenshot(), [(600, 400, 140, 20), (2000, 0, 5, 5), (0, 0, 9, 9)])
    assert [(piece.width, body[:4]) for piece, body in pieces] == [(640, b"\x89PNG"), (0, b""), (640, b"\x89PNG")]


def test_what_is_no_screenshot_is_told_in_the_words_of_the_process():
    with pytest.raises(NotDrawn, match="damaged screenshot"):
        cut_pieces(b"no picture", [(0, 0, 9, 9)])


def test_without_a_chromium_it_says_which_command_installs_one(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NotDrawn, match="apt-get install chromium-headless-shell"):
        draw_still(b"<p>x", Still())


def test_a_process_that_dies_without_a_word_is_no_picture(monkeypatch):
    monkeypatch.setattr("scheduler.drawing._START", "import os; os._exit(9)")
    with pytest.raises(NotDrawn, match="ended with code 9"):
        draw_still(b"", Still())
