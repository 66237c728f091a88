import json
import logging
from datetime import timedelta

import msgspec
import pytest
import structlog

from scheduler.logs import start_logs
from scheduler.order import order_run
from scheduler.passes import make_pass, previous_night
from tests.scheduler.conftest import DEMO, NOW


@pytest.fixture
def logs():
    """Start logs for one test."""
    before = list(logging.getLogger().handlers)
    yield start_logs
    structlog.reset_defaults()
    logging.getLogger().handlers = before


def test_a_pass_leaves_its_reports_and_tells_what_came_of_it(place, capsys, logs):
    logs("json")
    order = order_run(place.store, list(place.providers.values()), [DEMO / "night-1.warc.gz"], None, NOW)
    done = make_pass(order, place.settings, place.store, place.providers, NOW, quiet=True)
    assert done.written["html"].is_file()
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines() if line.startswith("{")]
    assert [(one["event"], one["run"]) for one in lines] == [
        ("run_began", done.night.run.id),
        ("run_closed", done.night.run.id),
    ]
    assert {path.name for path in done.written["html"].parent.glob("slo.*")} == {
        "slo.json",
        "slo.en.html",
        "slo.zh.html",
    }
    assert (done.previous, done.accepted, done.released, done.crops) == (None, 0, None, 0)
    later = msgspec.structs.replace(done.night.run, at=done.night.run.at + timedelta(days=1))
    assert previous_night(place.store, msgspec.structs.replace(done.night, run=later)) == done.night
