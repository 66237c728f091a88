from datetime import timedelta

from publish.shelf import Shelf
from scheduler.release_metrics import ReleaseMetrics, release_readiness
from tests.publish.conftest import MADE, a_line
from tests.publish.releases import write_release


def told(shelf):
    return {
        one.name.removeprefix("hotlinewatch_release_"): one.value
        for family in ReleaseMetrics(shelf).collect()
        for one in family.samples
    }


def test_without_a_release_only_that_is_told(tmp_path):
    shelf = Shelf(tmp_path)
    shelf.refresh()
    assert told(shelf) == {"up": 0, "refused": 0}
    assert release_readiness(shelf, lambda: MADE) == {"release": False}


def test_the_release_that_is_up_is_told_with_its_times(tmp_path):
    write_release(tmp_path, [a_line()], MADE)
    shelf = Shelf(tmp_path)
    shelf.refresh()
    found = told(shelf)
    assert (found["up"], found["number"], found["lines"], found["withdrawn_lines"]) == (1, 1, 1, 0)
    assert found["expires_timestamp_seconds"] - found["made_timestamp_seconds"] == 7 * 86_400
    assert release_readiness(shelf, lambda: MADE + timedelta(days=6)) == {"release": True}
    assert release_readiness(shelf, lambda: MADE + timedelta(days=7)) == {"release": False}


def test_a_release_that_was_refused_is_told(tmp_path):
    write_release(tmp_path, [a_line()], MADE)
    (tmp_path / "latest").write_text("../elsewhere", encoding="utf-8")
    shelf = Shelf(tmp_path)
    shelf.refresh()
    assert told(shelf) == {"up": 0, "refused": 1}
