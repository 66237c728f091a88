from datetime import UTC, datetime

import msgspec
import pytest

from directory.nights import Night, Run


def a_night() -> Night:
    at = datetime(2026, 11, 20, 2, 30, tzinfo=UTC)
    return Night(
        run=Run(
            id="20261120T023000Z-00000000", at=at, providers=1, pages=1, fetched=1, unchanged=0, failed=0, held=(),
            canary="seen", reference="",
        )
    )  # fmt: skip


def test_a_night_comes_back_from_json_as_it_was():
    assert msgspec.json.decode(msgspec.json.encode(a_night()), type=Night) == a_night()


def test_a_night_with_a_field_nobody_knows_is_refused():
    with pytest.raises(msgspec.ValidationError, match="moon"):
        msgspec.convert({**msgspec.to_builtins(a_night()), "moon": "full"}, Night)


def test_two_nights_do_not_share_their_tables():
    assert a_night().transitions is not a_night().transitions
