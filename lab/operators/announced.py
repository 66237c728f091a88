"""Attacks that explain themselves: a notice that the line has moved, or is no longer in use."""

from __future__ import annotations

from lab.forging import Forged, forge
from lab.markup import at_start, swap
from lab.spots import About, Done, Scene, Spot, a_common_line, attack, on_one_page, pages_with, with_html
from lab.telling import day
from lab.world import Answer, Line


def _moved_everywhere(scene: Scene) -> Done | None:
    """Every page swaps the line and announces the new number, with a date."""
    line = a_common_line(scene)
    planted = forge("ordinary", line, scene.one, scene.chance) if line is not None else None
    if line is None or planted is None:
        return None
    return moved(scene, line, planted)


def moved(scene: Scene, line: Line, new: Forged) -> Done | None:
    """Every page that gives a line shows another number instead, and says since when."""
    when, answers = day(scene.chance), dict[tuple[str, str], Answer]()
    for page, html in pages_with(scene, line):
        swapped = swap(html, line, new)
        if swapped != html:
            said = Spot(scene, page, line, html).say("false_move", number=new.printed, day=when)
            answers[page.url, ""] = with_html(scene.answers[page.url, ""], at_start(swapped, f"<p>{said}</p>"))
    return Done(answers, new.key, line.key) if answers else None


def _moved_here(spot: Spot, other: Forged) -> str | None:
    """One page swaps the line and announces the new number."""
    html = swap(spot.html, spot.line, other)
    notice = spot.say("false_move", number=other.printed, day=day(spot.scene.chance))
    return at_start(html, f"<p>{notice}</p>") if html != spot.html else None


def _retired(spot: Spot, other: Forged) -> str:
    """A notice that the true line is no longer in use, and whom to call instead; the line stays where it stood."""
    said = spot.say("retired", day=day(spot.scene.chance)) + " " + spot.say("call_instead", number=other.printed)
    return at_start(spot.html, f"<p>{said}</p>")


OPERATORS = (
    attack(
        About(
            "false_move_everywhere",
            "every page announces a false new number in the line's place",
            "S26 S30",
            tags=("visible", "swap"),
        ),
        _moved_everywhere,
    ),
    attack(
        About(
            "false_move_on_one_page",
            "one page announces a false new number in the line's place",
            "S26 S29",
            tags=("visible", "swap"),
        ),
        on_one_page(_moved_here),
    ),
    attack(
        About(
            "false_retirement",
            "a notice that the true line is no longer in use, with a false one to call instead",
            "S26 S39",
            tags=("visible", "added"),
        ),
        on_one_page(_retired, replaces=False),
    ),
)
