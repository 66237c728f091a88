"""Which host an address names, read as strictly as a browser would have to be fooled."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from urllib.parse import urlsplit

DEFAULT_PORTS = {"https": 443, "http": 80}
LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
# Lower-case A-labels of RFC 5890 within the lengths of RFC 1035; the last label begins with a letter, so no IP address.
HOST = re.compile(rf"(?=.{{1,253}}\Z)(?:{LABEL}\.)*(?=[a-z]){LABEL}\Z")
# Browsers drop tabs and line ends from an address and read a backslash as a slash; the standard library does not.
DECEIVING = re.compile(r"[\x00-\x20\x7f\\]")


def is_host(text: str) -> bool:
    """Say whether `text` is a host name in lower-case A-labels; IP addresses are not."""
    return HOST.match(text) is not None


def host_of(url: str, schemes: Collection[str] = ("https",)) -> str | None:
    """Name the host that `url` asks, in lower case.

    None when it is no plain address of one: another scheme, a user name, a port that is not the scheme's own,
    a space, a backslash, an IP address, or letters outside ASCII (an address is to be given in A-labels).
    """
    if DECEIVING.search(url):
        return None
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in schemes or parts.username is not None:
        return None
    host = parts.hostname
    if host is None or not is_host(host) or port not in {None, DEFAULT_PORTS[parts.scheme]}:
        return None
    return host


def lies_under(host: str, hosts: Sequence[str]) -> bool:
    """Say whether `host` is one of `hosts` or below one of them."""
    return any(host == own or host.endswith("." + own) for own in hosts)
