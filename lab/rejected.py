"""The false numbers that the lab's maintainer rejects before the trials, one a provider: what known_false_again plants again."""

from __future__ import annotations

from random import Random
from typing import NamedTuple

from lab.forging import Forged, forge
from lab.markup import at_end
from lab.spots import Scene, spots
from lab.world import Answer, Answers, LabProvider, World


class Rejected(NamedTuple):
    """A number that stood on a provider's page on the first night and was rejected. answers: what that page answered then."""

    number: Forged
    answers: dict[tuple[str, str], Answer]


def rejected_before(one: LabProvider, answers: Answers) -> Rejected | None:
    """The number rejected for a provider, always the same; None for one whose pages show no line."""
    scene = Scene(one, answers, Random(f"rejected/{one.provider.id}"))
    for spot in spots(scene):
        number = forge("rejected", spot.line, one, scene.chance) or forge("ordinary", spot.line, one, scene.chance)
        if number is not None:
            html = at_end(spot.html, f"<p>{spot.say('hotline', number=number.printed)}</p>")
            return Rejected(number, spot.answer(html))
    return None


def all_rejected(world: World, answers: Answers) -> dict[str, Rejected]:
    """The number rejected for each provider of a world, by the provider's id."""
    found = {one.provider.id: rejected_before(one, answers) for one in world}
    return {name: rejected for name, rejected in found.items() if rejected is not None}
