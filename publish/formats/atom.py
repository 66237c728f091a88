"""The news as Atom feeds (RFC 4287), of the whole directory and of each provider; an entry tells old → new."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import islice

from publish.contents import Contents
from publish.news import News
from publish.written import print_time

# Readers load a feed whole, each time; more news at once are read in delta.ndjson.
KEPT = 300
# What XML 1.0 cannot hold (section 2.2), escaped or not.
FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:hotlinewatch")
TITLES = {
    "added": "{number} is listed",
    "replaced": "{was} → {number}",
    "reworded": "{number}: {fields}",
    "gone": "{number} is no longer listed",
}


def render(contents: Contents) -> Iterator[tuple[str, str]]:
    """Write `directory.atom` with the latest news, and `providers/cn/alipay.atom` with those of each provider."""
    newest = sorted(contents.recent, key=lambda one: (-one.release, one.provider, one.key))
    yield "directory.atom", _feed("", "hotlinewatch: changes of hotlines", tuple(islice(newest, KEPT)), contents)
    of: dict[str, list[News]] = {}
    for one in newest:
        of.setdefault(one.provider, []).append(one)
    for provider in contents.providers:
        title = f"hotlinewatch: {provider.name}"
        yield f"providers/{provider.id}.atom", _feed(provider.id, title, of.get(provider.id, ()), contents)


def _feed(name: str, title: str, news: Sequence[News], contents: Contents) -> str:
    ground = contents.ground
    told = f"Release {contents.number}, expires {print_time(contents.expires_at)}. Policy: {ground['policy']}. {ground['takedown']}"
    lines = (
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        f"<id>{_id(ground['contact'], 'feed', name)}</id>",
        f"<title>{_xml(title)}</title>",
        f"<subtitle>{_xml(told)}</subtitle>",
        f"<updated>{print_time(contents.made)}</updated>",
        f"<author><name>hotlinewatch</name>{_mail(ground['contact'])}</author>",
        f"<rights>{_xml(ground['licence'])}. Corrections: {_xml(ground['contact'])}</rights>",
        *(line for one in news for line in _entry(one, ground["contact"])),
        "</feed>",
    )
    return "\n".join(lines) + "\n"


def _entry(one: News, contact: str) -> Iterable[str]:
    fields = ", ".join(one.words)
    title = TITLES[one.what].format(number=one.number, was=one.was, fields=fields)
    words = (f"{field}: {was or '(nothing)'} → {now or '(nothing)'}" for field, (was, now) in one.words.items())
    lines = (
        f"{one.name} ({one.provider}), {one.purpose.replace('_', ' ')}: {title}",
        *words,
        f"release {one.release}",
        one.source,
    )
    yield "<entry>"
    yield f"<id>{_id(contact, str(one.release), one.provider, one.key)}</id>"
    yield f"<title>{_xml(f'{one.name}: {title}')}</title>"
    yield f"<updated>{print_time(one.made)}</updated>"
    if one.source.startswith(("https://", "http://")):
        yield f'<link rel="related" href="{_xml(one.source)}"/>'
    yield f'<category term="{one.what}"/>'
    yield f'<content type="text">{_xml(chr(10).join(filter(None, lines)))}</content>'
    yield "</entry>"


def _id(*parts: str) -> str:
    return f"urn:uuid:{uuid.uuid5(SPACE, chr(10).join(parts))}"


def _mail(contact: str) -> str:
    return f"<email>{_xml(contact)}</email>" if "@" in contact and "://" not in contact else ""


def _xml(text: str) -> str:
    return escape(FORBIDDEN.sub(" ", text))
