"""A throwaway PostgreSQL server on a unix socket, that can be stopped and started while somebody uses it."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

ROLE = "hotlinewatch"


def program(name: str) -> str | None:
    """Debian keeps the server's programs out of PATH, a folder a version."""
    found = shutil.which(name)
    newest = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)
    return found or (str(newest[0]) if newest else None)


def is_here() -> bool:
    return program("initdb") is not None and program("pg_ctl") is not None


class Server(NamedTuple):
    """A server in a folder, which holds its socket, too. user: whom it runs as, None for ourselves."""

    folder: Path
    user: str | None

    def start(self) -> None:
        options = f"-c listen_addresses='' -c unix_socket_directories={self.folder} -c fsync=off -c max_connections=40"
        self._control("-l", str(self.folder / "log"), "-o", options, "start")

    def stop(self, mode: str = "immediate") -> None:
        self._control("-m", mode, "stop")

    def url(self, database: str) -> str:
        return f"postgresql://{ROLE}@/{database}?host={self.folder}"

    def call(self, name: str, *words: str) -> None:
        # Without a file of its own the server would inherit, and hold open, the pipe of its output.
        groups = None if self.user is None else []
        with (self.folder / "calls").open("ab") as out:
            subprocess.run(
                [str(program(name)), *words],
                check=True,
                user=self.user,
                extra_groups=groups,
                cwd=self.folder,
                stdout=out,
                stderr=out,
            )

    def _control(self, *words: str) -> None:
        self.call("pg_ctl", "-D", str(self.folder / "data"), "-w", *words)


def _server_user() -> str | None:
    """PostgreSQL refuses root: then the server runs as whoever exists to run it."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in names)


@contextmanager
def a_server() -> Iterator[Server]:
    """Make and start a server; it is gone when the block ends."""
    # A socket's path may be 107 bytes long, so it lies in /tmp rather than in pytest's own folder.
    folder = Path(tempfile.mkdtemp(prefix="hw-pg-", dir="/tmp"))
    server = Server(folder, _server_user())
    if server.user is not None:
        shutil.chown(folder, server.user)
    folder.chmod(0o755)
    data = str(folder / "data")
    server.call("initdb", "-D", data, "-U", ROLE, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
    server.start()
    try:
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder)
