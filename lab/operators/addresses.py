"""Attacks on where a page comes from: sent on to another host, pointing at one, speaking of something else."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random
from urllib.parse import urlsplit

import msgspec

from lab.forging import Forged, forge
from lab.markup import at_start, in_head, swap
from lab.spots import About, Change, Done, Edit, Scene, Spot, attack, on_one_page, spots, with_html

# Letters that look alike. Source: Unicode Technical Standard 39, confusables; only those that a name may hold.
_CONFUSED = {"o": "0", "l": "1", "i": "1", "e": "3", "a": "4", "s": "5"}
_CYRILLIC = {"a": "\u0430", "e": "\u0435", "o": "\u043e", "p": "\u0440", "c": "\u0441", "y": "\u0443"}
_TOKENS = ("support", "help", "care", "service", "kefu", "secure")
_CANONICAL = re.compile(r'(<link rel="canonical" href=")[^"]*(")')
_OG_URL = re.compile(r'(<meta property="og:url" content=")[^"]*(")')
_MAIN = re.compile(r"(<main\b[^>]*>).*?(</main>)", re.DOTALL | re.IGNORECASE)
_ELSEWHERE = "https://www.jinhao-news.example/a/20260411.html"

# The provider's own host → another one.
Other = Callable[[str, Random], str]


def _look_alike(letters: dict[str, str]) -> Other:
    def other(host: str, chance: Random) -> str:
        name, _, rest = host.partition(".")
        places = [at for at, char in enumerate(name) if char in letters]
        if not places:
            return ""
        at = chance.choice(places)
        return f"{name[:at]}{letters[name[at]]}{name[at + 1 :]}.{rest}".encode("idna").decode()

    return other


def with_token(host: str, chance: Random) -> str:
    """The host's name with a word of customer care behind it."""
    name, _, rest = host.partition(".")
    return f"{name}-{chance.choice(_TOKENS)}.{rest}"


def _a_letter_off(host: str, chance: Random) -> str:
    name, _, rest = host.partition(".")
    at = chance.randrange(1, len(name) - 1)
    return (
        f"{name[:at]}{name[at + 1]}{name[at]}{name[at + 2 :]}.{rest}"
        if name[at] != name[at + 1]
        else f"{name[:at]}{name[at + 1 :]}.{rest}"
    )


def _foreign(_host: str, chance: Random) -> str:
    return f"landing{chance.randrange(100, 999)}.promo-hub.example"


def sent_on(other: Other) -> Change:
    """Send a page on to another host, which shows a copy of it with another number."""

    def change(scene: Scene) -> Done | None:
        for spot in spots(scene):
            planted = forge("ordinary", spot.line, scene.one, scene.chance)
            host = other(scene.one.provider.official_hosts[0], scene.chance)
            if planted is None or not host or spot.page.kind == "app_listing":
                continue
            url = f"https://www.{host}{urlsplit(spot.page.url).path}"
            answer = with_html(scene.answers[spot.page.url, ""], swap(spot.html, spot.line, planted))
            hops = ((spot.page.url, 302, url),)
            answers = {(spot.page.url, ""): msgspec.structs.replace(answer, url=url, hops=hops)}
            return Done(answers, page=spot.page.url)
        return None

    return change


def _points_at(pattern: re.Pattern[str], markup: str) -> Edit:
    """A page with another number, whose head says that it belongs to another site."""

    def edit(spot: Spot, other: Forged) -> str | None:
        html = swap(spot.html, spot.line, other)
        if html == spot.html:
            return None
        told, count = pattern.subn(rf"\g<1>{_ELSEWHERE}\g<2>", html)
        return told if count else in_head(html, markup.format(url=_ELSEWHERE))

    return edit


def _spun(spot: Spot, other: Forged) -> str | None:
    """The page's main part replaced by text of another subject, several times over."""
    text = spot.say("spun", number=other.printed)
    html, count = _MAIN.subn(lambda found: f"{found[1]}{f'<p>{text}</p>' * 6}{found[2]}", spot.html, count=1)
    return html if count else at_start(spot.html, f"<p>{text}</p>" * 6)


_HOSTS = {
    "sent_to_homoglyph": ("a host with a digit for a letter", _look_alike(_CONFUSED)),
    "sent_to_punycode": ("a host with a letter of another script", _look_alike(_CYRILLIC)),
    "sent_to_support_host": ("a host of the brand's name and a word like support", with_token),
    "sent_to_misspelt_host": ("a host with two letters changed round or one lost", _a_letter_off),
    "sent_elsewhere": ("a host that has nothing of the brand", _foreign),
}

OPERATORS = (
    *(
        attack(
            About(name, f"a page sends on to {words}, with a copy of it", "T5 S01 S02", "urgent", ("redirect",)),
            sent_on(other),
        )
        for name, (words, other) in _HOSTS.items()
    ),
    attack(
        About(
            "canonical_elsewhere",
            "another number on a page that calls another site its own address",
            "S10",
            tags=("visible", "swap"),
        ),
        on_one_page(_points_at(_CANONICAL, '<link rel="canonical" href="{url}">')),
    ),
    attack(
        About(
            "og_url_elsewhere",
            "another number on a page whose shared address is another site's",
            "S10",
            tags=("visible", "swap"),
        ),
        on_one_page(_points_at(_OG_URL, '<meta property="og:url" content="{url}">')),
    ),
    attack(
        About(
            "off_topic", "text of another subject with a number in place of the page's own", "T7 S11", tags=("visible",)
        ),
        on_one_page(_spun),
    ),
)
