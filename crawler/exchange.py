"""One question of Scrapy's and its answer, as the archive keeps them."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509 import Name
from cryptography.x509.oid import NameOID
from scrapy import Request
from scrapy.http import Response

from crawler.warc import Exchange, Headers
from directory.records import Certificate

# RFC 5280, appendix A.1, allows an organisation 64 characters and other parts of a name no more than that.
MAX_ISSUER_CHARS = 64


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
        vantage=request.meta.get("vantage", ""),
        certificate=certificate_of(request, response),
    )


def certificate_of(request: Request, response: Response) -> Certificate | None:
    """Give what the host that answered showed for itself; None where there was no TLS."""
    if response.certificate is None:
        return None
    shown = response.certificate.original.to_cryptography()
    return Certificate(
        host=urlsplit(request.url).hostname or "",
        issuer=issuer_of(shown.issuer),
        not_before=shown.not_valid_before_utc,
        digest=shown.fingerprint(SHA256()).hex(),
    )


def issuer_of(name: Name) -> str:
    """Name who issued a certificate: the organisation, else its common name, else the whole name."""
    for kind in (NameOID.ORGANIZATION_NAME, NameOID.COMMON_NAME):
        for part in name.get_attributes_for_oid(kind):
            return str(part.value)[:MAX_ISSUER_CHARS]
    return name.rfc4514_string()[:MAX_ISSUER_CHARS]


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
