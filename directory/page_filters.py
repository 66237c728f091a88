"""Which page filters a description may name, and what their parameters have to be."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from directory.shape import crop, near, show

# Our longest selector has 40 characters; the selector parser recurses on what it is given.
MAX_SELECTOR_CHARS = 200


@functools.cache
def page_filters() -> dict[str, dict[str, str]]:
    """Load the names of the page filters with the kinds of their parameters."""
    text = Path(__file__).with_name("page_filters.toml").read_bytes()
    return msgspec.toml.decode(text, type=dict[str, dict[str, str]])


def filter_faults(named: dict[str, object]) -> Iterator[str]:
    """Say what is wrong with one page filter: its name, a parameter missing, unknown or of a wrong kind."""
    name = named.get("name")
    if not isinstance(name, str) or name not in page_filters():
        yield f".name: got {show(name)}, expected one of {', '.join(page_filters())}"
        return
    wanted = page_filters()[name]
    yield from (f".{crop(key)}: unknown key{near(key, list(wanted))}" for key in named if key not in {"name", *wanted})
    for key, kind in wanted.items():
        if key not in named:
            yield f".{key}: missing, the filter '{name}' needs it"
        else:
            yield from (f".{key}: got {show(named[key])}, {wish}" for wish in PARAMETERS[kind](named[key]))


def selector_wishes(value: object) -> Iterator[str]:
    """Say what a CSS selector should be where `value` is none."""
    if not isinstance(value, str) or not 0 < len(value) <= MAX_SELECTOR_CHARS:
        yield f"expected a CSS selector of at most {MAX_SELECTOR_CHARS} characters"
        return
    if ":contains(" in value:
        yield "expected ':-soup-contains(…)', the name that ':contains(…)' has now"
        return
    # A tenth of a second of imports, for the few descriptions that name a selector.
    import soupsieve  # noqa: PLC0415

    try:
        soupsieve.compile(value)
    except (soupsieve.SelectorSyntaxError, NotImplementedError) as wrong:
        yield f"expected a CSS selector: {str(wrong).splitlines()[0]}"


def letters_wishes(value: object) -> Iterator[str]:
    """Say what a table of letters for digits should be where `value` is none."""
    if not isinstance(value, dict) or not value:
        yield 'expected a table such as { O = "0" }'
        return
    for letter, digit in value.items():
        if len(letter) != 1 or letter.isdecimal() or not isinstance(digit, str) or not re.fullmatch(r"[0-9]", digit):
            yield f"expected one letter for one digit, found {crop(letter)!r} = {show(digit)}"


# Kind of a filter's parameter, as page_filters.toml names it, to what it asks of a value.
PARAMETERS: dict[str, Callable[[object], Iterator[str]]] = {
    "selector": selector_wishes,
    "letters_to_digits": letters_wishes,
}
