"""Captured pages for the desk's replay: read from the archive, made harmless in a process of their own."""

from __future__ import annotations

import msgspec

from directory.records import Capture
from directory.snapshots import SnapshotDamaged, read_snapshot
from reports.console.captured import CannotReplay
from reports.console.replay import Sought
from scheduler.config import Settings
from scheduler.drawing import NotDrawn, ask_child
from scheduler.replay_child import PROCESSOR_S, ReplayOrder


def replay_capture(settings: Settings, capture: Capture, sought: Sought) -> str:
    """Give the HTML that shows a capture. Raises CannotReplay for bytes that are gone, or that burst the limits."""
    order = ReplayOrder(media=capture.media, charset=capture.charset, sought=sought)
    try:
        body = read_snapshot(settings.data, capture)
        given = msgspec.json.encode(order) + b"\n" + body
        return ask_child("scheduler.replay_child", given, 2 * PROCESSOR_S).decode("utf-8")
    except (SnapshotDamaged, NotDrawn) as trouble:
        raise CannotReplay(str(trouble)) from trouble
