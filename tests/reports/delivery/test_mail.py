from datetime import UTC, datetime

import pytest

from directory.outbox import Letter
from reports.delivery.mail import MailServer, send_mail, write_mail
from reports.delivery.trouble import NotDelivered
from tests.reports.delivery.servers import mail_server

NOW = datetime(2026, 11, 22, 2, 30, tzinfo=UTC)
LETTER = Letter(
    id="x.1@hotlinewatch.invalid", to="desk", kind="digest", made_at=NOW, title="一项紧急发现", body="请先核对\n"
)


def test_a_mail_carries_our_message_id_however_often_it_is_sent():
    with mail_server() as (port, arrived):
        server = MailServer("127.0.0.1", port, "none", "watch@hotlinewatch.example")
        send_mail(LETTER, server, "desk@hotlinewatch.example")
        send_mail(LETTER, server, "desk@hotlinewatch.example")
    assert {mail["Message-ID"] for mail in arrived} == {"<x.1@hotlinewatch.invalid>"}
    assert [mail["Subject"] for mail in arrived] == ["一项紧急发现"] * 2
    assert arrived[0]["Auto-Submitted"] == "auto-generated"
    assert arrived[0].get_content().strip() == "请先核对"


def test_a_server_that_is_away_or_refuses_is_told_with_its_name_and_no_password():
    server = MailServer("127.0.0.1", 9, "none", "watch@hotlinewatch.example", "user", "secret")
    with pytest.raises(NotDelivered, match=r"127\.0\.0\.1:9") as told:
        send_mail(LETTER, server, "desk@hotlinewatch.example")
    assert "secret" not in str(told.value)
    with mail_server(refuses=True) as (port, arrived), pytest.raises(NotDelivered, match="550"):
        send_mail(LETTER, server._replace(port=port, user=""), "desk@hotlinewatch.example")
    assert arrived == []


def test_a_server_without_encryption_is_refused_where_encryption_is_asked_for():
    with mail_server() as (port, arrived), pytest.raises(NotDelivered, match="STARTTLS"):
        send_mail(LETTER, MailServer("127.0.0.1", port, "starttls", "w@x.example"), "desk@hotlinewatch.example")
    assert arrived == []


def test_an_address_that_is_none_is_told():
    with pytest.raises(NotDelivered, match="desk"):
        write_mail(LETTER, "watch@hotlinewatch.example", "desk\r\nBcc: evil@evil.example")
