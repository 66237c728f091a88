"""Bytes made of other bytes: a few small edits, each told by four numbers, so that whoever draws them can draw them again."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

# kind, place, length, value; any whole numbers: they are taken modulo what there is.
Edit = tuple[int, int, int, int]
MOST_BYTES = 64 * 1024
# An edit takes or repeats at most this much, so that a seed stays what it is.
SPAN = 64
ODD_BYTES = b"\x00\x7f\x80\xff\n\r <>&\"'%\\/0123456789-+"


def _flip(data: bytes, at: int, _length: int, value: int, _words: Sequence[bytes]) -> bytes:
    return data[:at] + bytes([(data[at] if at < len(data) else 0) ^ (1 << value % 8)]) + data[at + 1 :]


def _set(data: bytes, at: int, _length: int, value: int, _words: Sequence[bytes]) -> bytes:
    return data[:at] + bytes([ODD_BYTES[value % len(ODD_BYTES)]]) + data[at + 1 :]


def _put(data: bytes, at: int, _length: int, value: int, words: Sequence[bytes]) -> bytes:
    return data[:at] + words[value % len(words)] + data[at:]


def _take(data: bytes, at: int, length: int, _value: int, _words: Sequence[bytes]) -> bytes:
    return data[:at] + data[at + length :]


def _repeat(data: bytes, at: int, length: int, value: int, _words: Sequence[bytes]) -> bytes:
    return data[:at] + data[at : at + length] * (1 + value % 8) + data[at:]


def _cut(data: bytes, at: int, _length: int, _value: int, _words: Sequence[bytes]) -> bytes:
    return data[:at]


def _move(data: bytes, at: int, length: int, value: int, _words: Sequence[bytes]) -> bytes:
    part, rest = data[at : at + length], data[:at] + data[at + length :]
    there = value % (len(rest) + 1)
    return rest[:there] + part + rest[there:]


# Cutting short is drawn as often as the others, and worth less: it stands once.
KINDS: tuple[Callable[[bytes, int, int, int, Sequence[bytes]], bytes], ...] = (
    *(_flip, _set, _put, _put, _take, _repeat, _move, _cut),
)


def edited(data: bytes, edits: Sequence[Edit], words: Sequence[bytes]) -> bytes:
    """Give `data` after some edits, at most 64 KiB of it."""
    for kind, place, length, value in edits:
        data = KINDS[kind % len(KINDS)](data, place % (len(data) + 1), 1 + length % SPAN, value, words)[:MOST_BYTES]
    return data


def drawn(dice: random.Random) -> list[Edit]:
    """Draw edits: mostly a few, sometimes many."""
    many = dice.choice((1, 1, 2, 3, 5, 8, 20))
    return [tuple(dice.getrandbits(24) for _ in range(4)) for _ in range(many)]  # type: ignore[misc]
