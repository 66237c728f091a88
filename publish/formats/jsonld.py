"""Each provider's lines as schema.org ContactPoint, in JSON-LD that may stand in a web page as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from directory.public import PublicEntry
from publish.contents import Contents, ProviderLines, by_provider
from publish.written import print_time

# schema.org names no closed list for contactType; these are the words that search engines documented.
CONTACT_TYPES = {
    "general": "customer service",
    "lost_card": "emergency",
    "emergency": "emergency",
    "fraud": "fraud reporting",
    "complaints": "complaints",
    "merchant": "merchant support",
    "overseas": "customer service",
    "sales": "sales",
    "press": "press",
    "investor": "investor relations",
    "fax": "fax",
    "tty": "customer service",
    "sms": "text messages",
    "outbound_only": "calls customers, takes no calls",
    "other": "other",
}
# A script element ends at `</`, and a comment in it begins at `<!--`, also inside a string.
DANGEROUS = re.compile("[<>&\u2028\u2029]")


def render(contents: Contents) -> Iterator[tuple[str, str]]:
    """Write one file a provider, `providers/cn/alipay.jsonld`; a provider without lines has no contact point."""
    for one in by_provider(contents):
        text = msgspec.json.format(msgspec.json.encode(_organization(one, contents)), indent=1).decode()
        yield f"providers/{one.provider.id}.jsonld", DANGEROUS.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text) + "\n"


def _organization(one: ProviderLines, contents: Contents) -> dict[str, object]:
    provider = one.provider
    told: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "Organization",
        "@id": f"urn:hotlinewatch:{provider.id}",
        "identifier": provider.id,
        "name": provider.name,
        "alternateName": [*provider.names.values(), *provider.aliases],
        "contactPoint": [_contact_point(entry) for entry in one.entries],
        "subjectOf": {
            "@type": "Dataset",
            "name": f"hotlinewatch release {contents.number}",
            "version": str(contents.number),
            "dateModified": print_time(contents.made),
            "expires": print_time(contents.expires_at),
            "license": contents.ground["licence"],
            "description": _words(one),
            "creator": {
                "@type": "Organization",
                "name": "hotlinewatch",
                "description": contents.ground["takedown"],
                **_contact(contents.ground["contact"]),
            },
        },
    }
    return told


def _contact(contact: str) -> dict[str, str]:
    return {"url" if "://" in contact else "email": contact} if contact else {}


def _words(one: ProviderLines) -> str:
    if one.provider.hotline == "none":
        return f"{one.provider.name} has no public hotline; do not trust a number that is claimed to be one."
    return f"{len(one.entries)} verified lines of {one.provider.name}."


def _contact_point(entry: PublicEntry) -> dict[str, object]:
    hints = {"hours": entry.hours, "audience": entry.audience, "at home": entry.dial_home}
    hints |= {"abroad": entry.dial_abroad or {"no": "cannot be dialled", "unknown": "not known"}.get(entry.abroad, "")}
    hints |= {"verified on": entry.verified_on.isoformat(), "expires on": entry.expires_on.isoformat()}
    point: dict[str, object] = {
        "@type": "ContactPoint",
        "telephone": entry.dial_abroad or entry.dial_home,
        "contactType": CONTACT_TYPES[entry.purpose],
        "name": entry.label,
        "description": "; ".join(f"{name}: {text}" for name, text in hints.items() if text),
        "areaServed": entry.country,
        "availableLanguage": list(entry.languages),
        "url": entry.source,
        "identifier": entry.tel,
    }
    return {name: value for name, value in point.items() if value}
