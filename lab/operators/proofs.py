"""What hosts prove: a certificate of another issuer, with another number or without, and hosts that a description names anew."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from random import Random

import msgspec

from directory.records import Provider
from lab.forging import forge
from lab.markup import EVERYWHERE, swap
from lab.operators.added import bare
from lab.operators.addresses import with_token
from lab.operators.swapped import in_places
from lab.spots import About, Change, Done, Scene, Spot, attack, honest, on_one_page, spots, with_html
from lab.world import ISSUED_AT, ISSUER, certificate_of

_OTHER_ISSUER = "Quickleaf Free Certificates"
# Every certificate is renewed within a year: here half a year after it was issued, days before the trials' night.
_RENEWED_AT = datetime(2026, 3, 17, tzinfo=ISSUED_AT.tzinfo)

# The provider's own host → the one that is put into its description.
Host = Callable[[str, Random], str]


def _certified(change: Change, issuer: str) -> Change:
    """A change of a page whose host shows a certificate of a few days on the same night."""

    def certified(scene: Scene) -> Done | None:
        done = change(scene)
        if done is None:
            return None
        answers = {
            key: msgspec.structs.replace(one, certificate=certificate_of(one.url, issuer, _RENEWED_AT))
            for key, one in done.answers.items()
        }
        return done._replace(answers=answers)

    return certified


def _as_it_is(scene: Scene) -> Done | None:
    """One page, drawn by chance, answers as on any night."""
    spot = next(spots(scene), None)
    return Done(spot.answer(spot.html), page=spot.page.url) if spot is not None else None


def _described(host: Host) -> Change:
    """The description names one host more and a page there: a copy of one of the provider's, with another number."""

    def change(scene: Scene) -> Done | None:
        for spot in spots(scene):
            planted = forge("ordinary", spot.line, scene.one, scene.chance)
            html = swap(spot.html, spot.line, planted) if planted is not None else spot.html
            if planted is not None and html != spot.html:
                added = host(scene.one.provider.official_hosts[0], scene.chance)
                url = f"https://www.{added}/service.html"
                answer = msgspec.structs.replace(
                    with_html(scene.answers[spot.page.url, ""], html), url=url, certificate=certificate_of(url)
                )
                return Done({(url, ""): answer}, planted.key, page=url, described=_with_host(spot, added, url))
        return None

    return change


def _with_host(spot: Spot, host: str, url: str) -> Provider:
    provider = spot.scene.one.provider
    like = next(page for page in provider.pages if page.url == spot.page.url)
    page = msgspec.structs.replace(like, url=url, platform=False)
    hosts = (*provider.official_hosts, host)
    return msgspec.structs.replace(provider, official_hosts=hosts, pages=(*provider.pages, page))


def _of_no_name(_host: str, chance: Random) -> str:
    return f"service-portal{chance.randrange(100, 999)}.example"


OPERATORS = (
    attack(
        About(
            "swapped_under_new_certificate",
            "another number on a page whose host has a certificate of another issuer",
            "S03",
            tags=("visible", "swap", "certificate"),
        ),
        _certified(on_one_page(in_places(EVERYWHERE)), _OTHER_ISSUER),
    ),
    attack(
        About(
            "added_under_new_certificate",
            "a line more, on a page whose host has a certificate of another issuer",
            "S03",
            tags=("visible", "added", "certificate"),
        ),
        _certified(on_one_page(bare, replaces=False), _OTHER_ISSUER),
    ),
    attack(
        About(
            "host_added", "the description names a host that is not the provider's", "T10 S12", tags=("description",)
        ),
        _described(_of_no_name),
    ),
    attack(
        About(
            "look_alike_added",
            "the description names a host of the brand's name and a word like support",
            "T10 S02",
            "urgent",
            ("description",),
        ),
        _described(with_token),
    ),
    honest(
        About("certificate_renewed", "a new certificate of the same issuer", "S03", "quiet", ("certificate",)),
        _certified(_as_it_is, ISSUER),
    ),
    honest(
        About("issuer_changed", "a certificate of another issuer, the same lines", "S03", "quiet", ("certificate",)),
        _certified(_as_it_is, _OTHER_ISSUER),
    ),
)
