"""One question of Scrapy's and its answer, as the archive keeps them."""

from __future__ import annotations

from http import HTTPStatus

from scrapy import Request
from scrapy.http import Response

from crawler.warc import Exchange, Headers


def exchange_of(request: Request, response: Response) -> Exchange:
    """Put a request and its answer into the archive's shape: headers as they came, the body content-decoded."""
    return Exchange(
        url=request.url,
        at=request.meta["came_at"].replace(microsecond=0),
        status=response.status,
        reason=phrase_of(response.status),
        headers=request.meta["wire_headers"],
        body=response.body,
        request=sent_headers(request),
    )


def sent_headers(request: Request) -> Headers:
    """List the headers that a request was sent with."""
    return tuple(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in request.headers.items()
        for value in values
    )


def phrase_of(status: int) -> str:
    """Give the standard phrase of a status, since Scrapy does not keep the server's; "" for an unknown one."""
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""
