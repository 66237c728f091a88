"""One shard in a process of its own: settings as one line of JSON on stdin → `python -m scheduler.cluster.child FILE`.

It fetches, reads and renders the shard's pages into the shared archive and the store, and ends when its standard input
does: a worker that dies takes it along. So does one that only falls silent, before its shard is another's.
"""

from __future__ import annotations

import os
import select
import sys
import threading
from contextlib import suppress
from pathlib import Path

import msgspec
import structlog

from crawler.job import JobError
from crawler.places import ArchiveError
from directory.store import Store
from directory.store_trouble import StoreTrouble
from scheduler.config import Settings, read_settings
from scheduler.crawling import CrawlBroken
from scheduler.disk_trouble import disk_trouble
from scheduler.gathering import gather
from scheduler.logs import secrets_of, start_logs
from scheduler.nursery import ReadingPoolError
from scheduler.order import Order

DONE, TROUBLE, ORPHANED = 0, 6, 1
# Of the time after which a worker counts as dead. It tells the store that it lives every third of that time, so its shard
# is another's two thirds after it last reached the store at the earliest. What is in flight ends by itself.
SILENT_FOR = 0.6
# A sign of life is a byte, whichever; what came together is read together.
SIGNS_BYTES = 1024


def do_part(order: Order, settings: Settings) -> None:
    """Fetch and read the pages of one shard. A run that is no longer open wants nothing of it."""
    with Store.open(settings.database) as store:
        if store.run_state(order.run_id) == "open":
            gather(order, settings, store, quiet=True)


def main(arguments: list[str]) -> int:
    """Do the shard in the file named."""
    settings = read_settings(sys.stdin.buffer.readline())
    threading.Thread(target=_end_with_parent, args=(settings.cluster.gone_s * SILENT_FOR,), daemon=True).start()
    start_logs(settings.log, quiet=True, secrets=secrets_of(settings))
    file = Path(arguments[0])
    try:
        order = msgspec.json.decode(file.read_bytes(), type=Order)
        with structlog.contextvars.bound_contextvars(run=order.run_id, shard=file.stem):
            do_part(order, settings)
    except (StoreTrouble, ArchiveError, CrawlBroken, ReadingPoolError, JobError, msgspec.MsgspecError) as trouble:
        sys.stderr.write(f"{trouble}\n")
        return TROUBLE
    except OSError as error:
        told = disk_trouble(error)
        if not told:
            raise
        sys.stderr.write(f"{told}\n")
        return TROUBLE
    return DONE


def _end_with_parent(silent_s: float) -> None:
    stdin = sys.stdin.fileno()
    while select.select([stdin], [], [], silent_s)[0] and os.read(stdin, SIGNS_BYTES):
        pass
    with suppress(OSError):
        os.write(sys.stderr.fileno(), b"its worker is gone, or could not reach the store for too long\n")
    # The crawler's process ends at the next line that nobody hears.
    os._exit(ORPHANED)


if __name__ == "__main__":
    exit_code = main(sys.argv[1:])
    sys.stderr.flush()
    # The thread that waits for our parent must not hold us.
    os._exit(exit_code)
