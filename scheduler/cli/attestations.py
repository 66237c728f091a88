"""What the statements with a file say of the lines in hand: until when, by which file, and whether they are in force."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Literal

from directory.decisions import Decision
from directory.number import print_number
from directory.records import Entry, Record
from scheduler.cli.printing import print_line, print_table
from scheduler.cli.words import head, say
from scheduler.proofs import find_proof
from verifier.attested import statement_of

State = Literal["in_force", "waits", "expired", "gone"]


class Attestation(Record, frozen=True):
    """The latest statement on one line. digest: SHA-256 hex of its file; decision: its number; state: where it stands."""

    provider: str
    key: str
    on: date
    until: date
    digest: str
    file: str
    decision: int
    state: State


def attestations_of(
    decisions: Sequence[Decision], entries: Sequence[Entry], data: Path, today: date
) -> list[Attestation]:
    """Give the latest of some statements on each line that has not ended, by provider and key.

    decisions: as `Store.attested` gives them. data: the folder that files are kept below. A file that is gone, or is no longer what its digest says, proves nothing.
    """
    found: dict[tuple[str, str], Attestation] = {}
    for one in decisions:
        said = statement_of(one.basis)
        if said is None:
            continue
        until = date.fromisoformat(said["until"])
        is_gone = find_proof(one.ground, data) is None
        state: State = "gone" if is_gone else "expired" if until <= today else "waits" if one.waits_for else "in_force"
        found[one.provider, one.key] = Attestation(
            provider=one.provider,
            key=one.key,
            on=date.fromisoformat(said["on"]),
            until=until,
            digest=one.ground,
            file=said["file"],
            decision=one.seq,
            state=state,
        )
    ended = {(one.provider, one.key) for one in entries if one.status == "retired"}
    return [found[name] for name in sorted(found) if name not in ended]


def print_attestations(found: Sequence[Attestation], lang: str) -> None:
    """Print them as a table; none print nothing."""
    if not found:
        return
    print_line()
    print_line(say(lang, "attested_here", count=len(found)))
    print_table(
        head(
            lang, "provider", "number", "attested_on", "attested_until", "attested_state", "decision", "attested_file"
        ),
        [
            (
                one.provider,
                print_number(one.key),
                one.on.isoformat(),
                one.until.isoformat(),
                say(lang, f"attested_{one.state}"),
                str(one.decision),
                one.file,
            )
            for one in found
        ],
    )
