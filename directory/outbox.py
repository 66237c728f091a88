"""What people are told, kept before it is sent: one row a message and recipient. Pure."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, get_args

from directory.records import Record

LetterKind = Literal["digest", "urgent", "pages", "alarm", "test"]
LETTER_KINDS: tuple[LetterKind, ...] = get_args(LetterKind)
LetterState = Literal["waiting", "sent", "failed"]
LETTER_STATES: tuple[LetterState, ...] = get_args(LetterState)


class Letter(Record):
    """One message to one recipient. id: its Message-ID without the angle brackets, the same whenever it is sent again.

    to: the recipient's name in the settings; addresses hold passwords and stay there. body: plain text.
    next_at: not sent before; a sender that holds it moves it on first, so that nobody else sends it meanwhile.
    error: why the last try failed, "" when none did.
    """

    id: str
    to: str
    kind: LetterKind
    made_at: datetime
    title: str
    body: str
    state: LetterState = "waiting"
    tries: int = 0
    next_at: datetime | None = None
    sent_at: datetime | None = None
    error: str = ""
