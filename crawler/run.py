"""`python -m crawler.run JOB.json`: one crawl in a process of its own, without a database.

Progress is JSON lines on standard output. Exit codes: 0 every page has a line · 1 the crawl broke, pages without a
line are left for the next attempt · 2 the job or the crawler's settings are not usable · 143 told to stop.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

from scrapy.crawler import AsyncCrawlerProcess

from crawler.book import Book
from crawler.job import CANARY, CrawlJob, JobError, read_job
from crawler.render import MAX_MEMORY_BYTES as MAX_BROWSER_BYTES
from crawler.render import browser_program, browser_settings, needs_browser, why_not
from crawler.settings import SettingsError, crawl_settings, user_agent
from crawler.spiders.page import PageSpider

# reliability, section 8: RLIMIT_AS of the crawl process.
MAX_MEMORY_BYTES = 1536 * 1024 * 1024
BROKEN = 1
UNUSABLE = 2
STOPPED = 128 + signal.SIGTERM


def main(arguments: list[str]) -> int:
    """Run the job named on the command line and give the exit code."""
    if len(arguments) != 1:
        print("usage: python -m crawler.run JOB.json", file=sys.stderr)  # noqa: T201 - a program's own words
        return UNUSABLE
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, most))
    signal.signal(signal.SIGTERM, stop)
    try:
        job = read_job(Path(arguments[0]))
        limit_memory(job)
        trouble = crawl(job)
    except (JobError, FileExistsError) as error:
        return complain(error, UNUSABLE)
    except OSError as error:
        return complain(error, BROKEN)
    if trouble is None:
        return 0
    return complain(trouble, UNUSABLE if isinstance(trouble, SettingsError) else BROKEN)


def limit_memory(job: CrawlJob) -> None:
    """Limit what this process and those that it starts may take, for good.

    A browser reserves terabytes of addresses and fills few: with one, writable memory is what is limited.
    """
    if needs_browser(job):
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_DATA, (MAX_BROWSER_BYTES, MAX_BROWSER_BYTES))
    else:
        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))


def crawl(job: CrawlJob) -> BaseException | None:
    """Fetch every page of a job. Give what broke us, None when nothing did."""
    if job.ca_file:
        # OpenSSL's own variable: the file takes the place of the system's certificates.
        os.environ["SSL_CERT_FILE"] = job.ca_file
    data, folder, software = Path(job.data), Path(job.folder), user_agent(job.contact, job.vantage)
    now = datetime.now(UTC)  # noqa: TID251 - the crawl begins now
    with ExitStack() as books:
        book = books.enter_context(
            Book(data=data, folder=folder, attempt=job.attempt, at=now, software=software, stem=job.stem)
        )
        canary = None
        if job.canary is not None:
            canary = books.enter_context(
                Book(data=data, folder=folder, attempt=job.attempt, at=now, software=software, stem=CANARY)
            )
        settings = crawl_settings(job)
        if needs_browser(job) and not why_not(sandbox=job.browser_sandbox):
            program = books.enter_context(browser_program(sandbox=job.browser_sandbox))
            settings |= browser_settings(job, program)
        process = AsyncCrawlerProcess(settings)
        crawler = process.create_crawler(PageSpider)
        task = process.crawl(crawler, job=job, book=book, canary_book=canary, tell=tell)
        tell(
            {"event": "crawl_started", "of": sum(len(provider.pages) for provider in job.providers), "agent": software}
        )
        process.start(install_signal_handlers=False)
        if task.done() and task.exception() is not None:
            return task.exception()
        spider = crawler.spider
        if not isinstance(spider, PageSpider):
            return RuntimeError(f"the crawl ran {spider!r}, expected the page spider")
        tell({"event": "crawl_finished", "left": len(spider.pending)})
        return spider.trouble


def tell(event: dict[str, object]) -> None:
    """Print one progress event. A crawl that nobody listens to any more ends, as if killed."""
    try:
        print(json.dumps(event, ensure_ascii=False), flush=True)  # noqa: T201 - standard output is the progress
    except BrokenPipeError:
        os._exit(BROKEN)


def complain(error: BaseException, code: int) -> int:
    """Say on both channels what broke."""
    tell({"event": "crawl_broken", "error": f"{type(error).__name__}: {error}"})
    print(f"crawler: {type(error).__name__}: {error}", file=sys.stderr)  # noqa: T201 - a program's own words
    return code


def stop(_signal: int, _frame: FrameType | None) -> None:
    """End at once when told to: what is written is whole, the rest is for the next attempt (reliability, section 6)."""
    os.write(1, b'{"event": "crawl_stopped"}\n')
    os._exit(STOPPED)


if __name__ == "__main__":
    exit_code = main(sys.argv[1:])
    sys.stderr.flush()
    # Threads that still look a name up must not hold the process: all files are closed.
    os._exit(exit_code)
