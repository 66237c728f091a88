"""The lab's world: invented providers with clean pages, every own number known; the same seed gives the same bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import msgspec

from directory.records import Certificate, Provider, Record
from directory.terms import Channel, Purpose, Vantage

SiteKind = Literal["static", "script", "pdf", "login_wall", "country_table", "community", "search", "app_listing"]
Half = Literal["development", "held_out"]
Headers = tuple[tuple[str, str], ...]
# Who issues the certificates of the invented hosts, and from when they hold: before the first night, for a year.
ISSUER = "Halbrook Trust Services"
ISSUED_AT = datetime(2025, 11, 3, tzinfo=UTC)


class Line(Record, frozen=True):
    """One own number of a page. key: as in design, section 4; printed: as its markup prints it; label: the words before it."""

    key: str
    printed: str
    label: str = ""
    purpose: Purpose = "general"


class LabPage(Record, frozen=True):
    """One invented page as it is on a clean night. lines: the numbers it gives as its provider's own, in its order."""

    url: str
    channel: Channel
    language: str
    kind: SiteKind
    media: str
    body: bytes
    lines: tuple[Line, ...] = ()


class LabProvider(Record, frozen=True):
    """An invented provider: its description, and its pages in the order of the description."""

    provider: Provider
    pages: tuple[LabPage, ...]

    @property
    def half(self) -> Half:
        """The half of the world it belongs to: what is tuned is tuned on development alone."""
        return "development" if hashlib.sha256(self.provider.id.encode()).digest()[0] % 2 else "held_out"

    def page(self, url: str) -> LabPage:
        """Give one page. Raises KeyError for an address it does not have."""
        return {page.url: page for page in self.pages}[url]


class Answer(Record, frozen=True):
    """What fetching an address gives. hops: (address, status, location) of the answers before this one, in their order.

    url: where `body` came from in the end, which is not the page's address when something redirected.
    certificate: what the host there showed for itself; None where the lab does not say.
    """

    url: str
    status: int = 200
    headers: Headers = ()
    body: bytes = b""
    hops: tuple[tuple[str, int, str], ...] = ()
    vantage: Vantage = ""
    certificate: Certificate | None = None


# (page's address, vantage) → what fetching it gives; an address that is missing is not in the night's files.
Answers = Mapping[tuple[str, str], Answer]
World = tuple[LabProvider, ...]


def answer_of(page: LabPage) -> Answer:
    """What a page answers on a clean night."""
    charset = "; charset=utf-8" if page.media.startswith("text/") else ""
    headers = (("Content-Type", page.media + charset),)
    return Answer(url=page.url, headers=headers, body=page.body, certificate=certificate_of(page.url))


def certificate_of(url: str, issuer: str = ISSUER, issued_at: datetime = ISSUED_AT) -> Certificate:
    """What the host of an address shows for itself; another issuer or another day makes it another certificate."""
    host = urlsplit(url).hostname or ""
    digest = hashlib.sha256(f"{host}/{issuer}/{issued_at:%Y-%m-%d}".encode()).hexdigest()
    return Certificate(host=host, issuer=issuer, not_before=issued_at, digest=digest)


def answers_of(world: World) -> dict[tuple[str, str], Answer]:
    """What every page of a world answers on a clean night."""
    return {(page.url, ""): answer_of(page) for one in world for page in one.pages}


def provider_toml(provider: Provider) -> str:
    """The provider's description as the file it is loaded from; its id is the file's place."""
    raw = msgspec.to_builtins(provider)
    plain = {
        key: value for key, value in raw.items() if key not in ("id", "pages", "known") and value not in ("", (), {})
    }
    parts = [_table(plain)]
    parts += ["[[pages]]\n" + _table(page) for page in raw["pages"]]
    parts += ["[[known]]\n" + _table(known) for known in raw["known"]]
    return "\n".join(parts)


def write_providers(world: World, folder: Path) -> None:
    """Write each provider's file to its place below `folder`."""
    for one in world:
        file = folder / f"{one.provider.id}.toml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(provider_toml(one.provider), encoding="utf-8")


def _table(raw: Mapping[str, object]) -> str:
    return "".join(f"{key} = {_value(value)}\n" for key, value in raw.items())


def _value(value: object) -> str:
    """A value in TOML; a JSON string is a TOML basic string."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_value(one) for one in value) + "]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_value(one)}" for key, one in value.items()) + " }"
    return msgspec.json.encode(value).decode()
