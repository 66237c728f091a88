"""Which addresses one page may be fetched from: its provider's official hosts, checked at every hop."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit, urlunsplit

from directory.addresses import DECEIVING, DEFAULT_PORTS, host_of, lies_under
from directory.records import Page, Provider, Record

# reliability, section 8: REDIRECT_MAX_TIMES.
MAX_REDIRECTS = 5
# RFC 9110, section 15.4: the statuses whose Location is followed by a GET.
REDIRECTS = frozenset({301, 302, 303, 307, 308})
MAX_SHOWN_CHARS = 200


class Pin(Record, frozen=True):
    """Where one page may be fetched from.

    page: its own address, always allowed. hosts: official hosts, to which a redirect may lead; empty for a page on
    somebody else's platform. allows_http: the provider's file itself names the page with plain http.
    anywhere: for what a page in a browser asks for besides itself: any named host, over http or https.
    """

    page: str
    hosts: tuple[str, ...]
    allows_http: bool
    anywhere: bool = False


def pin_of(page: Page, provider: Provider) -> Pin:
    """Pin one page. A `platform` page may be fetched from its exact address alone."""
    hosts = () if page.platform else provider.official_hosts
    return Pin(page=canonical(page.url), hosts=hosts, allows_http=urlsplit(page.url).scheme == "http")


def why_off(url: str, pin: Pin) -> str:
    """Say why `url` may not be asked for this page; "" when it may."""
    if canonical(url) == pin.page:
        return ""
    shown = url[:MAX_SHOWN_CHARS]
    if pin.anywhere:
        return "" if host_of(url, tuple(DEFAULT_PORTS)) else f"{shown} is no plain web address of a named host"
    if not pin.hosts:
        return f"{shown} is another address than the one pinned on a platform"
    schemes = ("https", "http") if pin.allows_http else ("https",)
    host = host_of(url, schemes)
    if host is None:
        return f"{shown} is no plain {' or '.join(schemes)} address of a named host"
    if not lies_under(host, pin.hosts):
        return f"{shown} lies outside the official hosts ({', '.join(pin.hosts)})"
    return ""


def next_hop(url: str, location: str) -> str:
    """Give the address that a redirect from `url` names, its fragment dropped; "" when it names none.

    An address that libraries and browsers read differently is kept as it came, so that the pin refuses it.
    """
    location = location.strip(" \t")
    if not location or DECEIVING.search(location):
        return location
    try:
        return urljoin(url, location).partition("#")[0]
    except ValueError:
        return location


def canonical(url: str) -> str:
    """Write an address in the form by which two are compared: scheme and host lower case, no default port or fragment.

    An address that cannot be taken apart is given back as it is, and so equals only itself.
    """
    if DECEIVING.search(url):
        return url
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return url
    if parts.scheme not in DEFAULT_PORTS or parts.hostname is None or "@" in parts.netloc:
        return url
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    netloc = host if port in {None, DEFAULT_PORTS[parts.scheme]} else f"{host}:{port}"
    return urlunsplit((parts.scheme, netloc, parts.path or "/", parts.query, ""))
