"""A bare Scrapy spider over the loopback sites: the same pages, the same conditional questions, as few parts as Scrapy has.

    python benchmarks/bare_spider.py JOB.json   {"pages": [[url, etag]…], "port", "concurrency", "warc": path or ""}

With "warc" it writes the same records as a crawl of ours does; without it only downloads. Prints the pages it got.
"""

import json
import sys
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import scrapy
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response

from crawler.warc import Exchange, Reference, WarcWriter, snapshot_of


class Bare(scrapy.Spider):
    """Asks for every page and writes down what came."""

    name = "bare"
    handle_httpstatus_list = (304,)

    def __init__(self, job: dict[str, Any], writer: WarcWriter | None, got: list[str]) -> None:
        super().__init__()
        self.job, self.writer, self.got = job, writer, got

    async def start(self) -> AsyncIterator[scrapy.Request]:
        """One request a page, in its host's own slot."""
        for url, etag in self.job["pages"]:
            parts = urlsplit(url)
            yield scrapy.Request(
                f"http://127.0.0.1:{self.job['port']}{parts.path}",
                headers={"Host": parts.netloc, **({"If-None-Match": etag} if etag else {})},
                meta={"download_slot": parts.netloc, "page": url},
                dont_filter=True,
            )

    def parse(self, response: Response, **_more: Any) -> Iterator[None]:
        """Write the answer, where it is wanted."""
        url = response.meta["page"]
        self.got.append(url)
        if self.writer is not None:
            headers = tuple((name.decode(), value.decode()) for name, value in response.headers.to_tuple_list())
            asked = tuple((name.decode(), value.decode()) for name, value in response.request.headers.to_tuple_list())
            now = datetime.now(UTC)  # noqa: TID251 - when the answer came
            exchange = Exchange(
                url=url, at=now, status=response.status, headers=headers, body=response.body, request=asked
            )
            if response.status == 304:
                self.writer.write_revisit(exchange, Reference(url=url, at=now, snapshot=snapshot_of(b"")))
            else:
                self.writer.write_response(exchange)
        return iter(())


def main(job: dict[str, Any]) -> None:
    """Crawl, and print how many pages came."""
    writer = WarcWriter(Path(job["warc"])) if job["warc"] else None
    got: list[str] = []
    settings = {
        "CONCURRENT_REQUESTS": job["concurrency"],
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_DELAY": 0,
        "LOG_LEVEL": "ERROR",
        "TELNETCONSOLE_ENABLED": False,
        "ROBOTSTXT_OBEY": False,
    }
    process = AsyncCrawlerProcess(settings)
    process.crawl(Bare, job=job, writer=writer, got=got)
    process.start()
    if writer is not None:
        writer.close()
    print(len(set(got)))


if __name__ == "__main__":
    main(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
