"""What the API says of itself: OpenAPI, its shapes taken from the records that the answers are made of."""

from __future__ import annotations

from typing import Any

import msgspec
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from publish.api.answers import EntryPage, NumberAnswer, ProviderAnswer, ProviderPage, StatusAnswer
from publish.api.files import ReleaseList
from publish.api.problems import MEDIA, ProblemBody

VERSION = "1"
ABOUT = (
    "A directory of the phone lines that providers themselves publish, as far as a person or a written policy accepted them. "
    "A number that is `not_listed` is not thereby false. Corrections and takedown: `ground.contact` in /v1/status."
)
PLACE = "#/components/schemas/{name}"


SHAPES = (NumberAnswer, EntryPage, ProviderPage, ProviderAnswer, StatusAnswer, ReleaseList, ProblemBody)


def documented(shape: str | None, summary: str, media: str = "application/octet-stream") -> dict[str, Any]:
    """Describe a route: what it answers with and how it may fail. shape: name of a record; None for bytes of `media`."""
    content: dict[str, Any] = {media: {"schema": {"type": "string", "format": "binary"}}}
    if shape is not None:
        content = {"application/json": {"schema": {"$ref": PLACE.format(name=shape)}}}
    problem = {"content": {MEDIA: {"schema": {"$ref": PLACE.format(name=ProblemBody.__name__)}}}}
    return {
        "summary": summary,
        "response_model": None,
        "responses": {
            200: {"description": summary, "content": content},
            304: {"description": "What the client has is still right"},
            "4XX": {"description": "The request cannot be answered", **problem},
            "5XX": {"description": "Nothing can be said now", **problem},
        },
    }


def describe(api: FastAPI) -> dict[str, Any]:
    """Give the OpenAPI document of the API."""
    whole = get_openapi(title="hotlinewatch", version=VERSION, summary=ABOUT, routes=api.routes)
    _, shapes = msgspec.json.schema_components(SHAPES, ref_template=PLACE)
    # Later versions may add keys; clients pass over what they do not know.
    for shape in shapes.values():
        shape.pop("additionalProperties", None)
    whole["components"] = {"schemas": {**shapes}}
    return whole
