import json

import pytest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.registry import Collector
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from scheduler.metrics import Counted, Requests, make_metrics_app, new_registry
from tests.walks.desk import Person
from tests.walks.serving import served


class Three(Collector):
    def collect(self):
        yield GaugeMetricFamily("hotlinewatch_three", "Three.", value=3)


@pytest.fixture(scope="module")
def told():
    """An application that is counted, and the address that tells of it."""
    registry = new_registry([Three()])
    pages = [
        Route("/ok", lambda _: PlainTextResponse("ok")),
        Route("/gone", lambda _: PlainTextResponse("gone", 404)),
    ]
    checks = {"store": True}
    app = Counted(Starlette(routes=pages), "desk", Requests(registry))
    with served(app) as counted, served(make_metrics_app(registry, lambda: checks)) as metrics:
        yield Person(counted, {}), Person(metrics, {}), checks


def samples(text):
    families = text_string_to_metric_families(text)
    return {(one.name, *one.labels.values()): one.value for family in families for one in family.samples}


def test_answers_are_counted_by_server_and_status_and_by_nothing_that_was_asked(told):
    person, metrics, _ = told
    for path in ("/ok", "/ok?number=+442079460018", "/gone"):
        person.get(path)
    answer = metrics.get("/metrics")
    assert answer.status == 200
    found = samples(answer.html)
    assert found["hotlinewatch_http_answers_total", "desk", "2xx"] == 2
    assert found["hotlinewatch_http_answers_total", "desk", "4xx"] == 1
    assert found["hotlinewatch_http_seconds_count", "desk"] == 3
    assert "2079460018" not in answer.html


def test_what_collectors_read_and_the_process_itself_are_told(told):
    _, metrics, _ = told
    found = samples(metrics.get("/metrics").html)
    assert found["hotlinewatch_three",] == 3
    assert any(name.startswith("process_resident_memory") for name, *_ in found)
    assert any(name == "hotlinewatch_build_info" for name, *_ in found)


def test_the_format_is_the_one_that_is_asked_for(told):
    _, metrics, _ = told
    assert metrics.get("/metrics").headers["content-type"].startswith("text/plain; version=0.0.4")
    newer = metrics.get("/metrics", Accept="application/openmetrics-text;version=1.0.0")
    assert newer.headers["content-type"].startswith("application/openmetrics-text")
    assert newer.html.endswith("# EOF\n")


def test_readiness_is_told_beside_it_and_nothing_else_is_there(told):
    _, metrics, checks = told
    assert metrics.get("/health").status == 200
    assert json.loads(metrics.get("/ready").html) == {"status": "ready", "checks": {"store": True}}
    checks["store"] = False
    assert metrics.get("/ready").status == 503
    assert metrics.get("/").status == 404
    assert metrics.post("/metrics").status == 405
