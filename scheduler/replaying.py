"""Captured pages for the desk's replay: read from the archive, made harmless in a process of their own."""

from __future__ import annotations

import msgspec

from directory.snapshots import SnapshotDamaged, read_snapshot
from directory.store import Store
from reports.console.captured import CannotReplay
from reports.console.replay import Sought
from scheduler.config import Settings
from scheduler.drawing import NotDrawn, ask_child
from scheduler.replay_child import PROCESSOR_S, ReplayOrder


def replay_snapshot(settings: Settings, store: Store, snapshot: str, sought: Sought) -> str | None:
    """Give the HTML that shows a snapshot, None for one that was never stored.

    Raises CannotReplay for bytes that are gone, or that burst the limits.
    """
    capture = store.capture(snapshot)
    if capture is None:
        return None
    order = ReplayOrder(media=capture.media, charset=capture.charset, sought=sought)
    try:
        body = read_snapshot(settings.data, capture)
        given = msgspec.json.encode(order) + b"\n" + body
        return ask_child("scheduler.replay_child", given, 2 * PROCESSOR_S).decode("utf-8")
    except (SnapshotDamaged, NotDrawn) as trouble:
        raise CannotReplay(str(trouble)) from trouble
