"""Crops: the part of a captured page around each number of a finding, before and after.

A page that a browser showed in the night has its screenshot in the archive, and is cut out of that. A page that was
fetched plainly is drawn only when somebody asks, from its bytes alone, and its crops say so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from itertools import groupby
from operator import attrgetter

import msgspec

from crawler.still import Still
from directory.crops import keep_crop, read_crop
from directory.findings import Finding
from directory.nights import Night
from directory.number import core_digits
from directory.records import Capture
from directory.requests import Crop
from directory.shots import Box, Shot, find_box
from directory.snapshots import SnapshotDamaged, read_shot, read_snapshot
from directory.spots import Spot, spots_of
from directory.store import Store
from scheduler.config import Settings
from scheduler.drawing import NotDrawn, cut_pieces, draw_still
from scheduler.progress import Meter

# What a browser draws as a page; for the rest the finding shows the words that were read.
PAGES = frozenset({"", "text/html", "application/xhtml+xml"})
# Told after each captured page: how many of how many are done.
Told = Callable[[int, int], object]


def crops_after_run(night: Night, settings: Settings, store: Store, at: datetime, *, quiet: bool = False) -> int:
    """Cut crops for the night's findings out of the screenshots of that night; gives how many pictures were made.

    at: now, aware. Pages that no browser showed are left alone. What is there already is not made again.
    """
    spots = [spot for finding in night.findings for spot in spots_of(finding)]
    with Meter("pages cut", None, quiet=quiet) as meter:

        def told(_n: int, of: int) -> None:
            meter.expect(of)
            meter.advance()

        made = make_crops(spots, settings, store, at, is_asked=False, told=told)
    return sum(bool(one.digest) for one in made)


def crops_on_request(finding: Finding, settings: Settings, store: Store, at: datetime, told: Told) -> list[Crop]:
    """Make the crops of one finding, drawing the pages that were fetched plainly; gives all it has now."""
    spots = spots_of(finding)
    make_crops(spots, settings, store, at, is_asked=True, told=told)
    kept = store.crops({spot.snapshot for spot in spots})
    return [kept[key] for spot in spots if (key := (spot.snapshot, spot.number)) in kept]


def make_crops(
    spots: Iterable[Spot], settings: Settings, store: Store, at: datetime, *, is_asked: bool, told: Told
) -> list[Crop]:
    """Make and keep the crops that are missing, a captured page at a time. is_asked: pages fetched plainly, too."""
    wanted = sorted(set(spots))
    kept = store.crops({spot.snapshot for spot in wanted})
    left = [spot for spot in wanted if not _is_there(kept.get((spot.snapshot, spot.number)), settings)]
    captures = store.captures({spot.snapshot for spot in left})
    pages = [list(group) for _, group in groupby(left, key=attrgetter("snapshot"))]
    made: list[Crop] = []
    for n, own in enumerate(pages, 1):
        found = _crops_of(own, captures.get(own[0].snapshot), settings, at, is_asked=is_asked)
        if found:
            store.save_crops(found)
        made += found
        told(n, len(pages))
    return made


def _is_there(crop: Crop | None, settings: Settings) -> bool:
    return crop is not None and bool(crop.digest) and read_crop(settings.data, crop.digest) is not None


def _crops_of(
    spots: Sequence[Spot], capture: Capture | None, settings: Settings, at: datetime, *, is_asked: bool
) -> list[Crop]:
    """The crops of one captured page; [] for one that was fetched plainly when nobody asked."""
    bare = [Crop(snapshot=spot.snapshot, number=spot.number, at=at) for spot in spots]
    if capture is None:
        return [msgspec.structs.replace(one, note="bytes_gone") for one in bare]
    try:
        shown = read_shot(settings.data, capture)
        is_late = shown is None
        if shown is None and not is_asked:
            return []
        if shown is None and capture.media not in PAGES:
            return [msgspec.structs.replace(one, note="no_page", detail=capture.media) for one in bare]
        shot, png = shown if shown is not None else _drawn(capture, settings)
        return _cut(spots, [msgspec.structs.replace(one, is_late=is_late) for one in bare], shot, png, settings)
    except SnapshotDamaged as damage:
        return [msgspec.structs.replace(one, note="bytes_gone", detail=str(damage)) for one in bare]
    except NotDrawn as trouble:
        return [msgspec.structs.replace(one, note="not_drawn", detail=str(trouble)) for one in bare]


def _drawn(capture: Capture, settings: Settings) -> tuple[Shot, bytes]:
    still = Still(media=capture.media, charset=capture.charset, sandbox=settings.crawl.browser_sandbox)
    return draw_still(read_snapshot(settings.data, capture), still)


def _cut(spots: Sequence[Spot], bare: Sequence[Crop], shot: Shot, png: bytes, settings: Settings) -> list[Crop]:
    boxes = [find_box(shot, spot.place, core_digits(spot.number)) for spot in spots]
    on_picture = [box for box in boxes if box is not None and png]
    pieces = iter(cut_pieces(png, [_corners(box, shot) for box in on_picture]) if on_picture else ())
    found = []
    for crop, box in zip(bare, boxes, strict=True):
        piece, body = next(pieces) if box is not None and png else (None, b"")
        if piece is None or not body:
            found.append(msgspec.structs.replace(crop, note="not_visible"))
            continue
        digest = keep_crop(settings.data, body)
        found.append(msgspec.structs.replace(crop, digest=digest, width=piece.width, height=piece.height))
    return found


def _corners(box: Box, shot: Shot) -> tuple[int, int, int, int]:
    """The part of a box that lies on the screenshot; a number near its edge may reach a pixel beyond."""
    width, height = min(box.width, shot.width - box.x), min(box.height, shot.image_height - box.y)
    return box.x, box.y, width, height
