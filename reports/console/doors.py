"""What the desk is handed by the shell: the clock, the providers, decisions under the trust rules, the releases.

The desk reads the store itself. Judging, publishing and crawling are other stages' work, which it may not reach.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Protocol

from directory.decisions import Account, Decision
from directory.findings import Finding
from directory.records import Entry, Provider, Record
from directory.terms import DecisionKind
from reports.console.replay import Sought


class Answer(Record, frozen=True):
    """What somebody decides. finding, ground: the finding answered, with the digest of the evidence that was shown.

    provider, key: of a statement of its own; undoes: the decision taken back; until: of `wait`.
    """

    kind: DecisionKind
    reason: str
    finding: str = ""
    ground: str = ""
    provider: str = ""
    key: str = ""
    until: date | None = None
    undoes: int | None = None


class Outcome(Record, frozen=True):
    """What became of an answer: the decision as it stands in the chain, or why there is none.

    until: when a day of cooling off is over, for a decision that waits for it.
    """

    decision: Decision | None = None
    refused: str = ""
    until: datetime | None = None


class Preview(Record, frozen=True):
    """What accepting would do. entries: lines as they would be; waits_for: whose word would still be missing.

    refused: why it could not be accepted at all, "" when it could.
    """

    entries: tuple[Entry, ...] = ()
    waits_for: str = ""
    refused: str = ""


class ReleaseShown(Record, frozen=True):
    """One release. made, expires: aware; lines: how many it lists."""

    number: int
    made: datetime
    expires: datetime
    lines: int
    is_up: bool = False


class Releasing(Record, frozen=True):
    """Where the release that follows decisions stands. trouble: why the last try made none, "" for none."""

    is_making: bool = False
    trouble: str = ""


class Doors(Protocol):
    """The shell, as the desk sees it."""

    def now(self) -> datetime:
        """Give the time, aware, UTC."""

    def providers(self) -> Mapping[str, Provider]:
        """Give the providers of this installation as they are now."""

    def client_of(self, peer: str, forwarded: str) -> str:
        """Name the client whose tries are counted. forwarded: X-Forwarded-For as it came."""

    def replay(self, snapshot: str, sought: Sought) -> str | None:
        """Give the HTML that shows a captured page, None for one that is not kept. Raises CannotReplay."""

    def crop(self, digest: str) -> bytes | None:
        """Give the picture of that digest, PNG."""

    def preview(self, account: Account, finding: str) -> Preview:
        """Tell what accepting a finding would do now; nothing is decided."""

    def decide(self, account: Account, answers: Sequence[Answer]) -> Sequence[Outcome]:
        """Append decisions under the trust rules, and let the release follow; each answer has its outcome, in order."""

    def bulkable(self, findings: Sequence[Finding]) -> Sequence[str]:
        """Name those of some open findings that the policy lets be accepted together."""

    def releases(self) -> Sequence[ReleaseShown]:
        """Give the releases, the newest first."""

    def releasing(self) -> Releasing:
        """Tell whether a release is being made, and what went wrong with the last."""

    def readiness(self) -> Mapping[str, bool]:
        """Tell what must hold for this installation to be relied on, and whether it does: name → truth."""

    def policy(self) -> Mapping[str, Any]:
        """Give the policy in force: name → value, `name` being its own name."""
