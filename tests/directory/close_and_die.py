"""Close `run-1` of the database at argv[1] in children that die before their n-th statement; say what each left."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from itertools import count

from sqlalchemy import event

from directory.findings import Change, Finding
from directory.nights import Night, Run
from directory.records import Entry
from directory.store import Store

KILLED = 9


def night() -> Night:
    at = datetime(2026, 11, 20, 2, tzinfo=UTC)
    counts = {"providers": 1, "pages": 1, "fetched": 1, "unchanged": 0, "failed": 0, "held": ()}
    run = Run(id="run-1", at=at, canary="seen", reference="f", **counts)
    change = Change(provider="xx/pay", number="CN:95188", change="appeared", cause="provider")
    finding = Finding(id="0123456789ab", provider="xx/pay", matter="addition", level="review", score=1.0)
    return Night(run=run, changes=(change,), findings=(finding,))


def close_and_die(url: str, statements: int) -> None:
    store = Store.open(url)
    left = iter(range(statements))

    def die(*_: object) -> None:
        if next(left, None) is None:
            os._exit(KILLED)

    event.listen(store._engine, "before_cursor_execute", die)
    event.listen(store._engine, "commit", die)
    store.close_run("run-1", night(), [Entry(id=0, provider="xx/pay", key="CN:95188", status="candidate")])
    os._exit(0)


def left_by(url: str) -> str:
    with Store.open(url) as store:
        seen = (store.run_state("run-1"), len(store.entries()), len(store.findings()))
    return {("open", 0, 0): "before", ("closed", 1, 1): "after"}.get(seen, repr(seen))


for number in count():
    child = os.fork()
    if child == 0:
        close_and_die(sys.argv[1], number)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    sys.stdout.write(left_by(sys.argv[1]) + "\n")
    sys.stdout.flush()
    if code != KILLED:
        sys.exit(code)
