"""The records of a whole run: what it was judged against, how its pages fared, everything it found."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec

from directory.findings import Change, Finding
from directory.records import Record
from directory.terms import FetchOutcome, ReadingOutcome


class Outcome(Record):
    """How one page of one provider fared in one run. `page` is its address."""

    provider: str
    page: str
    fetch: FetchOutcome
    reading: ReadingOutcome | None
    detail: str = ""


class Run(Record):
    """One pass over some providers. `held`: providers kept back by their guard."""

    id: str
    at: datetime
    providers: int
    pages: int
    fetched: int
    unchanged: int
    failed: int
    held: tuple[str, ...]
    canary: Literal["seen", "missed"]
    reference: str
    exceptions: tuple[str, ...] = ()


class Night(Record):
    """Everything a run found out: what `run --json` prints and what a report renders.

    transitions: page address → ("first" | "nth" | "recovered", nights failed in a row).
    redesigned: pages whose content changed while every number stayed.
    """

    run: Run
    changes: tuple[Change, ...] = ()
    findings: tuple[Finding, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    transitions: dict[str, tuple[str, int]] = msgspec.field(default_factory=dict)
    redesigned: tuple[str, ...] = ()
    names: dict[str, str] = msgspec.field(default_factory=dict)


class Past(Record):
    """One change of an earlier night. at: aware, UTC, of its run."""

    at: datetime
    change: Change


class Reference(Record):
    """The frozen lists that judging needs; its digest stands in the run.

    groups: provider → declared group. listed: key → providers that hold it as a line (verified or candidate).
    holders: key → who holds the code beyond the directory. known_false: key → providers it was rejected for.
    public_lines: keys of police, regulators and emergency services, which anyone may print.
    reported: key → the imported report lists of called numbers that name it ("own 2026-10-01 (×12)"). callers: the
    same of lists that name what telephones showed, which callers forge. false_blocks: a key without
    its last four digits → how many numbers of that block are known to be false.
    """

    groups: dict[str, str] = msgspec.field(default_factory=dict)
    listed: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    holders: dict[str, str] = msgspec.field(default_factory=dict)
    known_false: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    public_lines: tuple[str, ...] = ()
    reported: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    callers: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    false_blocks: dict[str, int] = msgspec.field(default_factory=dict)
