"""How long the server waits for a client, and how many connections one client may hold: nobody keeps the others out by being slow."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from typing import ClassVar, NamedTuple

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from publish.api.rate import Network, client_of, read_address

LOOK_S = 1.0
# A browser or program sends a head at once; this is what a bad mobile connection needs for one of 16 KiB.
HEAD_S = 10.0
# The largest form of the desk carries a picture of a few MB.
BODY_S = 120.0
# Nothing of an answer was taken for so long: the client is gone or means to wait.
TAKING_S = 30.0
# One address, or one /64 of IPv6: a busy office behind one address stays below, and four such clients fill the server.
CONNECTIONS_EACH = 256
_LATE = b"HTTP/1.1 408 Request Timeout\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
_FULL = b"HTTP/1.1 503 Service Unavailable\r\nretry-after: 10\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"


class Limits(NamedTuple):
    """Seconds that a client may take for each part, without getting on; connections: at once, of all; each: of one client."""

    connections: int
    each: int = CONNECTIONS_EACH
    head_s: float = HEAD_S
    body_s: float = BODY_S
    taking_s: float = TAKING_S
    look_s: float = LOOK_S


class _Stand(NamedTuple):
    """Where a connection stands: what it waits for ("" when for us), and how far it has got with it."""

    awaited: str
    got: int


class Patient(H11Protocol):
    """One connection, looked at now and then: it is ended where the client does not get on."""

    limits: ClassVar[Limits]
    trusted: ClassVar[Sequence[Network]]
    held: ClassVar[Counter[str]]
    _next: asyncio.TimerHandle | None = None
    _requests = 0
    _counted = ""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take a connection, or end it with 503 where there are too many."""
        super().connection_made(transport)
        self._counted = _client(self.client, self.trusted)
        self.held[self._counted] += 1
        self._stand, self._since_s = _Stand("head", 0), self.loop.time()
        if len(self.connections) > self.limits.connections or (
            self._counted and self.held[self._counted] > self.limits.each
        ):
            transport.write(_FULL)
            transport.close()
        self._next = self.loop.call_later(self.limits.look_s, self._look)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        if self._next is not None:
            self._next.cancel()
            self._next = None
        self.held[self._counted] -= 1
        if not self.held[self._counted]:
            del self.held[self._counted]
        super().connection_lost(exc)

    def on_response_complete(self) -> None:
        """Count what was answered: a client that asks again gets on."""
        self._requests += 1
        super().on_response_complete()

    def _look(self) -> None:
        stand, now_s = self._standing(), self.loop.time()
        if stand != self._stand:
            self._stand, self._since_s = stand, now_s
        elif stand.awaited and now_s - self._since_s >= self._allowed_s(stand.awaited):
            self._end(stand.awaited)
        self._next = self.loop.call_later(self.limits.look_s, self._look)

    def _allowed_s(self, awaited: str) -> float:
        return {"head": self.limits.head_s, "body": self.limits.body_s, "taking": self.limits.taking_s}[awaited]

    def _standing(self) -> _Stand:
        if waiting := self.transport.get_write_buffer_size():
            return _Stand("taking", waiting)
        if self.cycle is None or self.cycle.response_complete:
            # Between two requests the server has a clock of its own, until the first byte of the next one.
            is_idle = self.timeout_keep_alive_task is not None
            return _Stand("" if is_idle else "head", self._requests)
        return _Stand("body" if self.cycle.more_body else "", self._requests)

    def _end(self, awaited: str) -> None:
        if awaited != "head" or self.transport.is_closing():
            self.transport.abort()
            return
        if self.conn.our_state is h11.IDLE:
            self.transport.write(_LATE)
        self.transport.close()


def patient_protocol(limits: Limits, trusted: Sequence[Network]) -> type[Patient]:
    """Make the protocol of one server. trusted: proxies, which hold the connections of many clients and are not counted."""
    held: Counter[str] = Counter()
    return type("PatientOfOne", (Patient,), {"limits": limits, "trusted": trusted, "held": held})


def _client(peer: tuple[str, int] | None, trusted: Sequence[Network]) -> str:
    """Name who connected as the rate does, "" for a proxy that is trusted and for who has no address."""
    address = None if peer is None else read_address(peer[0])
    if peer is None or (address is not None and any(address in network for network in trusted)):
        return ""
    return client_of(peer[0], "", ())
