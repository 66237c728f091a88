"""What one run is asked to do, and the id that makes the same run resume itself."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from directory.records import Provider, Record
from directory.store import Store

# A live run that was cut off is taken up within a day; later its pages are old, and a new one begins.
RESUME_WITHIN = timedelta(hours=24)
LIVE = "live"


class Order(Record, frozen=True):
    """One run: its id, its time (aware, UTC), its providers, the WARC files it reads (none: live)."""

    run_id: str
    at: datetime
    inputs: str
    providers: tuple[Provider, ...]
    files: tuple[Path, ...] = ()


def order_run(
    store: Store, providers: Sequence[Provider], files: Sequence[Path], at: datetime | None, now: datetime
) -> Order:
    """Give the order of a run over these providers: a new one, or the unfinished one made of the same inputs.

    at: the time the run stands for; None takes the newest capture of the files, or now. Raises ArchiveError.
    """
    chosen = tuple(sorted(providers, key=lambda provider: provider.id))
    inputs = _digest(chosen, files)
    if at is None and files:
        # Only a run from archives pays for the archive's reader.
        from crawler.archive import latest_date  # noqa: PLC0415

        at = latest_date(files)
    if at is None:
        unfinished = store.open_run(inputs)
        begun = _time_of(unfinished) if unfinished is not None else None
        at = begun if begun is not None and now - begun < RESUME_WITHIN else now
    at = at.astimezone(UTC).replace(microsecond=0)
    return Order(run_id=f"{at:%Y%m%dT%H%M%SZ}-{inputs[:8]}", at=at, inputs=inputs, providers=chosen, files=tuple(files))


def _time_of(run_id: str) -> datetime:
    return datetime.strptime(run_id.partition("-")[0], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


def _digest(providers: Sequence[Provider], files: Sequence[Path]) -> str:
    """Digest of what a run is made from: the descriptions, and the bytes of the files or that it is live."""
    digest = hashlib.sha256(msgspec.json.encode(list(providers)))
    for file in files:
        with file.open("rb") as stream:
            digest.update(hashlib.file_digest(stream, "sha256").digest())
    if not files:
        digest.update(LIVE.encode())
    return digest.hexdigest()
