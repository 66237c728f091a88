"""Routes over files: releases, what changed between them, keys and lists beside them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated

import msgspec
from fastapi import FastAPI, Path, Query, Request
from starlette.responses import Response

from publish.api.asked import SinceAsked
from publish.api.desk import Desk
from publish.api.files import ReleaseList
from publish.api.openapi import documented
from publish.api.sending import FILE_FRESH_S, FRESH_S, JSON, NDJSON, FileAnswer, answer_bytes

RELEASE = Annotated[str, Path(pattern="^(latest|[0-9]{6})$", description="latest, or six digits: 000003")]


def add_files(api: FastAPI, desk: Desk) -> None:
    """Add the routes to `api`."""

    def release_name(name: str) -> str:
        return desk.answers().state.folder.name if name == "latest" else name

    def fresh_s(expires_at: datetime, *, is_latest: bool) -> int:
        left_s = max(0, (expires_at - desk.clock()) // timedelta(seconds=1))
        return min(FRESH_S if is_latest else FILE_FRESH_S, left_s)

    @api.get("/v1/releases", **documented("ReleaseList", "Releases, the newest first"))
    def releases(request: Request) -> Response:
        found = ReleaseList(releases=tuple(desk.files.releases()))
        return answer_bytes(request, msgspec.json.encode(found), JSON, 0)

    @api.get("/v1/releases/{release}/{name:path}", **documented(None, "A file of a release, as it was signed"))
    def file(request: Request, release: RELEASE, name: Annotated[str, Path(max_length=200)]) -> Response:
        chosen = release_name(release)
        handed = desk.files.file(chosen, name)
        seconds = fresh_s(desk.files.manifest(chosen).expires_at, is_latest=release == "latest")
        state = desk.shelf.state
        taken_back = {} if state is None else {"hotlinewatch-withdrawn": str(state.withdrawn_number)}
        return FileAnswer(request, handed, seconds, {"hotlinewatch-release": chosen, **taken_back})

    @api.get("/v1/files/{name:path}", **documented(None, "Lines taken back, keys and notices, with their signatures"))
    def beside(request: Request, name: Annotated[str, Path(max_length=80)]) -> Response:
        return FileAnswer(request, desk.files.beside(name), 0, {})

    @api.get("/v1/deltas", **documented(None, "What changed since a release, as NDJSON", NDJSON))
    def deltas(request: Request, asked: Annotated[SinceAsked, Query()]) -> Response:
        newest = desk.answers().state.index.number
        return answer_bytes(request, desk.files.deltas(asked.since, newest), NDJSON, 0)
