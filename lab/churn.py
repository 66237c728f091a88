"""What a page changes every night without saying anything new: its token, its build, its clock."""

from __future__ import annotations

import re
from random import Random

_TOKEN = re.compile(rb"\b[0-9a-f]{32}\b")
_BUILD = re.compile(rb"\b[0-9a-f]{8}\b(?=\.(?:css|js)\b)")
_STAMP = re.compile(rb"\b177\d{10}\b")


def churned(body: bytes, chance: Random) -> bytes:
    """The page with new tokens, builds and Unix times, its words and numbers as they were."""
    body = _TOKEN.sub(lambda _: f"{chance.getrandbits(128):032x}".encode(), body)
    build = f"{chance.getrandbits(32):08x}".encode()
    return _STAMP.sub(lambda _: str(1_772_000_000_000 + chance.randrange(10**9)).encode(), _BUILD.sub(build, body))
