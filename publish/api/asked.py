"""What a request may ask for, each part bounded; an unknown part is refused, so that a slip of the pen is seen."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from directory.terms import Kind, Presence, Purpose
from publish.api.answers import PAGE_MOST

# The longest name of a provider has some sixty characters.
NAME_CHARS = 100
DEFAULT_PAGE = 100
OFFSET_MOST = 10_000_000
RELEASE_MOST = 999_999

Name = Annotated[str, Field(min_length=1, max_length=NAME_CHARS)]
Country = Annotated[str, Field(pattern="^[A-Z]{2}$", description="ISO 3166 two-letter code")]


class _Asked(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Paged(_Asked):
    limit: Annotated[int, Field(ge=1, le=PAGE_MOST)] = DEFAULT_PAGE
    offset: Annotated[int, Field(ge=0, le=OFFSET_MOST)] = 0


class NumberAsked(_Asked):
    """country: in whose plan a national form is dialled. provider: id or any name of whose line it is said to be."""

    country: Annotated[str, Field(pattern="^[A-Za-z]{2}$", description="ISO 3166 two-letter code")] | None = None
    provider: Name | None = None


class ProvidersAsked(_Paged):
    """q: part of any name, in any script."""

    q: Name | None = None
    country: Country | None = None
    kind: Kind | None = None


class EntriesAsked(_Paged):
    """Each narrows the lines; provider: id or any name."""

    provider: Name | None = None
    country: Country | None = None
    purpose: Purpose | None = None
    presence: Presence | None = None


class SinceAsked(_Asked):
    """since: number of the last release that the client has."""

    since: Annotated[int, Field(ge=0, le=RELEASE_MOST)]
