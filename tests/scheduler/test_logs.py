import json

import pytest
import structlog

from scheduler.logs import start_logs


@pytest.fixture(autouse=True)
def _unset():
    yield
    structlog.reset_defaults()


def test_a_line_is_key_and_value_on_stderr(capsys):
    start_logs("text")
    structlog.get_logger().warning("page_blocked", provider="gb/example-pay", status=403)
    said = capsys.readouterr()
    assert said.out == ""
    assert "level='warning' event='page_blocked' provider='gb/example-pay' status=403" in said.err


def test_a_line_may_be_json(capsys):
    start_logs("json")
    structlog.get_logger().info("run_closed", name="支付宝")
    line = json.loads(capsys.readouterr().err)
    assert (line["event"], line["level"], line["name"]) == ("run_closed", "info", "支付宝")
    assert line["at"].endswith("Z")


def test_quiet_keeps_warnings_only(capsys):
    start_logs("text", quiet=True)
    structlog.get_logger().info("page_fetched")
    structlog.get_logger().error("run_failed")
    assert [("page_fetched" in line) for line in capsys.readouterr().err.splitlines()] == [False]
