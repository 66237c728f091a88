"""Somebody answers at the desk over HTTP, and its server is killed at a random moment while an answer is on its way."""

from __future__ import annotations

import os
import random
import signal
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.client import HTTPException
from urllib.error import URLError

from directory.store import Store
from reports.console.app import DeskSettings, create_desk
from scheduler.desk import Desk, rows_of
from tests.faults.dying import FAILED, TOO_LONG_S
from tests.faults.phases import ANSWERS
from tests.faults.rows import Row
from tests.faults.states import State, broken, state_of
from tests.faults.worlds import NOW, PASSWORD, Stages, World
from tests.walks.desk import Person
from tests.walks.serving import served

RELEASE_S = 60.0
# What a kill in the middle of an answer looks like at the other end.
LOST = (URLError, HTTPException, ConnectionError)


class Served:
    """A desk in a process of its own. address: where it is."""

    def __init__(self, world: World) -> None:
        ours, theirs = os.pipe()
        # The server's end: once it is closed the server ends as if it were told to.
        go_on, self._stop = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(self._stop)
            _serve(world, theirs, go_on)
        os.close(theirs)
        os.close(go_on)
        with os.fdopen(ours, "rb") as said:
            self.address = said.readline().decode().strip()
        assert self.address.startswith("http://"), self.address

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)

    def stop(self) -> None:
        """Let it finish its releases and end."""
        os.close(self._stop)

    def ended(self) -> int:
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


def _serve(world: World, pipe: int, go_on: int) -> None:
    code = FAILED
    try:
        signal.alarm(TOO_LONG_S)
        with Store.open(world.url) as store:
            doors = Desk(store, world.settings)
            with served(create_desk(store, doors, DeskSettings(rows=rows_of(world.settings)))) as address:
                os.write(pipe, f"{address}\n".encode())
                os.close(pipe)
                os.read(go_on, 1)
                assert doors.wait_for_release(RELEASE_S)
            doors.close()
        code = 0
    except BaseException:  # noqa: BLE001 - a person reads what it was
        traceback.print_exc()
    finally:
        os._exit(code)


def answer_all(address: str, world: World, acknowledge: Callable[[str], None]) -> None:
    """Answer what is open and has no answer of ada's; each that the desk took is acknowledged."""
    ada = Person(address, {})
    ada.post("/sign-in", name="ada", password=PASSWORD)
    for name in _left(world):
        kind = ANSWERS[int(name, 16) % len(ANSWERS)]
        until = {"until": f"{NOW.date() + timedelta(days=300)}"} if kind == "wait" else {}
        answer = ada.send(f"/finding/{name}", verb=kind, reason="called it", **until)
        assert answer.status == 200, f"{name} {kind}: {answer.status} {answer.text[:300]}"
        acknowledge(name)


def _left(world: World) -> list[str]:
    with Store.open(world.url) as store:
        ours = str(store.account("ada").id)
        mine = {one.finding for one in store.decisions() if one.who == ours}
        return sorted(one.id for one in store.findings() if one.id not in mine)


def said_of(world: World) -> Counter[tuple[str, str]]:
    """What was decided on what: how often."""
    with Store.open(world.url) as store:
        return Counter((one.finding, one.kind) for one in store.decisions())


def play(stages: Stages, kind: str, kills: int, dice: random.Random) -> Row:
    """Kill the desk so many times; a fifth of the time that answering takes goes by with signing in."""
    with stages.copy("closed", kind) as world:
        with _a_desk(world) as address:
            began = time.monotonic()
            answer_all(address, world, lambda _name: None)
            took_s = time.monotonic() - began
        told, became = said_of(world), state_of(world)
    row = Row("desk", kind, kills=kills, seconds=took_s)
    moments: Counter[str] = Counter()
    for _ in range(kills):
        with stages.copy("closed", kind) as world:
            moment, faults = _killed_at(dice.uniform(0.15, 1.0) * took_s, world)
            _sit(world, lambda _name: None)
            faults += broken(world, [], restarted=True)
            now = said_of(world)
            faults += [f"decided otherwise than the twin: {now - told} {told - now}"] if now != told else []
            faults += _listed_otherwise(world, became)
            moments[moment] += 1
            row.broken += faults
    row.before, row.during, row.after = (moments[name] for name in ("before", "during", "after"))
    return row


def _killed_at(after_s: float, world: World) -> tuple[str, list[str]]:
    before = sum(said_of(world).values())
    taken: list[str] = []
    desk = Served(world)
    timer = threading.Timer(after_s, desk.kill)
    timer.start()
    was_lost = False
    try:
        answer_all(desk.address, world, taken.append)
    except LOST:
        was_lost = True
    timer.join()
    desk.stop()
    assert desk.ended() == -signal.SIGKILL
    faults = list(broken(world, [], restarted=False))
    decided = said_of(world)
    now = {finding for finding, _ in decided}
    faults += [f"lost: the answer to {name}" for name in taken if name not in now]
    made = sum(decided.values()) - before
    if made > len(taken) + 1:
        faults.append(f"{made} decisions of {len(taken)} answers")
    return "after" if not was_lost else "during" if made else "before", faults


def _listed_otherwise(world: World, twin: State) -> Iterator[str]:
    # Times differ, as the desk has a clock: what is compared is which lines are up.
    if _keys(state_of(world)) != _keys(twin):
        yield "the release that is up lists other lines than the twin's"


def _keys(state: State) -> set[str]:
    return {part.partition('"')[0] for part in state.listed.split('"key": "')[1:]}


def _sit(world: World, acknowledge: Callable[[str], None]) -> None:
    with _a_desk(world) as address:
        answer_all(address, world, acknowledge)


@contextmanager
def _a_desk(world: World) -> Iterator[str]:
    desk = Served(world)
    try:
        yield desk.address
    finally:
        desk.stop()
        code = desk.ended()
    assert code == 0, f"the desk ended with {code}"
