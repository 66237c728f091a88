"""Attacks by an address: the provider's own search page repeats the number that a link handed to it (T1)."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote, quote_plus, urlsplit

import msgspec

from lab.forging import forge
from lab.markup import at_start, escape
from lab.spots import About, Change, Done, Scene, Spot, attack, html_of, with_html
from lab.texts import say
from lab.world import LabPage, Line

# The page as it is, and the words that were asked for → the page that repeats them.
Repeat = Callable[[Spot, str], str]


def _in_body(spot: Spot, asked: str) -> str:
    return at_start(spot.html, f'<p class="count">{spot.say("no_results", extra=asked)}</p>')


def _in_title(spot: Spot, asked: str) -> str:
    start = spot.html.lower().find("<title>")
    return spot.html[: start + 7] + escape(asked) + " - " + spot.html[start + 7 :] if start >= 0 else spot.html


def _in_input(spot: Spot, asked: str) -> str:
    box = f'<form action="/search"><input type="search" name="q" value="{escape(asked)}"></form>'
    return at_start(spot.html, box)


def _in_all(spot: Spot, asked: str) -> str:
    for repeat in (_in_body, _in_input, _in_title):
        spot = spot._replace(html=repeat(spot, asked))
    return spot.html


def _by_query(url: str, asked: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/search?q={quote_plus(asked)}"


def _by_path(url: str, asked: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/search/{quote(asked)}"


def _by_fragment(url: str, asked: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/search#q={quote(asked)}"


def reflected(repeat: Repeat, ask: Callable[[str, str], str]) -> Change:
    """Send a page on to a search of its own host that repeats words with a number."""

    def change(scene: Scene) -> Done | None:
        # A page on somebody else's host has no search of the provider's behind it.
        pages = [page for page in scene.one.pages if page.kind != "app_listing"]
        scene.chance.shuffle(pages)
        for page in pages:
            answer = scene.answers.get((page.url, ""))
            html = html_of(answer) if answer is not None else None
            line = _some_line(scene, page)
            planted = forge("ordinary", line, scene.one, scene.chance) if line is not None else None
            if answer is None or html is None or line is None or planted is None:
                continue
            spot = Spot(scene, page, line, html)
            asked = say(page.language, "query", name=scene.one.provider.name, number=planted.printed)
            url = ask(page.url, asked)
            told = with_html(answer, repeat(spot, asked))
            hops = ((page.url, 302, url),)
            return Done({(page.url, ""): msgspec.structs.replace(told, url=url, hops=hops)}, planted.key, page=page.url)
        return None

    return change


def _some_line(scene: Scene, page: LabPage) -> Line | None:
    lines = page.lines or tuple(line for other in scene.one.pages for line in other.lines)
    return scene.chance.choice(lines) if lines else None


_TAGS = ("visible", "reflected")
OPERATORS = (
    attack(
        About(
            "reflected_in_body",
            "a search page repeats the number of its address in its text",
            "T1 S04",
            "urgent",
            _TAGS,
        ),
        reflected(_in_body, _by_query),
    ),
    attack(
        About(
            "reflected_in_title",
            "a search page repeats the number of its address in its title",
            "T1 S04",
            "urgent",
            _TAGS,
        ),
        reflected(_in_title, _by_query),
    ),
    attack(
        About(
            "reflected_in_input",
            "a search page repeats the number of its address in its search box",
            "T1 S04",
            "urgent",
            _TAGS,
        ),
        reflected(_in_input, _by_query),
    ),
    attack(
        About(
            "reflected_everywhere",
            "a search page repeats the number of its address in title, box and text",
            "T1 S04",
            "urgent",
            _TAGS,
        ),
        reflected(_in_all, _by_query),
    ),
    attack(
        About("reflected_path", "a page repeats the number in its address's path", "T1 S04", "urgent", _TAGS),
        reflected(_in_body, _by_path),
    ),
    attack(
        About("reflected_fragment", "a page repeats the number in its address's fragment", "T1 S04", "urgent", _TAGS),
        reflected(_in_body, _by_fragment),
    ),
)
