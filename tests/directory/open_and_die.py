"""Make or bring up to date the database at argv[1] in children that die before their n-th statement, every few statements."""

from __future__ import annotations

import os
import sys

from sqlalchemy import Engine, event

from directory.store import Store

KILLED = 9
# Every seventh: enough to fall into each step of the schema.
STRIDE = 7


def open_and_die(url: str, statements: int) -> None:
    left = iter(range(statements))

    def die(*_: object) -> None:
        if next(left, None) is None:
            os._exit(KILLED)

    event.listen(Engine, "before_cursor_execute", die)
    event.listen(Engine, "commit", die)
    Store.open(url)
    os._exit(0)


if __name__ == "__main__":
    statements = 0
    while True:
        child = os.fork()
        if child == 0:
            open_and_die(sys.argv[1], statements)
        _, status = os.waitpid(child, 0)
        if os.waitstatus_to_exitcode(status) == 0:
            break
        statements += STRIDE
    sys.stdout.write(f"{statements}\n")
