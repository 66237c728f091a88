"""Honest changes that a maintainer should hear of: a true move, a line more, new branches, warnings, retirement."""

from __future__ import annotations

from lab.forging import Forged, forge
from lab.markup import at_end, at_start
from lab.operators.announced import moved
from lab.operators.near_misses import near, substitution
from lab.spots import (
    About,
    Change,
    Done,
    Edit,
    Scene,
    Spot,
    a_common_line,
    honest,
    html_of,
    lone_spots,
    on_one_page,
    rewriting,
)
from lab.telling import day

_NEW_BRANCHES = 4
# The countries whose police a language's sentence in texts.toml names; where it names no number it fits all.
_HOMES = {"zh": ("CN",), "ja": ("JP",), "ko": ("KR",), "es": ("ES", "MX"), "hi": ("IN",)}


def _moved(scene: Scene) -> Done | None:
    """Every page shows the new line, and announces since when it stands for the old one."""
    line = a_common_line(scene)
    # A 400 number gives way to a code of the provider's own; elsewhere to another line.
    kind = "code" if line is not None and line.key.startswith("+86400") else "ordinary"
    new = forge(kind, line, scene.one, scene.chance) if line is not None else None
    return moved(scene, line, new) if line is not None and new is not None else None


def _moved_in_block(scene: Scene) -> Done | None:
    """The only page of a line shows one a digit off, as firms rent them in a row, and announces since when."""
    for spot in lone_spots(scene):
        new = near(spot.line, substitution, scene)
        done = moved(scene, spot.line, new) if new is not None else None
        if done is not None:
            return done
    return None


def _says(text: str) -> Edit:
    """A sentence with a new number at the end of the page."""

    def edit(spot: Spot, other: Forged) -> str:
        return at_end(spot.html, f"<p>{spot.say(text, number=other.printed)}</p>")

    return edit


def _branches(scene: Scene) -> Done | None:
    """A list of new branches, each with its number."""
    for page in scene.one.pages:
        answer = scene.answers.get((page.url, ""))
        html = html_of(answer) if answer is not None else None
        if answer is None or html is None or page.channel != "contact" or not page.lines:
            continue
        spot = Spot(scene, page, page.lines[0], html)
        drawn = [forge("branch", spot.line, scene.one, scene.chance) for _ in range(_NEW_BRANCHES)]
        rows = [
            f"<tr><td>{spot.say('branch', extra=str(at))}</td><td>{one.printed}</td></tr>"
            for at, one in enumerate(drawn, start=1)
            if one is not None
        ]
        if rows:
            table = f"<h2>{spot.say('branches')}</h2><table>{''.join(rows)}</table>"
            return Done(spot.answer(at_end(html, table)), page=page.url)
    return None


def _notice(text: str) -> Change:
    return rewriting(lambda spot: at_start(spot.html, f"<p>{spot.say(text, day=day(spot.scene.chance))}</p>"))


def _public_line(spot: Spot) -> str | None:
    """The lines of the police as the country's own language names them: another country's are no lines of the police here."""
    provider = spot.scene.one.provider
    is_home = spot.page.language not in _HOMES or provider.country in _HOMES[spot.page.language]
    return at_start(spot.html, f"<p>{spot.say('public_line')}</p>") if is_home else None


OPERATORS = (
    honest(
        About("announced_move", "a true move, announced with its date on every page", "§4 S26", "review", ("visible",)),
        _moved,
    ),
    honest(
        About(
            "announced_move_in_block",
            "a true move of a line of one page to a number of the same block, announced with its date",
            "§4 S26",
            "review",
            ("visible",),
        ),
        _moved_in_block,
    ),
    honest(
        About("additional_line", "a line more, said to be new", "§4", "review", ("visible",)),
        on_one_page(_says("additional"), replaces=False),
    ),
    honest(About("new_branches", "a list of new branches", "§4", "routine", ("visible",)), _branches),
    honest(
        About("warning_with_false_number", "a warning that prints a false number", "§4 S36", "quiet", ("visible",)),
        on_one_page(_says("warning"), replaces=False),
    ),
    honest(
        About("warning_of_own_line", "a warning of calls that show the true line", "§4", "review", ("visible",)),
        _notice("warning_of_own"),
    ),
    honest(
        About("notice_of_retirement", "a notice that a listed line is given up", "§4", "review", ("visible",)),
        _notice("retired"),
    ),
    honest(
        About("public_line_named", "the lines of police and regulators", "D3", "quiet", ("visible",)),
        rewriting(_public_line),
    ),
)
