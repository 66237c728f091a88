"""Headers that are a flood end the connection while they come, before they fill the memory."""

from __future__ import annotations

from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
    _LenientHTTPClientParser,
)
from scrapy.crawler import Crawler
from twisted.internet.defer import Deferred
from twisted.internet.interfaces import IAddress
from twisted.web._newclient import HTTP11ClientProtocol
from twisted.web._newclient import Request as SentRequest
from twisted.web.iweb import IResponse

from crawler.guard import MAX_HEADER_BYTES, MAX_HEADERS, HeadersTooLarge

# An answer that goes on is announced by 100 Continue, each a head of its own: so many of them are none.
MAX_ANNOUNCED = 20


class BoundedParser(_LenientHTTPClientParser):
    """Scrapy's parser, which stops at the header line or byte that no page needs.

    Counts over all heads of one answer. The class of a parser is exchanged after it was made, so counts begin in the class.
    """

    header_lines = 0
    header_bytes = 0

    def lineReceived(self, line: bytes) -> None:  # noqa: N802 - Twisted's name
        """Count one line of a head. Raises HeadersTooLarge, which ends the connection."""
        self.header_lines += 1
        self.header_bytes += len(line) + 1
        if self.header_lines > MAX_HEADERS + MAX_ANNOUNCED or self.header_bytes > MAX_HEADER_BYTES:
            raise HeadersTooLarge(
                f"more than {MAX_HEADERS} headers or {MAX_HEADER_BYTES} bytes of them, so the rest was not read"
            )
        super().lineReceived(line)


class BoundedProtocol(_LenientHTTP11ClientProtocol):
    """Scrapy's connection, its answers read by BoundedParser."""

    def request(self, request: SentRequest) -> Deferred[IResponse]:
        """Send a request; Scrapy exchanges the parser's class in the same way."""
        answered = super().request(request)
        if self._parser is None:
            raise RuntimeError("a request was sent and nothing reads its answer, expected a parser")
        self._parser.__class__ = BoundedParser
        return answered


class BoundedFactory(_LenientHTTP11ClientFactory):
    """Makes BoundedProtocols."""

    def buildProtocol(self, addr: IAddress | None) -> HTTP11ClientProtocol:  # noqa: ARG002, N802 - Twisted's names
        """Make the protocol of one connection."""
        return BoundedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]


def bound_headers(handler: HTTP11DownloadHandler) -> None:
    """Let all connections of a handler be read by BoundedParser."""
    handler._pool._factory = BoundedFactory  # noqa: SLF001 - Scrapy sets its own in the same way; no public one


class BoundedHandler(HTTP11DownloadHandler):
    """Scrapy's handler of http and https, its headers bounded."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        bound_headers(self)
