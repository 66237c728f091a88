"""Runs the API's application on one address until it is told to end."""

from __future__ import annotations

import socket
from collections.abc import Sequence

import uvicorn
from starlette.types import ASGIApp

from publish.api.door import HEAD_BYTES
from publish.api.patience import Limits, patient_protocol
from publish.api.rate import Network

# Connections at once; a client beyond that is told to come again (503).
CONNECTIONS = 1024
KEEP_ALIVE_S = 15
# A stop waits so long for answers under way; less than the ten seconds that a container is given.
STOP_S = 5
# Silent connections above the limit are closed at once; between the two, who asks is told to come again.
LIMITS = Limits(connections=CONNECTIONS + 128)


def listen(host: str, port: int) -> socket.socket:
    """Open the port. port: 0 takes a free one. Raises OSError where it is taken or the address is not this machine's."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.create_server((host, port), family=family, backlog=CONNECTIONS)
    # Head and body go out one after the other; without this the body waits 40 ms for a word from the client's machine.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


def address_of(listening: socket.socket) -> str:
    """Write the address of an open port: `http://127.0.0.1:8321`."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def server_of(app: ASGIApp, trusted: Sequence[Network] = (), limits: Limits = LIMITS) -> uvicorn.Server:
    """Make the server: what clients ask is not logged, nor what stands behind a proxy's headers believed, nor a name told.

    trusted: proxies, which may hold as many connections as all clients together. limits: how slow a client may be.
    """
    return uvicorn.Server(
        uvicorn.Config(
            app,
            http=patient_protocol(limits, trusted),
            ws="none",
            lifespan="on",
            log_config=None,
            log_level="critical",
            access_log=False,
            proxy_headers=False,
            server_header=False,
            limit_concurrency=CONNECTIONS,
            timeout_keep_alive=KEEP_ALIVE_S,
            timeout_graceful_shutdown=STOP_S,
            # Of a head that comes in pieces; one that comes at once is measured at the door.
            h11_max_incomplete_event_size=HEAD_BYTES,
        )
    )
