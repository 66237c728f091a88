from datetime import UTC, datetime

import msgspec
import pytest

from directory.decisions import Decision, Effect


def test_a_decision_cannot_be_altered_once_made():
    at = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    decision = Decision(seq=1, kind="accept", provider="cn/alipay", who="1", via="shell", at=at, reason="seen")
    with pytest.raises(AttributeError):
        decision.reason = "other"


def test_a_kind_that_is_no_decision_is_refused():
    fields = {
        "seq": 1,
        "kind": "guess",
        "provider": "cn/alipay",
        "who": "1",
        "via": "shell",
        "at": "2026-11-20T09:00:00Z",
        "reason": "",
    }
    with pytest.raises(msgspec.ValidationError, match="guess"):
        msgspec.convert(fields, Decision)


def test_an_effect_says_nothing_unless_told():
    assert Effect() == Effect(entries=(), known_false=(), lifted_false=(), finding_state="answered")
