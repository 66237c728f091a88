from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from directory.outbox import Letter
from directory.store import Store
from reports.delivery.trouble import NotDelivered
from scheduler.config import ConfigError, load_settings
from scheduler.delivery_settings import DeliverySettings, MailSettings, Recipient
from scheduler.sending import AGAIN_AFTER, HOLD, check_delivery, send_trial, send_waiting, sends_by
from tests.reports.delivery.servers import mail_server, webhook

NOW = datetime(2026, 11, 22, 2, 30, tzinfo=UTC)
DESK = Recipient(name="desk", address="desk@x.example")


@pytest.fixture
def place(tmp_path):
    settings = load_settings(None, {}, data=tmp_path)
    delivery = DeliverySettings(to=(DESK,), mail=MailSettings(sender="watch@x.example"))
    settings = msgspec.structs.replace(settings, delivery=delivery)
    with Store.open(settings.database) as store:
        letter = Letter(id="1@x", to="desk", kind="urgent", made_at=NOW, title="t", body="b", next_at=NOW)
        store.keep_letter(letter, "desk", ["x"], NOW)
        yield settings, store


def test_a_crash_after_sending_repeats_the_message_under_the_same_id(place):
    settings, store = place
    with mail_server() as (port, arrived):
        mail = msgspec.structs.replace(settings.delivery.mail, port=port)
        send = sends_by(msgspec.structs.replace(settings.delivery, mail=mail))

        def dies(letter, to):
            send(letter, to)
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            send_waiting(settings, store, lambda: NOW, dies)
        assert send_waiting(settings, store, lambda: NOW, send) == []
        send_waiting(settings, store, lambda: NOW + HOLD, send)
        assert send_waiting(settings, store, lambda: NOW + 2 * HOLD, send) == []
    assert [mail["Message-ID"] for mail in arrived] == ["<1@x>", "<1@x>"]
    assert store.letters("sent")


def test_a_message_that_does_not_go_is_tried_for_days_and_then_has_failed(place):
    settings, store = place
    tries = []

    def refused(_letter, to):
        tries.append(to.name)
        raise NotDelivered("mail.example:25: away")

    now = NOW
    for pause in (*AGAIN_AFTER, timedelta(days=9)):
        send_waiting(settings, store, lambda at=now: at, refused)
        assert send_waiting(settings, store, lambda at=now: at, refused) == []
        now += pause
    assert len(tries) == len(AGAIN_AFTER) + 1
    assert now - timedelta(days=9) - NOW > timedelta(days=4)
    assert [one.error for one in store.letters("failed")] == ["mail.example:25: away"]


def test_a_dry_run_and_a_recipient_who_is_gone_send_nothing(place):
    settings, store = place

    def sends(*_):
        raise AssertionError("was sent")

    for delivery in (
        msgspec.structs.replace(settings.delivery, dry_run=True),
        msgspec.structs.replace(settings.delivery, to=()),
    ):
        assert send_waiting(msgspec.structs.replace(settings, delivery=delivery), store, lambda: NOW, sends) == []
    assert [one.tries for one in store.letters()] == [0]


def test_a_trial_goes_out_by_the_way_of_the_recipient(place):
    settings, _ = place
    with webhook() as (port, arrived):
        chat = Recipient(name="chat", address=f"json://127.0.0.1:{port}/hook", lang="zh")
        assert send_trial(chat, settings, NOW).state == "sent"
    assert "chat" in arrived[0]["title"]
    failed = send_trial(chat, settings, NOW)
    assert (failed.state, bool(failed.error)) == ("failed", True)


@pytest.mark.parametrize(
    ("to", "said"),
    [
        ((DESK, DESK), "twice"),
        ((Recipient(name="a", address="nobody"),), "neither"),
        ((Recipient(name="a", address="pigeon://roof"),), "pigeon"),
    ],
)
def test_what_cannot_be_sent_is_refused_at_the_start(to, said):
    with pytest.raises(ConfigError, match=said):
        check_delivery(DeliverySettings(to=to, mail=MailSettings(sender="w@x.example")))
    with pytest.raises(ConfigError, match="sender"):
        check_delivery(DeliverySettings(to=(DESK,)))
    check_delivery(DeliverySettings(to=(DESK,), mail=MailSettings(sender="w@x.example")))
