"""Write the pages of one invented provider: which there are, what stands on each, as HTML or PDF."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from random import Random
from typing import NamedTuple

import jinja2

from directory.number import tel_uri
from directory.records import Record
from directory.terms import Channel
from lab.markets import Market, Named, Words, load_countries, load_words
from lab.noise import Noise
from lab.numbering import Drawn
from lab.pdf import write_pdf
from lab.world import LabPage, Line, SiteKind

_HTML, _PDF = "text/html", "application/pdf"
_LAYOUTS = 4
# A font for these is at hand in every PDF reader; others get their agreement as a page.
_PDF_LANGUAGES = frozenset({"zh", "en", "ja", "ko", "es"})
STORE = "apps.appshelf.example"


class Draft(NamedTuple):
    """A page to be written. template: its name in sites/, also its title's; labels: for lines that bear a place's name."""

    template: str
    title: str
    kind: SiteKind
    channel: Channel
    language: str
    url: str
    lines: tuple[Drawn, ...] = ()
    labels: tuple[str, ...] = ()


class Owned(Record, frozen=True):
    """The numbers of a provider: its own lines, those of its country table and of its branches (with their regions)."""

    lines: tuple[Drawn, ...]
    abroad: tuple[tuple[str, Drawn], ...] = ()
    branches: tuple[Drawn, ...] = ()


def drafts_of(market: Market, who: Named, place: int, owned: Owned, chance: Random) -> Iterator[Draft]:
    """Every page of a provider. place: its place in the market, which decides what it has beside the usual pages."""
    home, lines = market.languages[0], owned.lines
    www, desk = f"https://www.{who.slug}.example", f"https://help.{who.slug}.example"
    yield Draft("site", "site", "static", "site", home, f"{www}/", lines[:1])
    yield _contact(home, f"{www}/contact.html", lines, is_script=place % 4 == 1)
    yield Draft("help", "help", "static", "help", home, f"{desk}/faq.html", lines[:2])
    is_pdf = place % 3 == 0 and home in _PDF_LANGUAGES
    name = "terms.pdf" if is_pdf else "terms.html"
    yield Draft(
        "agreement", "agreement", "pdf" if is_pdf else "static", "agreement", home, f"{www}/legal/{name}", lines[:1]
    )
    if len(market.languages) > 1 and place % 2 == 0:
        yield _contact(market.languages[1], f"{www}/{market.languages[1]}/contact.html", lines)
    yield from _beside(home, who, place, lines, www)
    yield from _long_lists(home, owned, www, chance)


def _contact(language: str, url: str, lines: tuple[Drawn, ...], *, is_script: bool = False) -> Draft:
    return Draft(
        "script" if is_script else "contact",
        "contact",
        "script" if is_script else "static",
        "contact",
        language,
        url,
        lines,
    )


def _beside(home: str, who: Named, place: int, lines: tuple[Drawn, ...], www: str) -> Iterator[Draft]:
    """The pages that only some providers have."""
    one = lines[:1]
    if place % 3 == 0:
        yield Draft(
            "community", "community", "community", "help", home, f"{www}/community/thread-{2000 + place}.html", one
        )
    if place % 3 == 1:
        yield Draft("search", "search", "search", "help", home, f"{www}/search?q=refund")
    if place % 3 == 2:
        url = f"https://{STORE}/app/{who.slug}"
        yield Draft("app_listing", "app_listing", "app_listing", "app_listing", home, url, one)
    if place % 4 == 2:
        yield Draft("notice", "notice", "static", "notice", home, f"{www}/notice/2026-service.html", lines[1:2])
    if place % 5 == 0:
        yield Draft("login_wall", "login_wall", "login_wall", "help", home, f"{www}/account/support.html")


def _long_lists(home: str, owned: Owned, www: str, chance: Random) -> Iterator[Draft]:
    words = load_words()[home]
    if owned.abroad:
        labels = tuple(load_countries()[region][home] for region, _ in owned.abroad)
        drawn = tuple(one for _, one in owned.abroad)
        url = f"{www}/global/phone-numbers.html"
        yield Draft("table", "country_table", "country_table", "contact", home, url, drawn, labels)
    if owned.branches:
        places = [chance.choice(words.branch).format(city=chance.choice(words.cities)) for _ in owned.branches]
        labels = tuple(f"{name} {number}" for number, name in enumerate(places, start=1))
        yield Draft("branches", "branches", "static", "contact", home, f"{www}/branches.html", owned.branches, labels)


def write_page(draft: Draft, who: Named, chance: Random) -> LabPage:
    """The page as it is on a clean night."""
    words = load_words()[draft.language]
    name = who.own if draft.language not in ("en", "es") else who.english
    labels = draft.labels or tuple(words.labels.get(one.purpose, words.phone) for one in draft.lines)
    lines = tuple(
        Line(key=one.key, printed=one.printed(chance), label=label, purpose=one.purpose)
        for one, label in zip(draft.lines, labels, strict=True)
    )
    noise = Noise(chance, draft.language, name)
    is_pdf = draft.kind == "pdf"
    body = (
        _agreement_pdf(draft, words, name, lines, noise) if is_pdf else _page(draft, words, name, lines, noise, chance)
    )
    return LabPage(
        url=draft.url,
        channel=draft.channel,
        language=draft.language,
        kind=draft.kind,
        media=_PDF if is_pdf else _HTML,
        body=body,
        lines=lines,
    )


def _agreement_pdf(draft: Draft, words: Words, name: str, lines: Sequence[Line], noise: Noise) -> bytes:
    text = [words.titles[draft.title].format(name=name), noise.date(), ""]
    text += [f"{number}. {noise.fill(clause, lines)}" for number, clause in enumerate(words.clauses, start=1)]
    return write_pdf([*text, "", *(noise.fill(one) for one in words.footer)], draft.language)


def _page(draft: Draft, words: Words, name: str, lines: Sequence[Line], noise: Noise, chance: Random) -> bytes:
    has_footer_line = draft.template in ("site", "community")
    has_data = bool(lines) and draft.template == "contact" and chance.random() < 0.5
    shown = [{"label": one.label, "printed": one.printed, "tel": tel_uri(one.key)} for one in lines]
    return (
        _templates()
        .get_template(f"{draft.template}.html.j2")
        .render(
            words=words,
            name=name,
            title=words.titles[draft.title].format(name=name),
            url=draft.url,
            host=draft.url.split("/")[2],
            kind=draft.kind,
            layout=chance.randrange(_LAYOUTS),
            has_links=chance.random() < 0.5,
            structured=_machine(lines[0].key) if has_data else "",
            footer_line=shown[0] if has_footer_line and shown else None,
            lines=shown if draft.template not in {"help", "agreement"} else lines,
            noise=noise,
        )
        .encode()
    )


def _machine(key: str) -> str:
    """A number as structured data gives it: with its plus, a code as it is dialled."""
    return key.removeprefix("CN:")


@functools.cache
def _templates() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("lab", "sites"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
