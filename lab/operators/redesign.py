"""Honest changes of a page's form: another footer, other markup, other scripts, another language, the same lines."""

from __future__ import annotations

import re

import msgspec

from lab.markup import at_start, in_head
from lab.spots import About, Done, Scene, Spot, honest, html_of, rewriting, with_html
from lab.telling import reference

_FOOTER = re.compile(r"<footer\b[^>]*>(.*?)</footer>", re.DOTALL | re.IGNORECASE)
_MAIN = re.compile(r"(<main\b[^>]*>)(.*?)(</main>)", re.DOTALL | re.IGNORECASE)
_TOKEN = re.compile(r"\b[0-9a-f]{32}\b")
_CLASS = re.compile(r' class="([a-z][a-z0-9 \-]*)"')
_RENAMED = {"section": "div", "ul": "div", "li": "div", "dl": "div", "dt": "div", "dd": "div"}
_TAG = re.compile(r"<(/?)(section|ul|li|dl|dt|dd)(?=[\s>])", re.IGNORECASE)
_BANNER = '<div class="cookie-banner" role="dialog"><p>Cookies: <button>OK</button></p></div>'
_NAVIGATION = (
    '<nav class="languages"><a hreflang="en" href="/en/">English</a> <a hreflang="zh" href="/zh/">中文</a></nav>'
)


def _footer(spot: Spot) -> str:
    """The footer's content in other markup, with another address block."""
    return _FOOTER.sub(
        lambda found: f'<footer class="v2"><div class="grid"><div class="col">{found[1]}</div></div></footer>',
        spot.html,
    )


def _wrapped(spot: Spot) -> str:
    """The main part in two boxes more."""
    return _MAIN.sub(
        lambda found: f'{found[1]}<div class="page"><div class="body">{found[2]}</div></div>{found[3]}', spot.html
    )


def _retagged(spot: Spot) -> str:
    """Lists and sections as plain boxes."""
    return _TAG.sub(lambda found: f"<{found[1]}{_RENAMED[found[2].lower()]}", spot.html)


def _reclassed(spot: Spot) -> str:
    """Other names of classes, as every build of a style sheet makes them."""
    mark = reference(spot.scene.chance, 5)
    return _CLASS.sub(lambda found: f' class="{found[1]}_{mark}"', spot.html)


def _tokens(spot: Spot) -> str:
    """Other tokens, as every answer bears."""
    return _TOKEN.sub(lambda _: f"{spot.scene.chance.getrandbits(128):032x}", spot.html)


def _script(spot: Spot) -> str:
    """A script more, with its build number."""
    build = reference(spot.scene.chance, 10)
    return in_head(spot.html, f'<script src="/assets/app.js?v={build}"></script><script>window.build={build}</script>')


def _other_language(scene: Scene) -> Done | None:
    """A page answers in the provider's second language: the same lines in other words."""
    pages = list(scene.one.pages)
    scene.chance.shuffle(pages)
    for page in pages:
        for other in pages:
            mine, its = scene.answers.get((page.url, "")), scene.answers.get((other.url, ""))
            keys = {line.key for line in page.lines}
            if mine is None or its is None or not keys or page.language == other.language:
                continue
            html = html_of(its)
            if html is not None and html_of(mine) is not None and keys == {line.key for line in other.lines}:
                return Done({(page.url, ""): with_html(mine, html.replace(other.url, page.url))}, page=page.url)
    return None


def _phone_layout(scene: Scene) -> Done | None:
    """Visitors on a phone get other markup round the same lines."""
    for page in scene.one.pages:
        answer = scene.answers.get((page.url, ""))
        html = html_of(answer) if answer is not None else None
        if answer is not None and html is not None and page.lines:
            spot = Spot(scene, page, page.lines[0], html)
            told = with_html(answer, _retagged(spot._replace(html=_wrapped(spot))))
            return Done({(page.url, "mobile"): msgspec.structs.replace(told, vantage="mobile")}, page=page.url)
    return None


def _sent_on_at_home(scene: Scene) -> Done | None:
    """A page is sent on to another address of its own host and stays as it is."""
    pages = [page for page in scene.one.pages if page.lines and page.kind != "app_listing"]
    if not pages:
        return None
    page = scene.chance.choice(pages)
    url = page.url + ("&" if "?" in page.url else "?") + f"v={reference(scene.chance, 6)}"
    answer = msgspec.structs.replace(scene.answers[page.url, ""], url=url, hops=((page.url, 302, url),))
    return Done({(page.url, ""): answer}, page=page.url)


def _about(name: str, words: str) -> About:
    return About(name, words, "§4", "quiet", ("visible",))


OPERATORS = (
    honest(_about("footer_redesigned", "another footer with the same content"), rewriting(_footer)),
    honest(_about("main_wrapped", "the main part in other boxes"), rewriting(_wrapped)),
    honest(_about("lists_retagged", "lists and sections as plain boxes"), rewriting(_retagged)),
    honest(_about("classes_renamed", "other names of classes"), rewriting(_reclassed)),
    honest(_about("tokens_renewed", "other tokens, as every answer bears"), rewriting(_tokens)),
    honest(_about("script_added", "a script more, with its build number"), rewriting(_script)),
    honest(_about("banner_added", "a banner about cookies"), rewriting(lambda spot: at_start(spot.html, _BANNER))),
    honest(
        _about("languages_offered", "links to other languages"),
        rewriting(lambda spot: at_start(spot.html, _NAVIGATION)),
    ),
    honest(
        About("language_switched", "the page answers in the second language", "§4", "routine", ("visible",)),
        _other_language,
    ),
    honest(_about("phone_layout", "other markup for visitors on a phone, the same lines"), _phone_layout),
    honest(_about("sent_on_at_home", "a redirect to another address of the same host"), _sent_on_at_home),
)
