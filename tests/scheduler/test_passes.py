from datetime import timedelta

import msgspec

from scheduler.order import order_run
from scheduler.passes import make_pass, previous_night
from tests.scheduler.conftest import DEMO, NOW


def test_a_pass_leaves_its_reports_and_tells_what_came_of_it(place):
    order = order_run(place.store, list(place.providers.values()), [DEMO / "night-1.warc.gz"], None, NOW)
    done = make_pass(order, place.settings, place.store, place.providers, NOW, quiet=True)
    assert done.written["html"].is_file()
    assert {path.name for path in done.written["html"].parent.glob("slo.*")} == {
        "slo.json",
        "slo.en.html",
        "slo.zh.html",
    }
    assert (done.previous, done.accepted, done.released, done.crops) == (None, 0, None, 0)
    later = msgspec.structs.replace(done.night.run, at=done.night.run.at + timedelta(days=1))
    assert previous_night(place.store, msgspec.structs.replace(done.night, run=later)) == done.night
