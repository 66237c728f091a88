"""What the store tells Prometheus: nights, lines, questions, jobs, messages, readiness. Read anew at each scrape."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

import structlog
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from directory.store import Store
from directory.store_trouble import StoreTrouble
from directory.views import ValidRun
from scheduler.config import Settings
from scheduler.promises import measure_promises
from scheduler.readiness import Readiness, readiness

log = structlog.get_logger()


class StoreMetrics(Collector):
    """Gauges over an open store. clock: aware, UTC. A store in trouble is a gauge too, never an error of the scrape."""

    def __init__(self, store: Store, settings: Settings, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._settings = settings
        self._clock = clock
        # Of the latest valid run, which no longer changes: a night of ten thousand providers is not summed every minute.
        self._night: tuple[str, list[Metric]] = ("", [])

    def collect(self) -> Iterable[Metric]:
        """Give every gauge."""
        checks = readiness(self._store, self._settings, self._clock())
        yield _readiness(checks)
        yield self._free_bytes()
        try:
            found = list(self._of_store())
        except StoreTrouble as trouble:
            log.warning("store_not_measured", error=str(trouble))
            return
        yield from found

    def _of_store(self) -> Iterator[Metric]:
        last = self._store.latest_valid_run()
        if last is not None:
            yield from self._of_night(last)
        yield _gauge(
            "lines", "Lines of the directory.", ("status", "presence"), self._store.lines_by_standing().items()
        )
        open_ones = (((level,), count) for level, count in self._store.tallies().items())
        yield _gauge("findings_open", "Findings that wait for a person.", ("level",), open_ones)
        letters = (((state,), count) for state, count in self._store.letters_by_state().items())
        yield _gauge("letters", "Messages of the outbox.", ("state",), letters)
        yield from self._of_jobs()

    def _of_night(self, last: ValidRun) -> list[Metric]:
        if self._night[0] != last.id:
            self._night = last.id, list(self._measured(last))
        return self._night[1]

    def _measured(self, last: ValidRun) -> Iterator[Metric]:
        (summed,) = self._store.run_costs(limit=1, state="closed")
        cost = summed.cost
        yield _plain("run_timestamp_seconds", "When the latest valid run began.", last.at.timestamp())
        outcomes = (((outcome,), count) for outcome, count in summed.outcomes.items())
        yield _gauge("run_pages", "Pages of the latest valid run.", ("outcome",), outcomes)
        yield _plain("run_taken_bytes", "Bytes of bodies that the latest valid run took.", cost.bytes)
        yield _plain("run_waited_seconds", "Seconds that it waited for answers, all pages together.", cost.seconds)
        yield _plain("run_renders", "Pages that it showed in a browser.", cost.renders)
        yield from self._promised()

    def _promised(self) -> Iterator[Metric]:
        objectives = measure_promises(self._store, self._clock()).objectives
        values = (((one.id,), one.value) for one in objectives if one.value is not None)
        yield _gauge("promise", "What each promise was measured at after the latest valid run.", ("promise",), values)
        kept = (((one.id,), int(one.is_kept)) for one in objectives if one.is_kept is not None)
        yield _gauge("promise_kept", "Whether it was kept.", ("promise",), kept)

    def _of_jobs(self) -> Iterator[Metric]:
        jobs = sorted(self._store.latest_job_runs().items())
        due = (((name,), run.due_at.timestamp()) for name, run in jobs)
        yield _gauge("job_due_timestamp_seconds", "When each job was due last.", ("job",), due)
        ended = (((name,), run.ended_at.timestamp()) for name, run in jobs if run.ended_at is not None)
        yield _gauge("job_ended_timestamp_seconds", "When each job ended, if it did.", ("job",), ended)
        states = (((name, run.state), 1) for name, run in jobs)
        yield _gauge("job_state", "What became of each job's latest due time.", ("job", "state"), states)

    def _free_bytes(self) -> Metric:
        try:
            free = shutil.disk_usage(self._settings.data).free
        except OSError:
            # There is no folder yet; how much it could hold is no figure of it.
            return _gauge("data_free_bytes", "Free bytes where the data folder lies.", (), ())
        return _plain("data_free_bytes", "Free bytes where the data folder lies.", free)


def _readiness(checks: Iterable[Readiness]) -> Metric:
    values = (((one.id,), int(one.holds)) for one in checks)
    return _gauge("ready", "Whether what must hold does: store, schema, release, night.", ("check",), values)


def _plain(name: str, said: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"hotlinewatch_{name}", said, value=value)


def _gauge(
    name: str, said: str, labels: tuple[str, ...], values: Iterable[tuple[tuple[str, ...], float]]
) -> GaugeMetricFamily:
    gauge = GaugeMetricFamily(f"hotlinewatch_{name}", said, labels=labels)
    for words, value in values:
        gauge.add_metric(words, value)
    return gauge
