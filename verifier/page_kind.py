"""What kind of page a claim was found on, and whose: what somebody said of it, and what its address says."""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from typing import Literal, get_args
from urllib.parse import urlsplit

from directory.addresses import lies_under
from directory.records import Provider
from verifier.signals.user_area_address import area_of

PageKind = Literal[
    "", "provider_own", "ugc", "content_farm", "community_directory", "news", "social", "code", "unknown"
]
PAGE_KINDS: tuple[PageKind, ...] = get_args(PageKind)

_TABLE = tomllib.loads(resources.files("verifier").joinpath("page_kind.toml").read_text(encoding="utf-8"))
_SOCIAL: tuple[str, ...] = tuple(_TABLE["social_hosts"])
_OPEN: tuple[str, ...] = tuple(_TABLE["open_hosts"])
_CODE: tuple[str, ...] = tuple(_TABLE["code_hosts"])
_OPEN_PATHS = re.compile(_TABLE["open_paths"])
# What a person says of a page is believed unless it says nothing of who wrote it.
_VAGUE = ("", "unknown", "provider_own", "code")


def kind_of_page(said: PageKind, url: str, provider: Provider | None) -> PageKind:
    """The kind of a page: as said, or as its address tells where nobody said who wrote it.

    A community, search or upload area is `ugc` on the provider's own hosts, too.
    """
    if said not in _VAGUE or not url:
        return said
    host, path = _parts(url)
    if is_official(url, provider):
        return "ugc" if area_of(url) else "provider_own"
    if _lies(host, _CODE):
        return "ugc" if _OPEN_PATHS.search(path) else "code"
    if said == "code":
        return "ugc" if _OPEN_PATHS.search(path) else said
    if _lies(host, _SOCIAL):
        return "social"
    return "ugc" if _lies(host, _OPEN) or area_of(url) else said


def is_official(url: str, provider: Provider | None) -> bool:
    """Whether an address lies on a host of the provider."""
    host = _parts(url)[0]
    return bool(host) and provider is not None and lies_under(host, provider.official_hosts)


def _parts(url: str) -> tuple[str, str]:
    """Host and path of an address, "" for what it lacks."""
    try:
        parts = urlsplit(url if "//" in url else f"//{url}")
    except ValueError:
        return "", ""
    return (parts.hostname or "").lower(), parts.path.lower()


def _lies(host: str, hosts: tuple[str, ...]) -> bool:
    return bool(host) and lies_under(host, hosts)
