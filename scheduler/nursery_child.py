"""The life of a nursery: load the readers, make a copy of itself for each worker that is asked for, tell how copies ended."""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
from collections.abc import Sequence
from multiprocessing import reduction
from multiprocessing.connection import Connection

from scheduler.nursery import Limits
from scheduler.reading_child import Reader, find_reader, serve


def main(arguments: Sequence[str]) -> None:
    """Serve the owner until its pipe closes. arguments: the pipe's descriptor, the reader.

    The owner asks with a worker's limits, and the worker's end of its pipe behind them, or with a worker's number.
    """
    descriptor, reader = arguments
    # An interrupt at the terminal reaches the whole group; the owner alone decides when workers end.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.dont_write_bytecode = True
    read = find_reader(reader)
    # What is loaded stays; a copy that does not look through it shares its memory.
    gc.freeze()
    with Connection(int(descriptor)) as owner:
        while True:
            try:
                asked = json.loads(owner.recv_bytes())
                answer = _code_of(asked) if isinstance(asked, int) else _bear(read, Limits(*asked), owner)
                owner.send_bytes(json.dumps(answer).encode())
            except (EOFError, OSError):
                return


def _bear(read: Reader, limits: Limits, owner: Connection) -> int:
    """Make a worker; gives its number. No thread runs here, so a copy is whole."""
    pipe = reduction.recv_handle(owner)
    worker = os.fork()
    if worker:
        os.close(pipe)
        return worker
    code = 1
    try:
        owner.close()
        serve(read, Connection(pipe), limits)
        code = 0
    finally:
        # Nothing of the nursery's own way out is a worker's.
        os._exit(code)


def _code_of(worker: int) -> int | None:
    ended, status = os.waitpid(worker, os.WNOHANG)
    return os.waitstatus_to_exitcode(status) if ended else None
