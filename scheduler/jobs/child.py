"""One job in a process of its own: its memory ends with it, and it can be ended.

settings as JSON on stdin → `python -m scheduler.jobs.child NAME` → what came of it as JSON on stdout
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime

import msgspec
import structlog

from crawler.places import ArchiveError
from directory.providers import ProviderError
from directory.store import Store
from directory.store_trouble import RunUnderWay, StoreTrouble
from scheduler.config import Settings, read_settings
from scheduler.crawling import CrawlBroken
from scheduler.disk_trouble import disk_trouble
from scheduler.jobs.plan import jobs_of
from scheduler.jobs.works import Result, Work
from scheduler.logs import secrets_of, start_logs
from scheduler.nursery import ReadingPoolError
from scheduler.opened import providers_of

# What the parent makes of an end: design § 6 for the first two, a code of our own for "not now".
DONE, TROUBLE, BUSY = 0, 6, 75


def carry_out(settings: Settings, name: str, now: datetime) -> Result:
    """Carry out a job here and now. Raises what the job raises."""
    with Store.open(settings.database) as store:
        return jobs_of(settings)[name].does(Work(settings, store, providers_of(settings), now))


def main(arguments: list[str]) -> int:
    """Run the job named; print what came of it."""
    settings = read_settings(sys.stdin.buffer.read())
    start_logs(settings.log, quiet=True, secrets=secrets_of(settings))
    structlog.contextvars.bind_contextvars(job=arguments[0])
    try:
        result = carry_out(settings, arguments[0], datetime.now(UTC))  # noqa: TID251 - the shell's clock
    except RunUnderWay as busy:
        sys.stderr.write(f"{busy}\n")
        return BUSY
    except (StoreTrouble, ArchiveError, CrawlBroken, ReadingPoolError, ProviderError) as trouble:
        sys.stderr.write(f"{trouble}\n")
        return TROUBLE
    except OSError as error:
        told = disk_trouble(error)
        if not told:
            raise
        sys.stderr.write(f"{told}\n")
        return TROUBLE
    sys.stdout.buffer.write(msgspec.json.encode(result))
    return DONE


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
