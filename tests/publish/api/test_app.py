from datetime import timedelta

from tests.publish.api.conftest import a_server
from tests.publish.conftest import MADE


def test_an_expired_release_vouches_for_nothing(own):
    own.now = MADE + timedelta(days=7, seconds=-10)
    assert own.ask("/v1/numbers/95188").headers["cache-control"] == "public, max-age=10, must-revalidate"
    own.now = MADE + timedelta(days=7)
    for path in ("/v1/numbers/95188", "/v1/entries", "/v1/providers", "/v1/providers/cn/alipay"):
        answered = own.ask(path)
        assert (answered.status, answered.json["code"]) == (503, "expired")
        assert answered.headers["cache-control"] == "no-store"
    assert own.ask("/v1/status").json["state"] == "expired"
    assert own.ask("/v1/releases/latest/manifest.json").status == 200


def test_without_a_release_every_answer_says_so(tmp_path):
    with a_server(tmp_path) as running:
        for path in ("/v1/status", "/v1/numbers/95188", "/v1/releases/latest/directory.json", "/v1/deltas?since=0"):
            assert (running.ask(path).status, running.ask(path).json["code"]) == (503, "no_release")
        assert running.ask("/v1/releases").json == {"releases": []}


def test_a_problem_speaks_the_language_that_is_asked_for(api):
    assert "只读" in api.ask("/v1/status", "POST", Accept_Language="zh-CN").json["title"]
    assert "read-only" in api.ask("/v1/status", "POST").json["title"]
    assert "parameter" not in api.ask("/v1/entries?evil=1").json


def test_a_failure_of_ours_tells_nothing_of_itself(own):
    own.shelf.state = object()
    answered = own.ask("/v1/entries")
    assert (answered.status, answered.json["code"]) == (500, "internal_error")
    assert "object" not in answered.body.decode()
