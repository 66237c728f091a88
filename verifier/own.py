"""Which sightings are a provider's own word."""

from __future__ import annotations

from directory.records import Reading, Sighting
from directory.terms import CONFIRMING_LAYERS


def is_own(sighting: Sighting) -> bool:
    """Whether a sighting is the provider's own word for a line that people call."""
    return (
        sighting.layer in CONFIRMING_LAYERS
        and sighting.is_kept
        and not sighting.owner
        and sighting.calls == "in"
        and not sighting.is_warned
        and sighting.purpose != "sms"
    )


def own_keys(reading: Reading) -> set[str]:
    """The keys that a page shows as its provider's own."""
    return {sighting.number for sighting in reading.sightings if is_own(sighting)}
