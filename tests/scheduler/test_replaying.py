import msgspec
import pytest

from reports.console.captured import CannotReplay
from reports.console.replay import Sought
from scheduler.replaying import replay_capture
from tests.scheduler.captured import HELP, PLAIN, keep


def test_a_capture_is_read_from_the_archive_and_shown_without_its_scripts(place):
    [snapshot] = keep(place, pages=[(HELP, PLAIN, "text/html", None)])
    shown = replay_capture(place.settings, place.store.capture(snapshot), Sought(digits="2079460019"))
    assert "020 7946 0019</mark>" in shown
    assert "<script" not in shown


def test_bytes_that_are_gone_are_said_to_be(place):
    [snapshot] = keep(place, pages=[(HELP, PLAIN, "text/html", None)])
    gone = msgspec.structs.replace(place.store.capture(snapshot), file="warc/elsewhere.warc.gz")
    with pytest.raises(CannotReplay, match="restore the file from a backup"):
        replay_capture(place.settings, gone, Sought())
