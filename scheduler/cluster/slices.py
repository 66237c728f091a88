"""A sweep by every worker there is: a slice of an archive a task, its answer a file in the folder that all machines share."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from uuid import uuid4

import msgspec

from directory.records import Provider, Record
from scheduler.cluster.queue import SLICES, queue_told, upgrade_queue
from scheduler.cluster.spreading import Counted, spread
from scheduler.config import Settings
from scheduler.progress import Meter
from scheduler.sweeping import Slice

PROVIDERS, SAID = "providers.msgpack", ".said"


class Task(Record, frozen=True):
    """What a worker is told of a slice: its file, under the same path on every machine."""

    file: str


def sweep_on_workers(
    files: Sequence[Path], providers: Mapping[str, Provider], settings: Settings, meter: Meter
) -> Iterator[Slice]:
    """Give what each slice says, in the order of the files, once all of them were read by workers, this process among them.

    A slice that three workers fell over has a fault. Raises StoreTrouble.
    """
    upgrade_queue(settings)
    run = uuid4().hex
    folder = settings.data / "sweeps" / run
    folder.mkdir(parents=True)
    try:
        (folder / PROVIDERS).write_bytes(msgspec.msgpack.encode(dict(providers)))
        parts = [f"{number:06}" for number in range(len(files))]
        for part, file in zip(parts, files, strict=True):
            (folder / f"{part}.json").write_bytes(msgspec.json.encode(Task(file=str(file.absolute()))))
        with queue_told(settings):
            asyncio.run(spread(run, parts, settings, SLICES, Counted(meter, lambda: len([*folder.glob(f"*{SAID}")]))))
        for part, file in zip(parts, files, strict=True):
            said = folder / f"{part}{SAID}"
            if said.is_file():
                yield msgspec.msgpack.decode(said.read_bytes(), type=Slice)
            else:
                yield Slice(
                    file=str(file), fault="no worker came to its end; `worker list` says how often it was tried"
                )
    finally:
        shutil.rmtree(folder, ignore_errors=True)
