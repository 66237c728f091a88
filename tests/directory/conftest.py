"""Records for store tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, Literal

import pytest

from directory.decisions import Decision, Effect
from directory.findings import Finding
from directory.nights import Night, Run
from directory.records import Capture, Entry, Fetch, Reading, Sighting
from directory.store import Store

NIGHT_ONE = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


class Make:
    """Records with everything filled in but what a test is about."""

    page = "https://help.pay.example/contact"
    reader = "r" * 64
    description = "d" * 64

    def at(self, night: int = 1) -> datetime:
        """02:00 UTC of the n-th night, counted from 1."""
        return NIGHT_ONE + timedelta(days=night - 1)

    def fetch(self, **fields: Any) -> Fetch:
        known = {"provider": "xx/pay", "page": self.page, "at": self.at(), "outcome": "ok", "snapshot": "a" * 64}
        return Fetch(**(known | fields))

    def capture(self, **fields: Any) -> Capture:
        return Capture(**({"snapshot": "a" * 64, "file": "warc/1.warc.gz", "offset": 17, "size_bytes": 9} | fields))

    def sighting(self, **fields: Any) -> Sighting:
        known = {"raw": "95188", "number": "CN:95188", "readings": ("CN:95188",), "start": 5, "end": 10}
        return Sighting(**(known | {"place": "main/p[1]", "layer": "visible", "quote": "Call 95188"} | fields))

    def reading(self, **fields: Any) -> Reading:
        known = {"snapshot": "a" * 64, "outcome": "ok", "content": "c" * 64, "sightings": (self.sighting(),)}
        return Reading(**(known | fields))

    def entry(self, **fields: Any) -> Entry:
        return Entry(**({"id": 0, "provider": "xx/pay", "key": "CN:95188", "status": "candidate"} | fields))

    def finding(self, **fields: Any) -> Finding:
        known = {"id": "0123456789ab", "provider": "xx/pay", "matter": "addition", "level": "review", "score": 2.5}
        return Finding(**(known | {"number": "CN:95188", "keys": ("CN:95188",), "ground": "g1"} | fields))

    def draft(self, **fields: Any) -> Decision:
        known = {"seq": 0, "kind": "accept", "provider": "xx/pay", "who": "1", "via": "shell", "at": self.at()}
        return Decision(**(known | {"reason": "called it", "key": "CN:95188"} | fields))

    def effect(self, **fields: Any) -> Effect:
        return Effect(**fields)

    def night(self, number: int = 1, *, canary: Literal["seen", "missed"] = "seen", **fields: Any) -> Night:
        counts = {"providers": 1, "pages": 1, "fetched": 1, "unchanged": 0, "failed": 0, "held": ()}
        run = Run(id=f"run-{number}", at=self.at(number), canary=canary, reference="f" * 64, **counts)
        return Night(run=run, **fields)

    def begun(self, store: Store, number: int = 1) -> str:
        """Begin the n-th run; give its id."""
        store.begin_run(f"run-{number}", self.at(number), f"inputs-{number}", {})
        return f"run-{number}"

    def read(self, store: Store, run_id: str, fetch: Fetch, reading: Reading | None = None, reader: str = "") -> None:
        """Store one page of a run as fetched and, where there is a reading, as read."""
        captures = [] if fetch.snapshot is None else [self.capture(snapshot=fetch.snapshot)]
        store.save_fetches(run_id, fetch.provider, [fetch], captures)
        if reading is not None:
            item = (fetch.page, reader or self.reader, self.description, reading)
            store.save_readings(run_id, fetch.provider, [item])

    def closed(self, store: Store, number: int, fetch: Fetch, reading: Reading | None = None, reader: str = "") -> None:
        """Run the n-th night over one page, and close it."""
        self.read(store, self.begun(store, number), fetch, reading, reader)
        store.close_run(f"run-{number}", self.night(number))


@pytest.fixture(scope="session")
def make() -> Make:
    return Make()
