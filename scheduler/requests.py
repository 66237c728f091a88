"""What the desk asked for, carried out: one request at a time, under a claim, with its progress and its result."""

from __future__ import annotations

import threading
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Literal

import structlog

from crawler.places import ArchiveError
from directory.records import Provider
from directory.requests import Request
from directory.store import Store
from directory.store_trouble import NotFound, RunUnderWay, StoreTrouble
from scheduler.config import Settings
from scheduler.crawling import CrawlBroken
from scheduler.cropping import crops_on_request
from scheduler.nursery import ReadingPoolError
from scheduler.order import order_run
from scheduler.passes import make_pass

# A taker that says nothing for this long is dead; one that lives says so four times in it.
HOLD = timedelta(minutes=2)
HOLD_AGAIN_S = HOLD.total_seconds() / 4
# A person who pressed a button looks again after a few seconds.
LOOK_EVERY_S = 2.0
# After trouble with the store, which somebody must see to.
TROUBLE_PAUSE_S = 30.0
WORDS = tomllib.loads(files("scheduler").joinpath("requests.toml").read_text("utf-8"))

Clock = Callable[[], datetime]
Ended = tuple[Literal["done", "failed"], dict[str, str]]

log = structlog.get_logger()


def words(key: str, **values: object) -> dict[str, str]:
    """Give what is said under `key`, by language."""
    return {lang: table[key].format(**values) for lang, table in WORDS.items()}


def take_all(
    settings: Settings,
    providers: Callable[[], Mapping[str, Provider]],
    taker: str,
    clock: Clock,
    stop: threading.Event,
) -> None:
    """Take requests until `stop` is set, in a store of its own: what `serve` runs in a thread beside the desk.

    Trouble with the store is logged and tried again. providers: gives those of this installation as they are now.
    """
    while not stop.is_set():
        try:
            with Store.open(settings.database) as store:
                while not stop.is_set():
                    if take_one(settings, store, providers(), taker, clock) is None:
                        stop.wait(LOOK_EVERY_S)
        except StoreTrouble as trouble:
            log.warning("requests_not_taken", error=str(trouble))
            stop.wait(TROUBLE_PAUSE_S)


def take_one(
    settings: Settings, store: Store, providers: Mapping[str, Provider], taker: str, clock: Clock
) -> Request | None:
    """Carry out the oldest request that waits, and give it as it ended; None where none waits.

    taker: a name that no other taker has. A run cannot begin while another is under way: then the request waits again.
    Raises StoreTrouble; the request is then free for whoever comes next once its time is over.
    """
    now = clock()
    request = store.take_request(taker, now, now + HOLD)
    if request is None:
        return None
    log.info("request_taken", request=request.id, kind=request.kind, provider=request.provider)
    try:
        with _held(store, request, clock):
            state, said = _carry_out(request, settings, store, providers, clock)
    except RunUnderWay:
        store.give_back_request(request, words("busy"), clock() + HOLD)
        return store.request(request.id)
    store.finish_request(request, state, said, clock())
    log.info("request_ended", request=request.id, state=state, result=said["en"])
    return store.request(request.id)


def _carry_out(
    request: Request, settings: Settings, store: Store, providers: Mapping[str, Provider], clock: Clock
) -> Ended:
    try:
        if request.kind == "crop":
            return _crop(request, settings, store, clock)
        return _run(request, settings, store, providers, clock)
    except NotFound as missing:
        return "failed", words("broke", detail=missing)
    except (ArchiveError, CrawlBroken, ReadingPoolError) as trouble:
        return "failed", words("broke", detail=trouble)


def _crop(request: Request, settings: Settings, store: Store, clock: Clock) -> Ended:
    finding = store.finding(request.finding)

    def told(n: int, of: int) -> None:
        store.hold_request(request, clock() + HOLD, words("drawing", n=n, of=of))

    crops = crops_on_request(finding, settings, store, clock(), told)
    made = sum(bool(one.digest) for one in crops)
    if not crops:
        return "failed", words("no_evidence")
    why = next((one.detail for one in crops if one.note == "not_drawn"), "")
    if why and not made:
        return "failed", words("broke", detail=why)
    return "done", words("cropped", made=made, wanted=len(crops))


def _run(request: Request, settings: Settings, store: Store, providers: Mapping[str, Provider], clock: Clock) -> Ended:
    """A run over the provider, also where one page is asked for: its lines stand on all of its pages (decision 0019)."""
    provider = providers.get(request.provider)
    if provider is None:
        return "failed", words("gone", what=request.provider)
    if not settings.contact:
        return "failed", words("no_contact")
    store.hold_request(request, clock() + HOLD, words("running"))
    now = clock()
    done = make_pass(order_run(store, [provider], (), None, now), settings, store, providers, now, quiet=True)
    run = done.night.run
    return "done", words("ran", run=run.id, findings=len(done.night.findings), failed=run.failed)


@contextmanager
def _held(store: Store, request: Request, clock: Clock) -> Iterator[None]:
    """Keep the request for as long as the block takes."""
    ended = threading.Event()

    def hold() -> None:
        while not ended.wait(HOLD_AGAIN_S):
            try:
                store.hold_request(request, clock() + HOLD)
            except StoreTrouble as trouble:
                log.warning("request_not_held", request=request.id, error=str(trouble))

    holder = threading.Thread(target=hold, name=f"holds-request-{request.id}", daemon=True)
    holder.start()
    try:
        yield
    finally:
        ended.set()
        holder.join()
