import pytest
from msgspec import ValidationError, convert

from directory.jobs import JobRun


def test_a_state_that_is_none_is_refused():
    with pytest.raises(ValidationError):
        convert(
            {
                "job": "x",
                "due": "x",
                "due_at": "2026-11-22T02:30:00Z",
                "state": "odd",
                "taker": "",
                "began_at": "2026-11-22T02:30:00Z",
            },
            JobRun,
        )
