"""Honest changes of how a line is written: the caller dials the same digits, so nothing may be asked (signals, section 4)."""

from __future__ import annotations

from collections.abc import Callable

from directory.number import parts_of, print_number
from lab.forging import Forged
from lab.markup import beside, rewrite, rewrite_lines, swap
from lab.operators.swapped import stands_alone, stands_in
from lab.spots import About, Change, Done, Scene, Spot, honest, pages_with, rewriting, with_html
from lab.world import Line

# Written as one chunk, a number says nothing of its groups; no sign is put into one.
_LEAST_GROUPS = 2
_FULLWIDTH = str.maketrans("0123456789-() ", "０１２３４５６７８９－（）\u3000")
# Letters on the keys of a telephone that bear some. Source: ITU-T E.161.
_LETTERS = {"2": "A", "3": "D", "4": "G", "5": "K", "6": "M", "7": "P", "8": "T", "9": "W"}
_AREAS = ("10", "21", "571", "755")

# A line and how it stands there → how it is to stand there.
Write = Callable[[Line, str], str]


def _joined(sign: str) -> Write:
    """The same groups with another sign between them."""

    def write(_: Line, found: str) -> str:
        groups = "".join(char if char.isdigit() or char == "+" else " " for char in found).split()
        return sign.join(groups) if len(groups) >= _LEAST_GROUPS else found

    return write


def _ungrouped(_: Line, found: str) -> str:
    return "".join(char for char in found if char.isdigit() or char == "+")


def _international(line: Line, found: str) -> str:
    """+86 400 …, +44 20 …: with the country's code, as the plan writes it."""
    return print_number(line.key) if line.key.startswith("+") else found


def _trunk_in_brackets(line: Line, found: str) -> str:
    """+44 (0)20 …: where the national form has a zero that callers from abroad leave out."""
    digits = "".join(filter(str.isdigit, found))
    country = line.key.removesuffix(digits[1:])
    if not line.key.startswith("+") or not digits.startswith("0") or country == line.key:
        return found
    return f"{country} (0){found.lstrip('(0').replace(')', '')}"


def _once(write: Write) -> Change:
    """One line of one page in another notation."""
    return rewriting(lambda spot: rewrite_lines(spot.html, (spot.line,), write))


def everywhere(write: Write) -> Change:
    """Every line of every page in another notation."""

    def change(scene: Scene) -> Done | None:
        answers = {
            (page.url, ""): with_html(scene.answers[page.url, ""], new)
            for page, html in pages_with(scene)
            if (new := rewrite_lines(html, page.lines, write)) != html
        }
        return Done(answers) if answers else None

    return change


def _is_north_american(line: Line, _html: str) -> bool:
    return line.key.startswith("+1")


def _is_code(line: Line, _html: str) -> bool:
    return line.key.startswith("CN:")


def _fullwidth(spot: Spot) -> str | None:
    """Fullwidth digits, as Chinese and Japanese pages write."""
    if spot.page.language not in ("zh", "ja"):
        return None
    return rewrite(spot.html, spot.line, lambda found: found.translate(_FULLWIDTH))


def _area_before_code(spot: Spot) -> str | None:
    """0571-95188: how the code is dialled from elsewhere, behind the code itself."""
    parts = parts_of(spot.line.key)
    if parts.country != "CN" or parts.area:
        return None
    area = spot.scene.chance.choice(_AREAS)
    return beside(spot.html, spot.line, f" / 0{area}-{parts.digits}")


def _link_added(spot: Spot) -> str | None:
    """A link that dials the line, in E.164, round its local text."""
    if not spot.line.key.startswith("+"):
        return None
    return rewrite(spot.html, spot.line, lambda found: f'<a href="tel:{spot.line.key}">{found}</a>')


def _link_rewritten(spot: Spot) -> str | None:
    """The link's digits in national form instead of E.164."""
    if not spot.line.key.startswith("+") or spot.line.printed.startswith("+"):
        return None
    digits = "".join(filter(str.isdigit, spot.line.printed))
    return swap(spot.html, spot.line, Forged(digits, digits), {"link"})


def _structured_rewritten(spot: Spot) -> str | None:
    """Structured data in the notation of the text."""
    return swap(spot.html, spot.line, Forged(spot.line.printed, spot.line.printed), {"structured"})


def _vanity(spot: Spot) -> str | None:
    """The line in letters beside its digits, as North American lines are."""
    if not spot.line.key.startswith("+1"):
        return None
    national = spot.line.key.removeprefix("+1")
    letters = "".join(_LETTERS.get(digit, digit) for digit in national[3:6])
    return beside(spot.html, spot.line, f" (1-{national[:3]}-{letters}-{national[6:]})")


def _menu(spot: Spot) -> str:
    """What to press once the line has answered."""
    said = spot.say("menu", extra=str(spot.scene.chance.randrange(1, 9)))
    return beside(spot.html, spot.line, f"（{said}）" if spot.page.language in ("zh", "ja") else f" ({said})")


# Signs between the groups of a number → what is said of them.
_SIGNS = {
    "hyphens": ("hyphens", "-"),
    "dots": ("dots", "."),
    "blanks": ("blanks", " "),
    "hard_blanks": ("non-breaking blanks", "\u00a0"),
}

OPERATORS = (
    *(
        honest(
            About(f"written_with_{name}", f"a line written with {words}", "§4", "quiet", ("visible",)),
            _once(_joined(sign)),
        )
        for name, (words, sign) in _SIGNS.items()
    ),
    honest(About("written_ungrouped", "a line written without groups", "§4", "quiet", ("visible",)), _once(_ungrouped)),
    honest(
        About("country_code_added", "a line written with its country's code", "§4", "quiet", ("visible",)),
        _once(_international),
    ),
    honest(
        About("trunk_in_brackets", "a line written as +44 (0)20", "§4", "quiet", ("visible",)),
        _once(_trunk_in_brackets),
    ),
    honest(
        About("fullwidth_digits", "a line written in fullwidth digits", "§4", "quiet", ("visible",)),
        rewriting(_fullwidth),
    ),
    honest(
        About(
            "area_before_code",
            "a short code with the area code for callers from elsewhere",
            "§4 D1",
            "routine",
            ("visible",),
        ),
        rewriting(_area_before_code, _is_code),
    ),
    honest(
        About("link_added", "a link in E.164 round the line", "§4", "quiet", ("tel_link",)),
        rewriting(_link_added, stands_alone),
    ),
    honest(
        About("link_rewritten", "a link in national digits", "§4", "quiet", ("tel_link",)),
        rewriting(_link_rewritten, stands_in("text", "link")),
    ),
    honest(
        About("structured_rewritten", "structured data in the notation of the text", "§4", "quiet", ("structured",)),
        rewriting(_structured_rewritten, stands_in("structured")),
    ),
    honest(
        About("vanity_beside_digits", "the line in letters beside its digits", "§4", "quiet", ("visible",)),
        rewriting(_vanity, _is_north_american),
    ),
    honest(
        About("extension_wording", "what to press once the line has answered", "§4", "routine", ("visible",)),
        rewriting(_menu),
    ),
    honest(
        About(
            "storm_of_country_codes",
            "every page writes every line with its country's code",
            "§4 S30",
            "quiet",
            ("visible", "storm"),
        ),
        everywhere(_international),
    ),
    honest(
        About("storm_of_hyphens", "every page writes every line with hyphens", "§4 S30", "quiet", ("visible", "storm")),
        everywhere(_joined("-")),
    ),
)
