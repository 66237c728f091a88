"""Suspects an unlisted number in a frame of the page, or in what a script holds ready to put into it.

What a frame shows is written by whoever fills it: an advertisement, a chat, a widget; and a script may swap the number that
people see. A Reading tells the layer, not the host that fills a frame, and not which of a script's numbers is shown. It is
wrong for call-tracking vendors, who swap numbers for the provider, and for lists of branches in a page's state.
"""

from __future__ import annotations

from collections.abc import Iterator

from directory.terms import Layer
from verifier.asides import asides, standing_asides
from verifier.case import Case, Seen, evidence_of, seen_in
from verifier.suspicion import Suspicion, asked_sightings

_FRAMES: frozenset[Layer] = frozenset({"embedded"})
_SCRIPTS: frozenset[Layer] = frozenset({"script"})


def check(case: Case) -> Iterator[Suspicion]:
    """Yield each number that is new in a frame or a script; on a page read for the first time, those in frames alone.

    A number that people see counts too where a frame holds it or the address of a frame or a script hands it over.
    """
    first = {
        key: [one for one in places if one.page not in case.before]
        for key, places in standing_asides(case, _FRAMES).items()
    }
    for found, kind in ((asides(case, _FRAMES), "frame"), (first, "frame"), (asides(case, _SCRIPTS), "script")):
        for key, places in found.items():
            if places:
                yield _of(key, places[0], kind)
    written = {one.sighting.number for one in seen_in(case.now) if one.sighting.layer == "embedded"}
    for key, places in asked_sightings(case).items():
        if key in written:
            yield _of(key, places[0], "written")


def _of(key: str, seen: Seen, kind: str) -> Suspicion:
    return Suspicion(key=key, page=seen.page, evidence=evidence_of(seen), kind=kind)
