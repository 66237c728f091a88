"""Routes over the directory: what is up, numbers, providers, lines."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, NamedTuple

from fastapi import FastAPI, Path, Query, Request
from starlette.responses import Response

from directory.number import UnknownRegion
from publish.api.answers import Answers
from publish.api.asked import EntriesAsked, NumberAsked, ProvidersAsked
from publish.api.desk import Desk
from publish.api.openapi import documented
from publish.api.problems import Problem
from publish.api.sending import JSON, answer_bytes
from publish.lookup import NUMBER_CHARS

NUMBER_HELP = (
    "A number in any form: +864006668800, %2B86…, 95188, 400-666-8800, a tel: link, a key such as CN:95188. Without plus "
    "and without `country` it is read as dialled in every country of the directory."
)
# cn, world
FOLDER_CHARS = 5
SLUG_CHARS = 100

Number = Annotated[str, Path(min_length=1, max_length=NUMBER_CHARS, description=NUMBER_HELP)]
Folder = Annotated[str, Path(max_length=FOLDER_CHARS, description="As its id begins: cn, gb, world")]
Slug = Annotated[str, Path(max_length=SLUG_CHARS, description="As its id ends: alipay")]


def add_directory(api: FastAPI, desk: Desk) -> None:
    """Add the routes to `api`."""
    _add_numbers(api, desk)
    _add_providers(api, desk)

    @api.get("/v1/status", **documented("StatusAnswer", "What is up"))
    async def status(request: Request) -> Response:
        body = desk.answers().status(desk.clock(), is_newest=not desk.shelf.trouble)
        return answer_bytes(request, body, JSON, 0)

    @api.get("/v1/entries", **documented("EntryPage", "Lines of the directory"))
    async def entries(request: Request, asked: Annotated[EntriesAsked, Query()]) -> Response:
        answers, now = desk.valid()
        provider = desk.provider_id(asked.provider) if asked.provider is not None else ""
        where = (provider, asked.country or "", asked.purpose or "", asked.presence or "")
        return _answer(request, desk, answers, now, answers.entries(where, asked.limit, asked.offset))


class NumberAnswered(NamedTuple):
    """The answer on a number: its bytes, its ETag, and for how many seconds it stays fresh."""

    body: bytes
    etag: str
    fresh_s: int


def answer_number(desk: Desk, number: str, country: str = "", provider: str = "") -> NumberAnswered:
    """Answer on a number as it was typed. country: in capitals; provider: id or name; "" for any. Raises Problem."""
    answers, now = desk.valid()
    if not any(map(str.isdecimal, number)):
        raise Problem("no_number", parameter="number")
    chosen = desk.provider_id(provider) if provider else ""
    try:
        body = answers.number(number, country, chosen, now.date())
    except UnknownRegion as error:
        raise Problem("bad_request", parameter="country") from error
    return NumberAnswered(body, f'"{desk.tag(answers, now)}"', desk.fresh_s(answers, now))


def _add_numbers(api: FastAPI, desk: Desk) -> None:
    @api.get("/v1/numbers/{number}", **documented("NumberAnswer", "What is known of a number"))
    async def number(request: Request, number: Number, asked: Annotated[NumberAsked, Query()]) -> Response:
        answered = answer_number(desk, number, (asked.country or "").upper(), asked.provider or "")
        return answer_bytes(request, answered.body, JSON, answered.fresh_s, answered.etag)


def _add_providers(api: FastAPI, desk: Desk) -> None:
    @api.get("/v1/providers", **documented("ProviderPage", "Providers, all or by name"))
    async def providers(request: Request, asked: Annotated[ProvidersAsked, Query()]) -> Response:
        answers, now = desk.valid()
        listed = answers.state.index.providers
        ids = list(listed) if asked.q is None else answers.state.names.search(asked.q)
        fits = [
            one
            for one in ids
            if asked.country in (None, listed[one].country) and asked.kind in (None, listed[one].kind)
        ]
        return _answer(request, desk, answers, now, answers.providers(fits, asked.limit, asked.offset))

    @api.get("/v1/providers/{folder}/{slug}", **documented("ProviderAnswer", "One provider with its lines"))
    async def provider(request: Request, folder: Folder, slug: Slug) -> Response:
        answers, now = desk.valid()
        name = f"{folder}/{slug}"
        if name not in answers.state.index.providers:
            raise Problem("no_such_provider")
        return _answer(request, desk, answers, now, answers.provider(name))


def _answer(request: Request, desk: Desk, answers: Answers, now: datetime, body: bytes) -> Response:
    return answer_bytes(request, body, JSON, desk.fresh_s(answers, now), f'"{desk.tag(answers, now)}"')
