import json
import logging

import pytest
import structlog

from scheduler.config import Settings
from scheduler.delivery_settings import DeliverySettings, MailSettings, Recipient
from scheduler.logs import secrets_of, start_logs


@pytest.fixture(autouse=True)
def _unset():
    before = list(logging.getLogger().handlers)
    yield
    structlog.reset_defaults()
    logging.getLogger().handlers = before


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


def test_no_line_holds_what_is_secret_by_its_name_or_its_value(capsys):
    start_logs("json", secrets=["s3cret-pass", "ntfys://ntfy.example/a-topic"])
    structlog.get_logger().warning(
        "letter_not_sent",
        session_token="abc",  # noqa: S106
        error="535 refused s3cret-pass at ntfys://ntfy.example/a-topic",
        database="postgresql://keeper:other-word@db.example/hotlines",
        more={"smtp_password": "x", "tries": 2},
    )
    line = json.loads(capsys.readouterr().err)
    assert line["session_token"] == "***"  # noqa: S105
    assert line["error"] == "535 refused *** at ***"
    assert line["database"] == "postgresql://keeper:***@db.example/hotlines"
    assert line["more"] == {"smtp_password": "***", "tries": 2}


def test_a_trace_hides_what_is_secret_too(capsys):
    start_logs("json", secrets=["s3cret-pass"])
    structlog.get_logger().error("page_broke", exc_info=ValueError("login with s3cret-pass"))
    line = json.loads(capsys.readouterr().err)
    assert "ValueError: login with ***" in line["exception"]


def test_an_address_without_a_password_stays_as_it_is(capsys):
    start_logs("json")
    structlog.get_logger().info("page_fetched", page="https://help.pay.example:8443/a?b=c@d")
    assert json.loads(capsys.readouterr().err)["page"] == "https://help.pay.example:8443/a?b=c@d"


def test_what_libraries_warn_of_is_a_line_of_the_same_form_once(capsys):
    for _ in range(2):
        start_logs("json")
    logging.getLogger("apscheduler.scheduler").warning("Run time of job %s was missed", "nightly")
    logging.getLogger("apscheduler.scheduler").info("Added job")
    (line,) = map(json.loads, capsys.readouterr().err.splitlines())
    assert (line["event"], line["library"]) == ("library_warned", "apscheduler.scheduler")
    assert line["said"] == "Run time of job nightly was missed"


def test_the_secrets_of_an_installation_are_its_passwords_and_the_addresses_that_bear_one(tmp_path):
    delivery = DeliverySettings(
        to=(
            Recipient(name="desk", address="desk@example.org"),
            Recipient(name="crawl", address="ntfys://ntfy.example/t"),
        ),
        mail=MailSettings(password="mail-word"),  # noqa: S106 - of nobody
    )
    settings = Settings(data=tmp_path, database="postgresql://keeper:p%40ss@db.example/hotlines", delivery=delivery)
    assert secrets_of(settings) == ("p%40ss", "p@ss", "mail-word", "ntfys://ntfy.example/t")
