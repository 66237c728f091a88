"""Where an operator may change a provider's night, and how one change of a page becomes a planting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from random import Random
from typing import Literal, NamedTuple

import msgspec

from directory.records import Provider
from directory.terms import Channel
from lab.forging import Forged, forge
from lab.planting import Expected, Operator, Planting
from lab.texts import say
from lab.world import Answer, Answers, LabPage, LabProvider, Line, SiteKind

_CHARSET = "charset="
# Where a number goes once its sentence is markup.
_GAP = "\0"


class Scene(NamedTuple):
    """All that an operator may look at: a provider, what its pages and those of others answer on a clean night, chance."""

    one: LabProvider
    answers: Answers
    chance: Random


class Spot(NamedTuple):
    """A line on an HTML page. html: the page's source."""

    scene: Scene
    page: LabPage
    line: Line
    html: str

    @property
    def name(self) -> str:
        """The provider's name as the page's language writes it."""
        provider = self.scene.one.provider
        return provider.names.get(self.page.language, provider.name)

    def say(self, text: str, **values: str) -> str:
        """A text of texts.toml in the page's language, with the provider's name and the line's label and number."""
        known = {"name": self.name, "label": self.line.label, "old": self.line.printed}
        return say(self.page.language, text, **(known | values))

    def put(self, text: str, number: str) -> str:
        """A text whose number is markup."""
        return self.say(text, number=_GAP).replace(_GAP, number)

    def answer(self, html: str) -> dict[tuple[str, str], Answer]:
        """What the page answers with another source."""
        return {(self.page.url, ""): with_html(self.scene.answers[self.page.url, ""], html)}


class Done(NamedTuple):
    """What an operator did: the answers that changed, and what of it a reviewer should be told.

    before, described: as in `lab.planting.Planting`.
    """

    answers: Answers
    planted: str = ""
    was: str = ""
    page: str = ""
    before: tuple[Answers, ...] = ()
    described: Provider | None = None


Change = Callable[[Scene], Done | None]
# A spot and a number to plant → the page's source with it; None, or the source as it is, where it does not fit.
Edit = Callable[[Spot, Forged], str | None]


class About(NamedTuple):
    """What an operator is called. expected: as in `lab.planting.Planting`."""

    id: str
    words: str
    source: str
    expected: Expected = "review"
    tags: tuple[str, ...] = ()


def attack(about: About, change: Change) -> Operator:
    """An operator that plants what a reviewer must be told of."""
    return _operator(about, "attack", change)


def honest(about: About, change: Change) -> Operator:
    """An operator that changes what honest providers change."""
    return _operator(about, "honest", change)


def _operator(about: About, kind: Literal["attack", "honest"], change: Change) -> Operator:
    def plant(one: LabProvider, answers: Answers, chance: Random) -> Planting | None:
        done = change(Scene(one, answers, chance))
        if done is None:
            return None
        fields = done._asdict()
        return Planting(operator=about.id, provider=one.provider.id, expected=about.expected, **fields)

    return Operator(about.id, kind, about.words, about.source, plant, about.tags)


def html_of(answer: Answer) -> str | None:
    """The source of an HTML answer; None for another medium, and for bytes that its charset cannot read."""
    declared = media_of(answer)
    if not declared.startswith("text/html"):
        return None
    try:
        return answer.body.decode(_charset(declared))
    except UnicodeDecodeError:
        return None


def with_html(answer: Answer, html: str) -> Answer:
    """The answer with another source in its charset; what that lacks is written as a character reference."""
    return msgspec.structs.replace(answer, body=html.encode(_charset(media_of(answer)), "xmlcharrefreplace"))


def media_of(answer: Answer) -> str:
    """The content type of an answer as declared, lower case."""
    return next((value.lower() for name, value in answer.headers if name.lower() == "content-type"), "")


def _charset(declared: str) -> str:
    return declared.partition(_CHARSET)[2].strip("\"' ;") or "utf-8"


def spots(
    scene: Scene,
    kind: SiteKind | None = None,
    channel: Channel | None = None,
    fits: Callable[[Line, str], bool] | None = None,
) -> Iterator[Spot]:
    """The lines of a provider's HTML pages: pages in an order drawn by chance, of each page at most one line.

    kind, channel: of the pages, None for all. fits: whether a line, given the page's source, will do.
    """
    pages = list(scene.one.pages)
    scene.chance.shuffle(pages)
    for page in pages:
        answer = scene.answers.get((page.url, ""))
        is_wanted = kind in (None, page.kind) and channel in (None, page.channel)
        html = html_of(answer) if answer is not None and page.lines and is_wanted else None
        if html is None:
            continue
        lines = scene.chance.sample(page.lines, len(page.lines))
        line = next((line for line in lines if fits is None or fits(line, html)), None)
        if line is not None:
            yield Spot(scene, page, line, html)


def on_one_page(
    edit: Edit,
    number: str = "ordinary",
    *,
    replaces: bool = True,
    kind: SiteKind | None = None,
    channel: Channel | None = None,
    fits: Callable[[Line, str], bool] | None = None,
) -> Change:
    """Change one page by an edit that plants a number of a kind (lab.forging) where a line stands, or beside it."""

    def change(scene: Scene) -> Done | None:
        for spot in spots(scene, kind, channel, fits):
            planted = forge(number, spot.line, scene.one, scene.chance)
            html = edit(spot, planted) if planted is not None else None
            if planted is not None and html is not None and html != spot.html:
                return Done(spot.answer(html), planted.key, spot.line.key if replaces else "", spot.page.url)
        return None

    return change


def rewriting(edit: Callable[[Spot], str | None], fits: Callable[[Line, str], bool] | None = None) -> Change:
    """Change one page by an edit that plants no number."""

    def change(scene: Scene) -> Done | None:
        for spot in spots(scene, fits=fits):
            html = edit(spot)
            if html is not None and html != spot.html:
                return Done(spot.answer(html), page=spot.page.url)
        return None

    return change


def pages_with(scene: Scene, line: Line | None = None) -> Iterator[tuple[LabPage, str]]:
    """Every HTML page with its source, in the provider's order; with a line, those that give it as the provider's own."""
    for page in scene.one.pages:
        answer = scene.answers.get((page.url, ""))
        html = html_of(answer) if answer is not None else None
        if html is not None and (line is None or any(one.key == line.key for one in page.lines)):
            yield page, html


def lone_spots(scene: Scene) -> Iterator[Spot]:
    """The lines that one page alone gives, at most one of a page: no other page keeps them."""
    count = Counter(key for page in scene.one.pages for key in {line.key for line in page.lines})
    return spots(scene, fits=lambda line, _: count[line.key] == 1)


def a_common_line(scene: Scene, least: int = 1) -> Line | None:
    """A line that stands on so many of the provider's HTML pages, drawn by chance; None where there is none."""
    lines: dict[str, list[Line]] = {}
    for page, _ in pages_with(scene):
        for line in page.lines:
            lines.setdefault(line.key, []).append(line)
    common = sorted(key for key, found in lines.items() if len(found) >= least)
    return lines[scene.chance.choice(common)][0] if common else None
