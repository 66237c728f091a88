"""Each provider's lines as a vCard 3.0 (RFC 2426), for address books."""

from __future__ import annotations

import re
from collections.abc import Iterator

from directory.public import PublicEntry
from publish.contents import Contents, ProviderLines, by_provider
from publish.written import print_time

# RFC 2426, 2.6: a line holds at most 75 octets before its line break.
LINE_OCTETS = 75
CONTROL = re.compile("[\x00-\x1f\x7f]")
# RFC 3629, 3: the upper two bits of every octet of a character but its first.
CONTINUED = 0x80
# RFC 2426, 3.3.1. Everything else is a voice line at work.
TYPES = {"fax": "FAX", "sms": "MSG"}


def render(contents: Contents) -> Iterator[tuple[str, str]]:
    """Write one card a provider, `providers/cn/alipay.vcf`; the card of one without a public hotline says so in its note."""
    for one in by_provider(contents):
        lines = ("BEGIN:VCARD", "VERSION:3.0", *_properties(one, contents), "END:VCARD")
        yield f"providers/{one.provider.id}.vcf", "".join(f"{folded}\r\n" for line in lines for folded in _fold(line))


def _properties(one: ProviderLines, contents: Contents) -> Iterator[str]:
    provider = one.provider
    yield f"UID:urn:hotlinewatch:{_text(provider.id)}"
    yield f"FN:{_text(provider.name)}"
    yield f"N:{_text(provider.name)};;;;"
    yield f"ORG:{_text(provider.name)}"
    others = [*provider.names.values(), *provider.aliases]
    if others:
        yield f"NICKNAME:{','.join(map(_text, others))}"
    for place, entry in enumerate(one.entries, start=1):
        yield f"item{place}.TEL;TYPE=WORK,{TYPES.get(entry.purpose, 'VOICE')}:{_text(entry.dial_abroad or entry.dial_home)}"
        yield f"item{place}.X-ABLABEL:{_text(_label(entry))}"
    yield from (f"URL:{_uri(source)}" for source in sorted({entry.source for entry in one.entries} - {""}))
    yield f"CATEGORIES:{_text(provider.kind)}"
    yield f"NOTE:{_text(_note(one, contents))}"
    yield f"REV:{print_time(contents.made)}"
    yield "PRODID:-//hotlinewatch//directory//EN"


def _label(entry: PublicEntry) -> str:
    return " · ".join(filter(None, (entry.purpose.replace("_", " "), entry.label, entry.hours)))


def _note(one: ProviderLines, contents: Contents) -> str:
    if one.provider.hotline == "none":
        told = [f"{one.provider.name} has no public hotline; do not trust a number that is claimed to be one."]
    else:
        told = [
            f"{entry.tel} {_abroad(entry)}, decided {entry.verified_on}, expires {entry.expires_on}"
            for entry in one.entries
        ]
    ground = contents.ground
    until = f"hotlinewatch release {contents.number}, expires {print_time(contents.expires_at)}"
    return "\n".join((*told, until, f"{ground['licence']} · {ground['policy']} · corrections: {ground['contact']}"))


def _abroad(entry: PublicEntry) -> str:
    words = {"yes": "from abroad", "no": "not from abroad", "unknown": "from abroad: not known"}
    return words[entry.abroad]


def _text(text: str) -> str:
    """Escape a text value (RFC 2426, 4); control signs, of which only line breaks have an escape, are left out."""
    escaped = text.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    broken = escaped.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
    return CONTROL.sub("", broken)


def _uri(uri: str) -> str:
    return CONTROL.sub("", uri.replace(" ", ""))


def _fold(line: str) -> Iterator[str]:
    """Break a line at 75 octets, never inside a character; what follows begins with a blank."""
    octets = line.encode()
    start, most = 0, LINE_OCTETS
    while len(octets) - start > most:
        end = start + most
        while octets[end] & 0xC0 == CONTINUED:
            end -= 1
        yield (" " if start else "") + octets[start:end].decode()
        start, most = end, LINE_OCTETS - 1
    yield (" " if start else "") + octets[start:].decode()
