"""Attacks that swap the line for a number of a kind that such a provider hardly publishes, in every layer of a page."""

from __future__ import annotations

from lab.markup import EVERYWHERE
from lab.operators.swapped import in_places
from lab.spots import About, attack, on_one_page

# The kind of number (forging.toml) → what it is, and the signal that knows it.
_KINDS = {
    "mobile": ("personal_mobile", "a personal mobile", "S13"),
    "resale": ("resale_mobile", "a mobile of a resale prefix", "S14"),
    "premium": ("premium_number", "a number that costs the caller extra", "S15"),
    "voip": ("voip_number", "a number of internet telephony, or a personal one", "S15"),
    "foreign": ("foreign_number", "a number of a country the provider does not serve", "S16"),
    "impossible": ("impossible_number", "a 400 number with a digit too few or too many", "S16"),
    "unusual": ("unusual_block", "a 400 number of a block that no hotline has", "S17"),
    "placeholder": ("placeholder_number", "a number that stands in templates", "S18"),
    "patterned": ("patterned_number", "a new 400 number of few digits", "S19"),
}

OPERATORS = tuple(
    attack(
        About(name, f"the line replaced by {words}", source, tags=("visible", "swap")),
        on_one_page(in_places(EVERYWHERE), kind),
    )
    for kind, (name, words, source) in _KINDS.items()
)
