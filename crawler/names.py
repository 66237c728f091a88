"""Names into addresses for a live crawl: only what is answered here is connected to."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping, Sequence
from typing import Any, Literal, Self, cast

from scrapy.crawler import Crawler
from scrapy.resolver import CachingThreadedResolver, HostResolution
from twisted.internet.address import IPv4Address
from twisted.internet.error import DNSLookupError
from twisted.internet.interfaces import IAddress, IHostnameResolver, IHostResolution, IResolutionReceiver
from twisted.python.failure import Failure
from zope.interface import implementer  # type: ignore[import-untyped]

# Whose last 32 bits are an IPv4 address: NAT64 (RFC 6052; RFC 8215 for local use), translated (RFC 2765) and compatible
# addresses (RFC 4291, section 2.5.5.1; ::1 and :: lie among them).
CARRIERS = tuple(map(ipaddress.IPv6Network, ("64:ff9b::/96", "64:ff9b:1::/48", "::ffff:0:0:0/96", "::/96")))


def why_private(address: str) -> str:
    """Say why an IP address is none of the public Internet; "" when it is one. v4 inside v6 counts as v4.

    Source: reliability, section 3 (one function decides on addresses: global and not multicast).
    """
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return f"{address!r} is no IP address"
    if isinstance(found, ipaddress.IPv6Address):
        found = held_in(found)
    if found.is_multicast or not found.is_global or getattr(found, "is_site_local", False):
        return f"{address} is not a public address"
    return ""


def held_in(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    """Give the IPv4 address that an IPv6 one carries, in any form; itself where it carries none."""
    teredo = address.teredo[1] if address.teredo else None
    known = address.ipv4_mapped or address.sixtofour or teredo
    if known is None and any(address in block for block in CARRIERS):
        known = ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
    return known or address


@implementer(IHostnameResolver)
class GuardNames:
    """Resolves names for connections: only what it answers is connected to, address and port.

    resolve: host or host:port → the host:port to ask instead. allow_private: exact host:port pairs that may be
    asked although they are not public. refusals: host → why it was refused, for the outcome's detail.
    """

    def __init__(
        self, names: CachingThreadedResolver, resolve: Mapping[str, str], allow_private: Sequence[str]
    ) -> None:
        self.names = names
        self.resolve = resolve
        self.allow_private = frozenset(allow_private)
        self.refusals: dict[str, str] = {}

    def resolveHostName(  # noqa: N802 - Twisted's name
        self,
        resolutionReceiver: IResolutionReceiver,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type[IAddress]] | None = None,  # noqa: ARG002, N803
        transportSemantics: Literal["TCP", "UDP"] = "TCP",  # noqa: N803
    ) -> IHostResolution:
        """Hand the allowed address of a name to the receiver, or none."""
        began = HostResolution(hostName)
        receiver: Any = resolutionReceiver
        receiver.resolutionBegan(began)
        instead = self.resolve.get(f"{hostName}:{portNumber}") or self.resolve.get(hostName)
        host, _, port = instead.rpartition(":") if instead else (hostName, "", str(portNumber))

        def offer(address: str) -> None:
            refusal = "" if f"{address}:{port}" in self.allow_private else why_private(address)
            if refusal:
                self.refusals[hostName] = f"{refusal}, so {hostName}:{portNumber} was not asked"
            else:
                receiver.addressResolved(IPv4Address(transportSemantics, address, int(port)))

        def give_up(failure: Failure) -> None:
            if not isinstance(failure.value, (DNSLookupError, OSError, UnicodeError)):
                raise TypeError(f"{host}: looking the name up ended in {failure.value!r}, expected an error of names")

        found = self.names.getHostByName(host)
        found.addCallbacks(offer, give_up)
        found.addBoth(lambda _: receiver.resolutionComplete())
        return cast("IHostResolution", began)


class GuardResolver(CachingThreadedResolver):
    """Scrapy's resolver with GuardNames before it: IPv4, public addresses only, port included in the check."""

    resolve: Mapping[str, str]
    allow_private: Sequence[str]

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: Any) -> Self:
        """Build from the job's RESOLVE and ALLOW_PRIVATE settings."""
        made = super().from_crawler(crawler, reactor)
        made.resolve = crawler.settings.getdict("RESOLVE")
        made.allow_private = crawler.settings.getlist("ALLOW_PRIVATE")
        return made

    def install_on_reactor(self) -> None:
        """Become the only way in which this process turns names into addresses."""
        super().install_on_reactor()
        guard: Any = GuardNames(self, self.resolve, self.allow_private)
        self.reactor.installNameResolver(guard)
