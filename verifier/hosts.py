"""Hosts as people take them: whose name one bears, and what it looks like to a hurried eye."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from directory.addresses import lies_under
from directory.records import Fetch, Page, Provider
from verifier.fold import fold
from verifier.words import load_words

_DATA: dict[str, Any] = load_words("hosts.toml")
_SECOND_LEVEL = frozenset(_DATA["second_level"])
_PAIRS: Mapping[str, str] = _DATA["pairs"]
_LOOKS = str.maketrans({sign: letter for letter, signs in _DATA["looks"].items() for sign in signs})
_LEAST_BRAND_CHARS: int = _DATA["least_brand_chars"]
_LEAST_EDIT_CHARS: int = _DATA["least_edit_chars"]
_SPLIT = re.compile(r"[-_]+")


class Likeness(NamedTuple):
    """The official host that another one looks like, and how: `letters`, `care`, `slip` or `inside`."""

    official: str
    how: str


def host_in(address: str) -> str:
    """The host of an address in lower case, "" where it names none."""
    try:
        return (urlsplit(address).hostname or "").rstrip(".")
    except ValueError:
        return ""


def final_address(fetch: Fetch) -> str:
    """Where a fetch ended: the address of its last hop, else the page's own."""
    return fetch.hops[-1].url if fetch.hops else fetch.page


def is_expected(host: str, page: Page | None, provider: Provider) -> bool:
    """Whether a host may speak for a page: one of the provider's, or on a platform the page's own."""
    if lies_under(host, provider.official_hosts):
        return True
    return page is not None and page.platform and host == host_in(page.url)


def name_of(host: str) -> str:
    """The label of a host that its owner chose: `alipay` of `www.alipay.com`, `northmoor` of `northmoor.co.uk`."""
    labels = host.split(".")
    if len(labels) > 2 and labels[-2] in _SECOND_LEVEL:
        return labels[-3]
    return labels[-2] if len(labels) > 1 else host


def likeness(host: str, provider: Provider) -> Likeness | None:
    """Which of the provider's hosts another one is made to look like, None for a host of its own name.

    The same name under another ending is none: brands hold many of them.
    """
    if lies_under(host, provider.official_hosts):
        return None
    for official in sorted(provider.official_hosts):
        brand = name_of(official)
        if name_of(host) == brand:
            continue
        if f".{official}." in f".{host}.":
            return Likeness(official, "inside")
        how = _how(name_of(host), brand) if len(brand) >= _LEAST_BRAND_CHARS else ""
        if how:
            return Likeness(official, how)
    return None


def _how(name: str, brand: str) -> str:
    shown, true = _look(name), _look(brand)
    if shown == true:
        return "letters"
    if _is_with_care(shown, true):
        return "care"
    if min(len(shown), len(true)) >= _LEAST_EDIT_CHARS and _is_one_slip(shown, true):
        return "slip"
    return ""


def _look(name: str) -> str:
    """A name as it looks: an encoded one in its letters, and each letter as the plain one it is taken for."""
    if name.startswith("xn--"):
        try:
            name = name[4:].encode("ascii").decode("punycode")
        except UnicodeError:
            return name
    text = fold(name).lower()
    for pair, letter in _PAIRS.items():
        text = text.replace(pair, letter)
    return text.translate(_LOOKS)


def _is_with_care(name: str, brand: str) -> bool:
    """Whether a name is the brand with words of customer care and nothing else: paypal-help, carepaypal."""
    if brand not in name:
        return False
    rest = _SPLIT.sub("", name.replace(brand, "-", 1))
    return bool(rest) and _CARE.fullmatch(rest) is not None


def _is_one_slip(one: str, other: str) -> bool:
    """Whether two names differ by one letter added, left out or put for another, or by two that changed places."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    start = next((at for at, letter in enumerate(short) if letter != long[at]), len(short))
    if len(short) < len(long):
        return short[start:] == long[start + 1 :]
    swapped = short[:start] + short[start + 1 : start + 2] + short[start : start + 1] + short[start + 2 :]
    return short[start + 1 :] == long[start + 1 :] or swapped == long


_CARE = re.compile(rf"(?:{'|'.join(map(re.escape, sorted(map(_look, _DATA['care']))))}|[0-9])+")
