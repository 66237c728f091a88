from datetime import timedelta

import msgspec

from directory.store import Store
from reports.slo import Slo
from scheduler.promises import measure_promises, write_promises
from tests.scheduler.conftest import NOW
from tests.walks.desk import a_world


def test_what_is_measured_is_written_in_both_languages_and_for_programs(tmp_path):
    settings = a_world(tmp_path / "home")
    with Store.open(settings.database) as store:
        written = write_promises(store, settings, NOW)
        slo = measure_promises(store, NOW)
    assert [path.name for path in written] == ["slo.json", "slo.en.html", "slo.zh.html"]
    assert {path.parent for path in written} == {settings.data / "reports"}
    assert msgspec.json.decode(written[0].read_bytes(), type=Slo) == slo
    assert "hotlinewatch · promises" in written[1].read_text(encoding="utf-8")
    assert "hotlinewatch · 承诺" in written[2].read_text(encoding="utf-8")


def test_the_days_that_count_are_those_before_now(tmp_path):
    settings = a_world(tmp_path / "home")
    with Store.open(settings.database) as store:
        assert measure_promises(store, NOW).nights == 2
        assert measure_promises(store, NOW + timedelta(days=40), days=30).nights == 0


def test_what_was_written_is_replaced_whole(place):
    folder = place.settings.data / "reports"
    write_promises(place.store, place.settings, NOW)
    first = (folder / "slo.json").read_bytes()
    write_promises(place.store, place.settings, NOW + timedelta(days=1))
    assert (folder / "slo.json").read_bytes() != first
    assert not list(folder.glob(".*.part"))
