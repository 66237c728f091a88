from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from reports.console.tokens import LASTS, MOST_CHARS, Opens, read_token, sign_token

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
KEY = b"k" * 32
OPENS = Opens(snapshot="a" * 64, place="main > p:nth-of-type(2)", digits="2079460018")


def test_a_token_opens_what_was_signed_for_a_quarter_of_an_hour():
    token = sign_token(OPENS, KEY, NOW)
    assert set(token) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.")
    opened = read_token(token, KEY, NOW + LASTS - timedelta(seconds=1))
    assert msgspec.structs.replace(opened, until=0) == OPENS
    assert read_token(token, KEY, NOW + LASTS) is None


@pytest.mark.parametrize(
    "change", [lambda t: t[:-1], lambda t: "x" + t, lambda t: t.replace(".", "", 1), lambda t: t + "é"]
)
def test_a_token_that_was_changed_opens_nothing(change):
    assert read_token(change(sign_token(OPENS, KEY, NOW)), KEY, NOW) is None


def test_a_token_of_another_key_or_one_made_longer_opens_nothing():
    said, _, seal = sign_token(OPENS, KEY, NOW).partition(".")
    later = urlsafe_b64encode(msgspec.json.encode(msgspec.structs.replace(OPENS, until=2**40))).decode()
    assert read_token(f"{said}.{seal}", b"other", NOW) is None
    assert read_token(f"{later}.{seal}", KEY, NOW) is None
    assert read_token("", KEY, NOW) is None
    assert read_token("A" * (MOST_CHARS + 1), KEY, NOW) is None
