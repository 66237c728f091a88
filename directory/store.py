"""The store: the one door to the database, on SQLite and PostgreSQL alike.

    with Store.open("sqlite:///data/directory.db") as store:
        store.begin_run(...)

What it can do is told by meaning in the modules it is put together from; whatever goes wrong at the database leaves
as StoreTrouble (`directory.store_trouble`).
"""

from __future__ import annotations

from types import TracebackType
from typing import Self

from directory.store_accounts import AccountStore
from directory.store_costs import CostStore
from directory.store_crops import CropStore
from directory.store_decisions import DecisionStore
from directory.store_desk import DeskStore
from directory.store_door import LOCK_WAIT_S, parse_url
from directory.store_entries import EntryStore
from directory.store_fetches import FetchStore
from directory.store_figures import FigureStore
from directory.store_findings import FindingStore
from directory.store_history import HistoryStore
from directory.store_hosts import HostStore
from directory.store_jobs import JobStore
from directory.store_outbox import OutboxStore
from directory.store_past import PastStore
from directory.store_promises import PromiseStore
from directory.store_readings import ReadingStore
from directory.store_register import RegisterStore
from directory.store_requests import RequestStore
from directory.store_retention import RetentionStore
from directory.store_runs import RunStore
from directory.store_schema import upgrade
from directory.store_trouble import StoreTrouble
from directory.store_views import ViewStore


class Store(
    RunStore,
    FetchStore,
    ReadingStore,
    RetentionStore,
    HistoryStore,
    PastStore,
    HostStore,
    EntryStore,
    FindingStore,
    RegisterStore,
    DecisionStore,
    AccountStore,
    RequestStore,
    CropStore,
    DeskStore,
    JobStore,
    OutboxStore,
    CostStore,
    FigureStore,
    ViewStore,
    PromiseStore,
):
    """Everything the program keeps. Records in, records out; times aware UTC; lists sorted here."""

    @classmethod
    def open(cls, url: str, *, lock_wait_s: float = LOCK_WAIT_S) -> Self:
        """Open a store, making its tables or bringing them up to date.

        url: sqlite:///PATH or postgresql://…; a SQLite file's folder must be there.
        lock_wait_s: how long one of five waits for another writer lasts.
        Raises StoreTrouble for a database that cannot be reached, or is of a newer schema.
        """
        store = cls(parse_url(url), lock_wait_s)
        try:
            upgrade(store)
        except StoreTrouble:
            store.close()
            raise
        return store

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
