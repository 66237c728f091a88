"""Build the lab's world from its data files and a seed."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from directory.number import country_of, line_of
from directory.records import Expect, Known, Page, Provider
from directory.terms import Purpose
from lab.markets import Market, Named, load_countries, load_markets, named
from lab.numbering import Drawn, Shape, draw, draw_abroad
from lab.paging import Owned, drafts_of, write_page
from lab.world import LabPage, LabProvider, World

SEED = 20261123
# What every provider has a line for, and what some have one for.
_ALWAYS: tuple[Purpose, ...] = ("general", "lost_card")
_SOME: tuple[Purpose, ...] = ("fraud", "complaints", "merchant", "overseas", "sales")
# A bank lists its branches; a firm at home in the world, and every second that is no bank, has a table of countries.
_BRANCHES = (100, 180)
_TABLE_LANGUAGES = frozenset({"zh", "en"})


def build_world(seed: int = SEED, only: int | None = None) -> World:
    """Every provider of the world, by id; `only` takes the first so many of each market.

    The same seed and data files give the same bytes.
    """
    markets = load_markets()
    taken: set[str] = set()
    shared: dict[str, Drawn] = {}
    found = []
    for market in markets.markets:
        for place, text in enumerate(market.names[:only]):
            who = named(text)
            chance = Random(f"{seed}/{market.id}/{who.slug}")
            purposes = _purposes(chance) if who.slug not in markets.silent else []
            lines = [draw(_shape_for(market, purpose, chance), purpose, chance, taken) for purpose in purposes]
            group = markets.groups.get(who.slug, "")
            if group:
                shared.setdefault(group, draw(market.shapes[-1], "complaints", chance, taken))
                lines.append(shared[group])
            owned = Owned(
                lines=tuple(lines),
                abroad=_abroad(market, who, place, chance, taken) if lines else (),
                branches=_branches(market, who, chance, taken),
            )
            found.append(_provider(market, who, group, place, owned, chance))
    return tuple(sorted(found, key=lambda one: one.provider.id))


def _purposes(chance: Random) -> list[Purpose]:
    return [*_ALWAYS, *chance.sample(_SOME, chance.choice((1, 2, 2, 3)))]


def _shape_for(market: Market, purpose: Purpose, chance: Random) -> Shape:
    return chance.choice([shape for shape in market.shapes if purpose in shape.purposes] or market.shapes)


def _abroad(market: Market, who: Named, place: int, chance: Random, taken: set[str]) -> tuple[tuple[str, Drawn], ...]:
    has_table = market.id == "world" or (who.kind != "bank" and place % 2 == 0)
    if not has_table or market.languages[0] not in _TABLE_LANGUAGES:
        return ()
    return tuple((region, draw_abroad(region, chance, taken)) for region in load_countries())


def _branches(market: Market, who: Named, chance: Random, taken: set[str]) -> tuple[Drawn, ...]:
    if who.kind != "bank":
        return ()
    return tuple(draw(market.branches, "general", chance, taken) for _ in range(chance.randint(*_BRANCHES)))


def _provider(market: Market, who: Named, group: str, place: int, owned: Owned, chance: Random) -> LabProvider:
    pages = tuple(write_page(draft, who, chance) for draft in drafts_of(market, who, place, owned, chance))
    home = market.languages[0]
    provider = Provider(
        id=f"{market.id}/{who.slug}",
        name=who.english,
        names={} if who.own == who.english else {home: who.own} if home != "en" else {"zh": who.own},
        kind=who.kind,
        country=market.country,
        official_hosts=(f"{who.slug}.example",),
        hotline="none" if who.slug in load_markets().silent else "published",
        group=group,
        pages=tuple(_description(market, page, f"{who.slug}.example") for page in pages),
        known=tuple(_known(market, key) for key in sorted({line.key for page in pages for line in page.lines})),
    )
    return LabProvider(provider=provider, pages=pages)


def _description(market: Market, page: LabPage, host: str) -> Page:
    return Page(
        url=page.url,
        channel=page.channel,
        language=page.language,
        regions=market.regions,
        expect=_expect(page.lines),
        platform=host not in page.url,
    )


def _expect(lines: Sequence[object]) -> Expect:
    """What a maintainer who knows the page would expect: most of its lines at least, room for a few more."""
    count = len(lines)
    return Expect(least=count - count // 3, most=count + 4 + count // 5)


def _known(market: Market, key: str) -> Known:
    return Known(
        number=line_of(key).removeprefix("CN:"),
        country=country_of(key) or market.country,
        origin="the lab's world",
        sure="high",
    )
