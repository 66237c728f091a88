import json
from datetime import UTC, datetime, timedelta

import pytest


@pytest.fixture
def clock(room, monkeypatch):
    """Set the time that the desk is given."""

    def set_to(at):
        monkeypatch.setattr(room.doors, "now", lambda: at)

    return set_to


def test_what_does_not_hold_is_named_and_nothing_else(room):
    answer = room.person("").get("/ready")
    assert answer.status == 503
    assert json.loads(answer.html) == {
        "status": "not_ready",
        "checks": {"store": True, "schema": True, "release": False, "night": False},
    }


def test_ready_is_told_with_200(room, clock):
    room.doors._releaser.ask({"gb/example-pay"})
    assert room.doors.wait_for_release(30)
    # The release was made now and the nights lie in the past: at their time both count.
    clock(room.store.latest_valid_run().at + timedelta(hours=1))
    answer = room.person("").get("/ready")
    assert (answer.status, json.loads(answer.html)["status"]) == (200, "ready")
    assert answer.headers["cache-control"] == "no-store"
    clock(datetime(2040, 1, 1, tzinfo=UTC))
    assert json.loads(room.person("").get("/ready").html)["checks"]["release"] is False
