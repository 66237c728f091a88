"""Short-lived words that open one captured page to whoever holds them: what, until when, signed. No cookie, no session."""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NoBase64
from datetime import UTC, datetime, timedelta

import msgspec

from directory.records import Record

# Long enough to read a page and come back to it, short enough that an address in somebody's history opens nothing.
LASTS = timedelta(minutes=15)
# A place may be long; an address this long is none of ours.
MOST_CHARS = 4_000


class Opens(Record, frozen=True):
    """What a token opens: a snapshot, and what to point out in it. until: seconds since 1970, UTC."""

    snapshot: str
    place: str = ""
    digits: str = ""
    until: int = 0


def sign_token(opens: Opens, key: bytes, now: datetime) -> str:
    """Give the token that opens this for the next 15 minutes. key: secret of this installation; now: aware."""
    lasting = msgspec.structs.replace(opens, until=int((now + LASTS).timestamp()))
    said = urlsafe_b64encode(msgspec.json.encode(lasting)).rstrip(b"=")
    return f"{said.decode()}.{_seal(said, key)}"


def read_token(token: str, key: bytes, now: datetime) -> Opens | None:
    """Give what a token opens, None for one that we did not sign or that is over."""
    said, _, seal = token.partition(".")
    if len(token) > MOST_CHARS or not token.isascii() or not hmac.compare_digest(seal, _seal(said.encode(), key)):
        return None
    try:
        opens = msgspec.json.decode(urlsafe_b64decode(said + "=" * (-len(said) % 4)), type=Opens)
    except (NoBase64, msgspec.MsgspecError):
        return None
    return opens if now.astimezone(UTC).timestamp() < opens.until else None


def _seal(said: bytes, key: bytes) -> str:
    return hmac.new(key, said, hashlib.sha256).hexdigest()
