"""What is wrong with a provider description, every fault with its place."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from urllib.parse import urlsplit

import msgspec
from publicsuffixlist import PublicSuffixList

from directory.addresses import host_of, is_host, lies_under
from directory.countries import country_faults
from directory.page_filters import filter_faults, selector_wishes
from directory.records import Known, Page, Provider
from directory.shape import crop, shape_faults, show

# RFC 5646 in short: a language of two or three letters, then subtags ("zh", "zh-Hant", "pt-BR").
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
PROVIDER_ID = re.compile(r"[a-z]+/[a-z0-9]+(?:-[a-z0-9]+)*")
# No help page has shown more than 60 numbers of its own; beyond this the number says nothing.
MAX_EXPECTED = 1000
# Twice the two digits of the shortest lines there are, and the 15 of E.164 with room for separators and an extension.
NUMBER_DIGITS = (2, 24)


@functools.cache
def public_suffixes() -> PublicSuffixList:
    """Load the public suffix list that came with the installation (60 ms)."""
    return PublicSuffixList()


def find_faults(raw: dict[str, object], provider_id: str) -> list[str]:
    """List what is wrong with one description as read from TOML, each fault as `place: got, expected`.

    provider_id: what the file's place says, as "cn/alipay". Returns [] when the description can be trusted to load.
    Parts that have the right shape are checked for meaning even when others have not.
    """
    own = {"id": provider_id, **raw}
    found = shape_faults(own, Provider, "")
    is_whole = not found
    hosts = tuple(host for host in listed(raw, "official_hosts") if isinstance(host, str))
    if is_whole:
        found += provider_faults(msgspec.convert(own, Provider), provider_id)
    found += host_faults(hosts)
    for index, page in enumerate(listed(raw, "pages")):
        if isinstance(page, dict) and (is_whole or not shape_faults(page, Page, "")):
            found += [f"pages[{index}].{fault}" for fault in page_faults(msgspec.convert(page, Page), hosts)]
    for index, known in enumerate(listed(raw, "known")):
        if isinstance(known, dict) and (is_whole or not shape_faults(known, Known, "")):
            found += [f"known[{index}].{fault}" for fault in known_faults(msgspec.convert(known, Known))]
    return found + repeated_pages(raw)


def listed(raw: dict[str, object], key: str) -> list[object]:
    """Give the list at `key`, empty where there is none or something else stands there."""
    value = raw.get(key)
    return value if isinstance(value, list) else []


def provider_faults(provider: Provider, provider_id: str) -> list[str]:
    """List what contradicts the file's place or cannot be, in the fields outside pages and claims."""
    found = country_faults(provider.country, "country")
    folder = provider_id.split("/", maxsplit=1)[0]
    if folder != "world" and not found and provider.country.lower() != folder:
        found.append(
            f"country: got '{provider.country}', expected '{folder.upper()}', the folder's; "
            "a provider at home in many countries goes to 'world'"
        )
    if provider.id != provider_id:
        found.append(f"id: got {show(provider.id)}, expected '{provider_id}', the file's place (or no id at all)")
    found += [
        f"names.{crop(code)}: expected a language code such as 'zh' or 'en'"
        for code in provider.names
        if not LANGUAGE.fullmatch(code)
    ]
    found += proof_faults(provider)
    found += [
        f"formerly[{index}]: got {show(old)}, expected an id such as 'cn/old-name', other than this one"
        for index, old in enumerate(provider.formerly)
        if not PROVIDER_ID.fullmatch(old) or old == provider_id
    ]
    return found


def proof_faults(provider: Provider) -> list[str]:
    """List proofs of hosts that are not official, and proofs that say nothing."""
    hosts = ", ".join(provider.official_hosts) or "none"
    found = [
        f"proofs.{crop(host)}: expected one of official_hosts ({hosts}), written as it stands there"
        for host in provider.proofs
        if host not in provider.official_hosts
    ]
    return found + [
        f"proofs.{crop(host)}: got '', expected the registry that says whose host it is, and where it says so"
        for host, proof in provider.proofs.items()
        if not proof.strip()
    ]


def host_faults(hosts: Sequence[str]) -> list[str]:
    """List the official hosts that are no host names or that anybody could register a name under."""
    found = []
    for index, host in enumerate(hosts):
        place = f"official_hosts[{index}]: got {show(host)}, expected"
        if not is_host(host):
            found.append(f"{place} a host name alone, in lower case and A-label form (xn--…), no scheme, port or path")
        elif public_suffixes().is_public(host):
            found.append(f"{place} a domain somebody owns; this is a public suffix, under which anyone may register")
    return found


def page_faults(page: Page, hosts: Sequence[str]) -> list[str]:
    """List what is wrong with one page, given the provider's official hosts."""
    host = host_of(page.url, ("https", "http"))
    found = []
    if host is None:
        found.append(
            f"url: got {show(page.url)}, expected a whole https:// address (http:// where the site has nothing else) "
            "with a host name in A-labels, no user name and no port"
        )
    elif not page.platform and not lies_under(host, hosts):
        found.append(
            f"url: got host '{host}', expected one of official_hosts ({', '.join(hosts) or 'none'}); "
            "on somebody else's host say platform = true"
        )
    if not LANGUAGE.fullmatch(page.language):
        found.append(f"language: got {show(page.language)}, expected a language code such as 'zh' or 'en'")
    if not page.regions:
        found.append("regions: got no region, expected at least one ISO 3166 code")
    for index, region in enumerate(page.regions):
        found += country_faults(region, f"regions[{index}]")
        if region in page.regions[:index]:
            found.append(f"regions[{index}]: got '{region}' a second time")
    if not 0 <= page.expect.least <= page.expect.most <= MAX_EXPECTED:
        found.append(
            f"expect: got least = {show(page.expect.least)}, most = {show(page.expect.most)}, "
            f"expected 0 <= least <= most <= {MAX_EXPECTED}"
        )
    for index, selector in enumerate(page.keep):
        found += [f"keep[{index}]: got {show(selector)}, {wish}" for wish in selector_wishes(selector)]
    for index, named in enumerate(page.filters):
        found += [f"filters[{index}]{fault}" for fault in filter_faults(named)]
    return found


def known_faults(known: Known) -> list[str]:
    """List what is wrong with one claim to start from."""
    found = country_faults(known.country, "country")
    least, most = NUMBER_DIGITS
    if not least <= sum(character.isdecimal() for character in known.number) <= most:
        found.append(f"number: got {show(known.number)}, expected a number of {least} to {most} digits")
    return found


def repeated_pages(raw: dict[str, object]) -> list[str]:
    """List addresses that stand twice in one description; fragments and a bare root's slash make no difference."""
    seen: dict[str, int] = {}
    found = []
    for index, page in enumerate(listed(raw, "pages")):
        url = page.get("url") if isinstance(page, dict) else None
        if not isinstance(url, str) or host_of(url, ("https", "http")) is None:
            continue
        parts = urlsplit(url)
        plain = parts._replace(netloc=parts.netloc.lower(), path=parts.path or "/", fragment="").geturl()
        first = seen.setdefault(plain, index)
        if first != index:
            found.append(f"pages[{index}].url: got the address of pages[{first}] again, expected each address once")
    return found
