"""Three plain operators: a number swapped in the text, one added at the end, and a footer's new date."""

from __future__ import annotations

import re
from random import Random

import msgspec

from lab.planting import Operator, Planting
from lab.world import Answer, Answers, LabPage, LabProvider

_DATE = re.compile(rb"20(?:25|26)(?=[^0-9])")


def _page(one: LabProvider, chance: Random) -> LabPage | None:
    """A page of markup that shows a line of its own."""
    fitting = [page for page in one.pages if page.media == "text/html" and page.lines]
    return chance.choice(fitting) if fitting else None


def _changed(answers: Answers, page: LabPage, body: bytes) -> dict[tuple[str, str], Answer]:
    return {(page.url, ""): msgspec.structs.replace(answers[page.url, ""], body=body)}


def _invented(printed: str, chance: Random) -> str:
    """The number with its last four digits drawn anew."""
    digits = [at for at, sign in enumerate(printed) if sign.isdigit()][-4:]
    drawn = [chance.choice("0123456789") if at in digits else sign for at, sign in enumerate(printed)]
    return "".join(drawn)


def _swap(one: LabProvider, answers: Answers, chance: Random) -> Planting | None:
    page = _page(one, chance)
    if page is None:
        return None
    line = page.lines[0]
    false = _invented(line.printed, chance).encode()
    body = page.body.replace(line.printed.encode(), false)
    if body == page.body:
        return None
    return Planting(
        operator="plain_swap",
        provider=one.provider.id,
        answers=_changed(answers, page, body),
        was=line.key,
        page=page.url,
        expected="review",
    )


def _touch(one: LabProvider, answers: Answers, chance: Random) -> Planting | None:
    page = _page(one, chance)
    if page is None:
        return None
    return Planting(
        operator="new_year",
        provider=one.provider.id,
        answers=_changed(answers, page, _DATE.sub(b"2027", page.body)),
        page=page.url,
        expected="quiet",
    )


OPERATORS = (
    Operator("plain_swap", "attack", "one number on one page is replaced, nothing else", "T7", _swap, ("visible",)),
    Operator("new_year", "honest", "every year on a page is the next one", "§ 4", _touch, ("visible",)),
)
