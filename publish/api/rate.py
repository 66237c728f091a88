"""How often one client may ask, and who the client is where a proxy stands before us."""

from __future__ import annotations

import ipaddress
import math
import re
from collections import OrderedDict
from collections.abc import Sequence
from functools import lru_cache

# Some proxies write the client's port behind its address: 203.0.113.5:4711, [2001:db8::1]:4711.
PORT = re.compile(r"^(\[[^\]]*\]|[0-9.]+):\d+$")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

# So many clients are remembered, the latest; some 20 MB. Who floods from more addresses needs another defence.
CLIENTS = 65_536
# One household or server is given a /64 of IPv6 (RFC 6177), so its addresses count together.
IPV6_PREFIX = 64
# A chain of proxies longer than this is an invention.
HOPS = 16


class Rate:
    """A bucket of tokens a client. per_s: tokens that come back each second; burst: the most a bucket holds."""

    def __init__(self, per_s: float, burst: int) -> None:
        self._per_s = per_s
        self._burst = float(burst)
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait_s(self, client: str, now_s: float) -> int:
        """Take a token: 0 where one was there, else the whole seconds until the next one. now_s: of a steady clock."""
        tokens, since_s = self._buckets.get(client, (self._burst, now_s))
        tokens = min(self._burst, tokens + (now_s - since_s) * self._per_s)
        is_free = tokens >= 1.0
        self._buckets[client] = (tokens - 1.0 if is_free else tokens, now_s)
        self._buckets.move_to_end(client)
        if len(self._buckets) > CLIENTS:
            self._buckets.popitem(last=False)
        return 0 if is_free else max(1, math.ceil((1.0 - tokens) / self._per_s))


def read_networks(trusted: Sequence[str]) -> tuple[Network, ...]:
    """Read addresses and networks of trusted proxies: `127.0.0.1`, `10.0.0.0/8`. Raises ValueError."""
    return tuple(ipaddress.ip_network(one) for one in trusted)


def client_of(peer: str, forwarded: str, trusted: Sequence[Network]) -> str:
    """Name the client for whom to count: an IPv4 address, or an IPv6 network.

    peer: who connected. forwarded: X-Forwarded-For as it came, its entries from all its lines joined by commas; it is
    believed from right to left for as long as trusted proxies say it. An entry that is no address ends the belief.
    """
    address = read_address(peer)
    if not trusted or not forwarded or address is None:
        return _counted(peer)
    hops = forwarded.rsplit(",", HOPS)[-HOPS:]
    while hops and any(address in network for network in trusted):
        said = read_address(PORT.sub(r"\1", hops.pop().strip()).strip("[]"))
        if said is None:
            break
        address = said
    return _counted(str(address))


@lru_cache(maxsize=CLIENTS)
def _counted(text: str) -> str:
    address = read_address(text)
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, IPV6_PREFIX), strict=False))
    return text if address is None else str(address)


@lru_cache(maxsize=CLIENTS)
def read_address(text: str) -> Address | None:
    """Read an IP address; None when it is none. An IPv4 address inside an IPv6 one is the same client."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    return address.ipv4_mapped or address if isinstance(address, ipaddress.IPv6Address) else address
