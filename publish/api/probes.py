"""What a balancer or a supervisor asks: whether the process answers, and whether it has a release to answer from."""

from __future__ import annotations

from fastapi import FastAPI
from starlette.responses import JSONResponse, Response

from publish.api.desk import Desk
from publish.api.problems import Problem

# Of this moment alone: a cache must not answer for us.
NOT_KEPT = {"cache-control": "no-store"}


def add_probes(api: FastAPI, desk: Desk) -> None:
    """Add the routes to `api`; they are no part of its promise, so its description does not name them."""

    @api.get("/health", include_in_schema=False)
    def health() -> Response:
        return JSONResponse({"status": "ok"}, headers=NOT_KEPT)

    @api.get("/ready", include_in_schema=False)
    def ready() -> Response:
        try:
            desk.valid()
        except Problem as problem:
            told = {"status": "not_ready", "checks": {"release": False}, "why": problem.code}
            return JSONResponse(told, 503, headers=NOT_KEPT)
        return JSONResponse({"status": "ready", "checks": {"release": True}}, headers=NOT_KEPT)
