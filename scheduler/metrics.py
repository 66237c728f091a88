"""Figures for Prometheus on an address of their own, which is this machine's alone unless a setting says otherwise.

Counts of requests live in the process; everything else is read at each scrape, so that it is true whichever process made it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version

from prometheus_client import CollectorRegistry, Counter, Histogram, Info
from prometheus_client.exposition import choose_encoder
from prometheus_client.gc_collector import GCCollector
from prometheus_client.process_collector import ProcessCollector
from prometheus_client.registry import Collector
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# From what an answer out of memory takes to what makes a person wait.
SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
NOT_KEPT = {"cache-control": "no-store"}

Ready = Callable[[], Mapping[str, bool]]


class Requests:
    """Counts what servers of this process answer; no address, no client, no number that was asked for."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._answers = Counter(
            "hotlinewatch_http_answers",
            "Answers by server and kind of status.",
            ["server", "status"],
            registry=registry,
        )
        self._seconds = Histogram(
            "hotlinewatch_http_seconds",
            "Seconds from a request to the head of its answer.",
            ["server"],
            buckets=SECONDS,
            registry=registry,
        )

    def count(self, server: str, status: int, seconds: float) -> None:
        """Count one answer."""
        self._answers.labels(server, f"{status // 100}xx").inc()
        self._seconds.labels(server).observe(seconds)


class Counted:
    """An application whose answers are counted."""

    def __init__(self, app: ASGIApp, server: str, requests: Requests) -> None:
        self._app = app
        self._server = server
        self._requests = requests

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._requests.count(self._server, message["status"], time.perf_counter() - began)
            await send(message)

        await self._app(scope, receive, sent)


def new_registry(collectors: Sequence[Collector] = ()) -> CollectorRegistry:
    """Make a registry with what every process tells of itself, and what these collectors read."""
    registry = CollectorRegistry(auto_describe=False)
    ProcessCollector(registry=registry)
    GCCollector(registry=registry)
    Info("hotlinewatch_build", "The program.", registry=registry).info({"version": version("hotlinewatch")})
    for one in collectors:
        registry.register(one)
    return registry


def make_metrics_app(registry: CollectorRegistry, ready: Ready) -> ASGIApp:
    """Make the application: /metrics in the format that is asked for, /health, /ready.

    ready: what must hold, and whether it does; asked at each call of /ready.
    """

    def metrics(request: Request) -> Response:
        encode, media = choose_encoder(request.headers.get("accept", ""))
        return Response(encode(registry), headers={"content-type": media, **NOT_KEPT})

    def health(_request: Request) -> Response:
        return JSONResponse({"status": "ok"}, headers=NOT_KEPT)

    def readiness(_request: Request) -> Response:
        checks = dict(ready())
        is_ready = all(checks.values())
        told = {"status": "ready" if is_ready else "not_ready", "checks": checks}
        return JSONResponse(told, 200 if is_ready else 503, headers=NOT_KEPT)

    # Each reads the store: in threads, where Starlette runs what is not a coroutine.
    found = (("/metrics", metrics), ("/health", health), ("/ready", readiness))
    return Starlette(routes=[Route(path, endpoint, methods=["GET"]) for path, endpoint in found])
