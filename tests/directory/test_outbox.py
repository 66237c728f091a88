from datetime import UTC, datetime

import msgspec
import pytest

from directory.outbox import Letter


def test_a_message_is_of_a_known_kind_and_carries_no_address():
    at = datetime(2026, 11, 22, tzinfo=UTC)
    letter = Letter(id="a@b", to="desk", kind="digest", made_at=at, title="t", body="b")
    assert letter.state == "waiting"
    assert "address" not in msgspec.structs.asdict(letter)
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({**msgspec.to_builtins(letter), "kind": "gossip"}, Letter)
