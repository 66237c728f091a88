"""Attacks that plant a number where programs read it and people do not."""

from __future__ import annotations

from lab.forging import Forged
from lab.markup import at_end, escape, in_head
from lab.spots import About, Edit, Spot, attack, on_one_page

# How the markup hides what stands in it; {text} is the sentence with the number.
_WAYS = {
    "hidden_display": ("a number in an element that is not displayed", '<div style="display:none">{text}</div>'),
    "hidden_visibility": ("a number in an invisible element", '<div style="visibility:hidden">{text}</div>'),
    "hidden_size": ("a number in letters of no size", '<span style="font-size:0">{text}</span>'),
    "hidden_colour": ("a number in the colour of its ground", '<p style="color:#fff;background:#ffffff">{text}</p>'),
    "hidden_off_screen": ("a number far off the screen", '<div style="position:absolute;left:-9999px">{text}</div>'),
    "hidden_from_screen_readers": (
        "a number off the screen and away from screen readers",
        '<div aria-hidden="true" style="position:absolute;left:-9999px">{text}</div>',
    ),
    "hidden_noscript": ("a number for those without scripts", "<noscript><p>{text}</p></noscript>"),
    "hidden_comment": ("a number in a comment of the source", "<!-- {text} -->"),
    "hidden_alt": ("a number in a picture's alternative text", '<img src="/assets/banner.png" alt="{text}">'),
}


def _hidden(markup: str) -> Edit:
    def edit(spot: Spot, other: Forged) -> str:
        return at_end(spot.html, markup.format(text=spot.say("hotline", number=other.printed)))

    return edit


def _meta(spot: Spot, other: Forged) -> str:
    text = escape(spot.say("hotline", number=other.printed))
    return in_head(spot.html, f'<meta name="description" content="{text}">')


OPERATORS = (
    *(
        attack(About(name, words, "S08", tags=("hidden",)), on_one_page(_hidden(markup), replaces=False))
        for name, (words, markup) in _WAYS.items()
    ),
    attack(
        About("hidden_meta", "a number in the page's description for programs", "S08", tags=("attribute",)),
        on_one_page(_meta, replaces=False),
    ),
)
