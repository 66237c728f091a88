"""What the releases folder tells Prometheus: which release is up, until when, how many lines it lists. Without a store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from publish.shelf import Shelf


class ReleaseMetrics(Collector):
    """Gauges over the release that the API answers from."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def collect(self) -> Iterable[Metric]:
        """Give every gauge; without a release that is `up` alone."""
        state, trouble = self._shelf.state, self._shelf.trouble
        yield _plain("up", "Whether a release is up.", int(state is not None))
        yield _plain("refused", "Whether something newer lies in the folder and was refused.", int(bool(trouble)))
        if state is None:
            return
        yield _plain("number", "The release that is up.", state.index.number)
        yield _plain(
            "lines", "Lines that it lists and that were not taken back.", len(state.index.lines) - len(state.withdrawn)
        )
        yield _plain("withdrawn_lines", "Lines of it that were taken back.", len(state.withdrawn))
        yield _plain("made_timestamp_seconds", "When it was made.", state.index.made.timestamp())
        yield _plain("expires_timestamp_seconds", "Until when it counts.", state.index.expires_at.timestamp())


def release_readiness(shelf: Shelf, clock: Callable[[], datetime]) -> Mapping[str, bool]:
    """Tell whether a release is up that counts. clock: aware, UTC."""
    state = shelf.state
    return {"release": state is not None and clock() < state.index.expires_at}


def _plain(name: str, said: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"hotlinewatch_release_{name}", said, value=value)
