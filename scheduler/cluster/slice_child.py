"""One slice in a process of its own: settings as one line of JSON on stdin → `python -m scheduler.cluster.slice_child FILE`."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

import msgspec

from directory.records import Provider
from scheduler.cluster.slices import PROVIDERS, SAID, Task
from scheduler.sweeping import sweep_slice
from verifier.named import Names

DONE, TROUBLE, ORPHANED = 0, 6, 1


def do_slice(file: Path) -> None:
    """Read the slice that `file` describes, and write what it says beside it, whole or not at all."""
    task = msgspec.json.decode(file.read_bytes(), type=Task)
    providers = msgspec.msgpack.decode((file.parent / PROVIDERS).read_bytes(), type=dict[str, Provider])
    said = sweep_slice(Path(task.file), providers, Names(providers.values()))
    fresh = file.with_suffix(f".{os.getpid()}")
    fresh.write_bytes(msgspec.msgpack.encode(said))
    fresh.rename(file.with_suffix(SAID))


def main(arguments: list[str]) -> int:
    """Do the slice in the file named."""
    sys.stdin.buffer.readline()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        do_slice(Path(arguments[0]))
    except (OSError, msgspec.MsgspecError) as trouble:
        sys.stderr.write(f"{trouble}\n")
        return TROUBLE
    return DONE


def _end_with_parent() -> None:
    sys.stdin.buffer.read()
    os._exit(ORPHANED)


if __name__ == "__main__":
    exit_code = main(sys.argv[1:])
    sys.stderr.flush()
    os._exit(exit_code)
