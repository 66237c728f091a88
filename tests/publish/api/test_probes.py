from datetime import timedelta

from tests.publish.api.conftest import a_server
from tests.publish.conftest import MADE


def test_a_process_answers_for_itself_even_without_a_release(tmp_path):
    with a_server(tmp_path) as running:
        assert (running.ask("/health").status, running.ask("/health").json) == (200, {"status": "ok"})
        answered = running.ask("/ready")
        assert (answered.status, answered.json["why"]) == (503, "no_release")


def test_ready_is_a_release_that_counts(own):
    assert own.ask("/ready").json == {"status": "ready", "checks": {"release": True}}
    own.now = MADE + timedelta(days=7)
    answered = own.ask("/ready")
    assert (answered.status, answered.json["why"]) == (503, "expired")
    assert own.ask("/health").status == 200


def test_no_cache_answers_for_the_process(own):
    assert {own.ask(path).headers["cache-control"] for path in ("/health", "/ready")} == {"no-store"}
