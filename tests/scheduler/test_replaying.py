import pytest

from reports.console.captured import CannotReplay
from reports.console.replay import Sought
from scheduler.replaying import replay_snapshot
from tests.scheduler.captured import HELP, PLAIN, keep


def test_a_capture_is_read_from_the_archive_and_shown_without_its_scripts(place):
    [snapshot] = keep(place, pages=[(HELP, PLAIN, "text/html", None)])
    shown = replay_snapshot(place.settings, place.store, snapshot, Sought(digits="2079460019"))
    assert "020 7946 0019</mark>" in shown
    assert "<script" not in shown


def test_bytes_that_are_gone_are_said_to_be(place):
    [snapshot] = keep(place, pages=[(HELP, PLAIN, "text/html", None)])
    (place.settings.data / place.store.capture(snapshot).file).unlink()
    with pytest.raises(CannotReplay, match="restore the file from a backup"):
        replay_snapshot(place.settings, place.store, snapshot, Sought())
    assert replay_snapshot(place.settings, place.store, "f" * 64, Sought()) is None
