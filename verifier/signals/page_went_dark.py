"""Suspects nothing of a line that is asked about while one of its pages could not be read: it says so, and no more.

Silence is not removal: a challenge, an error or an empty page tells nothing of the lines that stood there. It weighs
nothing and asks nothing by itself. It would be wrong only if the page were gone for good, which other nights show.
"""

from __future__ import annotations

from collections.abc import Iterator

from directory.findings import Evidence
from verifier.case import Case
from verifier.suspicion import Suspicion, seen_tonight


def check(case: Case) -> Iterator[Suspicion]:
    """Yield each listed line that no page shows tonight, with the first of its pages that was not read well."""
    shown = seen_tonight(case)
    for entry in sorted(case.entries, key=lambda entry: entry.key):
        dark = [page for page in sorted(entry.pages) if page in case.fetches and page not in case.now]
        if dark and entry.key not in shown and entry.status == "verified":
            page = dark[0]
            evidence = Evidence(url=page, snapshot=entry.snapshot, place="", layer="visible", quote=entry.label)
            values = {"page": page, "outcome": case.fetches[page].outcome}
            yield Suspicion(key=entry.key, page=page, evidence=evidence, values=values)
