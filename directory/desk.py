"""The records of the review desk: who is signed in, what people noted on a finding, who looks after it."""

from __future__ import annotations

from datetime import datetime

from directory.decisions import Account, Standing
from directory.findings import Finding
from directory.records import Record


class Session(Record):
    """One person at the desk. id: digest of the token that the browser holds; form_token: stands in every form."""

    id: str
    account: Account
    form_token: str
    began_at: datetime
    seen_at: datetime


class Comment(Record):
    """What one person wrote on a finding for the others. by: an account's name."""

    finding: str
    by: str
    at: datetime
    text: str


class Queued(Record):
    """One finding of the queue. since: when a run first found it; assigned: an account's name, "" for nobody's."""

    finding: Finding
    standing: Standing
    since: datetime
    assigned: str = ""
    is_seen: bool = False


class Wanted(Record, frozen=True):
    """What of the queue is asked for; "" is everything. assigned: an account's name; text: words that must stand in it.

    offset, limit: the page of the list.
    """

    state: str = "open"
    level: str = ""
    provider: str = ""
    assigned: str = ""
    text: str = ""
    offset: int = 0
    limit: int = 50
