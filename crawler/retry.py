"""Asks again when it may help, and waits as long as the server says."""

from __future__ import annotations

import asyncio
from email.utils import parsedate_to_datetime
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.http import Response
from scrapy.settings import BaseSettings
from scrapy.utils.response import response_status_message


class PoliteRetry(RetryMiddleware):
    """Scrapy's retry that honours Retry-After: waits up to RETRY_WAIT_MOST_S, and gives up for this run above it."""

    def __init__(self, settings: BaseSettings) -> None:
        super().__init__(settings)
        self.wait_most_s = settings.getfloat("RETRY_WAIT_MOST_S")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build as Scrapy does."""
        made = cls(crawler.settings)
        made.crawler = crawler
        return made

    async def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        """Turn an answer of passing trouble into another request, after the pause it asks for."""
        if response.status not in self.retry_http_codes:
            return response
        wait_s = retry_after_s(response)
        if wait_s > self.wait_most_s:
            return response
        again = self._retry(request, response_status_message(response.status))
        if again is None:
            return response
        await asyncio.sleep(wait_s)
        return again


def retry_after_s(response: Response) -> float:
    """Give the pause in seconds that an answer asks for; 0 when it asks for none or cannot be understood.

    Source: RFC 9110, section 10.2.3. A date is counted from the answer's own Date, so that clocks need not agree.
    """
    value = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        until = parsedate_to_datetime(value)
        since = parsedate_to_datetime((response.headers.get("Date") or b"").decode("latin-1"))
        return max(0.0, (until - since).total_seconds())
    except (TypeError, ValueError):
        return 0.0
