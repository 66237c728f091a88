"""Printed findings and played trials for the tests of what is made of them."""

from lab.planting import operators
from lab.told import Result
from lab.trials import Played, Timing

# One attack and one honest change, by id.
OPERATORS = tuple(one for one in operators() if one.id in ("swapped_text", "year_changed"))
UNLISTED = {"id": "unlisted_number", "weight": 1.5, "reason": "the directory does not list it for Kestrel Pay"}
NEAR = {"id": "near_miss", "weight": 4.0, "reason": "it is one digit off a listed line"}
PAGE = "https://www.kestrel-pay.example/contact.html"


def a_finding(**said):
    return {
        "id": "0123456789ab",
        "provider": "gb/kestrel-pay",
        "matter": "addition",
        "number": "+442079460999",
        "was": "",
        "page": PAGE,
        "summary": "Check +44 20 7946 0999 for Kestrel Pay, because one of its pages shows it.",
        "level": "routine",
        "score": 1.5,
        "signals": [UNLISTED],
        "voices": [{"page": PAGE, "channel": "contact", "says": "agrees"}],
        "evidence": [{"url": PAGE, "snapshot": "0" * 64, "place": "p", "layer": "visible", "quote": "020 7946 0999"}],
    } | said


def a_result(**said):
    plain = {
        "operator": "swapped_text",
        "kind": "attack",
        "half": "development",
        "provider": "gb/kestrel-pay",
        "expected": "review",
        "level": "review",
        "planted": "+442079460999",
        "was": "",
        "page": PAGE,
    }
    return Result(**(plain | said))


def a_play(*results, alarms=(), number_nights=400_000):
    return Played(
        results=results,
        alarms=alarms,
        number_nights=number_nights,
        misread=(),
        unread=(),
        numbers=100,
        timings=(Timing(kind="trials", captures=10, wall_s=2.0), Timing(kind="trials", captures=10, wall_s=4.0)),
    )
