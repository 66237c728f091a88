"""Tell both real histories to the program, a night after the other, each night accepted before the next."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from lab.document_scores import DocumentScore, score_documents
from lab.documents import Document, versions_of
from lab.histories import KINDS, documents, ids_of, organisations
from lab.history_scores import HistoryScore, score_history
from lab.nights import Folder, make_bench, write_night
from lab.past import Event, nights_of
from lab.world import World, answers_of
from scheduler.progress import Meter

# The first night of the documents; their own dates lie years apart, and each is compared with its own past alone.
FIRST_NIGHT = datetime(2026, 3, 2, 2, tzinfo=UTC)


def tell_directory(events: Iterable[Event], folder: Path, *, quiet: bool = False) -> HistoryScore:
    """The directory's history: an official page an organisation, a night for each date on which something changed."""
    listed = tuple(events)
    nights = list(nights_of(listed))
    ids = ids_of(nights[0].pages, "cn", "org")
    kinds = {event.org: KINDS.get(event.category, "other") for event in listed}
    worlds = [(night.at.astimezone(UTC), organisations(night, ids, kinds)) for night in nights]
    told = _tell(worlds, folder, "nights of the directory", accepted=len(worlds), quiet=quiet)
    return score_history(nights[1:], told[1:], ids)


def tell_documents(rows: Iterable[Document], folder: Path, *, quiet: bool = False) -> DocumentScore:
    """The documents' history: the old text, the new one, a capture cut short, the whole again."""
    listed = tuple(rows)
    ids = ids_of((row.id for row in listed), "us", "doc")
    versions = list(versions_of(listed))
    worlds = [(FIRST_NIGHT + timedelta(days=day), documents(one, listed, ids)) for day, one in enumerate(versions)]
    # What a capture cut short raises is answered by nobody: the next night shows the whole again.
    told = _tell(worlds, folder, "nights of the documents", accepted=2, quiet=quiet)
    return score_documents(listed, dict(zip([one.name for one in versions], told, strict=True)), ids)


def _tell(
    worlds: list[tuple[datetime, World]], folder: Path, words: str, *, accepted: int, quiet: bool
) -> list[dict[str, Any]]:
    """What the program prints of each night; of the first `accepted` whatever it asks is answered before the next."""
    bench = make_bench(folder, worlds[0][1])
    data = Folder(folder / "data", bench)
    data.data.mkdir()
    told = []
    with Meter(words, len(worlds), quiet=quiet) as meter:
        for at, world in worlds:
            told.append(data.run(write_night(answers_of(world), at, folder / "night.warc.gz"), at))
            if len(told) <= accepted:
                data.accept_all()
            meter.advance(note=at.date().isoformat())
    return told
