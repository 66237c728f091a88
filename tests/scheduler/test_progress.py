import io

from scheduler import progress
from scheduler.progress import Meter


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_elsewhere_than_on_a_terminal_the_end_is_one_plain_line():
    stream = io.StringIO()
    with Meter("pages", 3, stream=stream) as meter:
        for _ in range(3):
            meter.advance()
    assert stream.getvalue() == "pages: 3 of 3\n"


def test_a_plain_line_comes_only_now_and_then(monkeypatch):
    stream = io.StringIO()
    monkeypatch.setattr(progress, "PLAIN_LINE_EVERY_S", 0.0)
    with Meter("pages", stream=stream) as meter:
        meter.advance()
        meter.expect(2)
        meter.advance()
    assert stream.getvalue().splitlines() == ["pages: 1", "pages: 1 of 2", "pages: 2 of 2"]


def test_a_terminal_gets_a_bar_and_the_note_as_plain_text():
    stream = Terminal()
    with Meter("pages", 2, stream=stream) as meter:
        meter.advance(note="[red]help.pay.example")
        meter._bar.refresh()
    assert "pages" in stream.getvalue()
    assert "[red]help.pay.example" in stream.getvalue()
    assert "pages: " not in stream.getvalue()


def test_quiet_says_nothing():
    for stream in (io.StringIO(), Terminal()):
        with Meter("pages", 1, quiet=True, stream=stream) as meter:
            meter.advance()
        assert stream.getvalue() == ""
