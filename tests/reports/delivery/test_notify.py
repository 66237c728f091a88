from datetime import UTC, datetime

import pytest

from directory.outbox import Letter
from reports.delivery.notify import is_address, send_notice
from reports.delivery.trouble import NotDelivered
from tests.reports.delivery.servers import webhook

LETTER = Letter(
    id="x", to="chat", kind="urgent", made_at=datetime(2026, 11, 22, tzinfo=UTC), title="<b>1</b>", body="call\n"
)


def test_a_notice_reaches_the_service_that_its_address_names():
    with webhook() as (port, arrived):
        send_notice(LETTER, f"json://127.0.0.1:{port}/hook")
    (got,) = arrived
    assert (got["title"], got["message"].strip()) == ("<b>1</b>", "call")


def test_a_service_that_refuses_is_told_by_its_kind_and_never_by_its_token():
    with webhook(500) as (port, _), pytest.raises(NotDelivered, match=r"^json: ") as told:
        send_notice(LETTER, f"json://user:hidden-token@127.0.0.1:{port}/hook")
    assert "hidden-token" not in str(told.value)


def test_an_address_that_nobody_knows_is_told_before_it_is_needed():
    assert is_address("json://127.0.0.1/hook")
    assert not is_address("pigeon://roof")
    with pytest.raises(NotDelivered, match="pigeon"):
        send_notice(LETTER, "pigeon://roof")
