"""Keeps the shelf in step with the releases folder, beside the requests and never in their way."""

from __future__ import annotations

import threading
from collections.abc import Callable

from publish.release import LATEST
from publish.shelf import Shelf
from publish.withdrawn import WITHDRAWN

# A disputed number must be gone within a second (issue 5); four looks in that time leave room for a busy machine.
LOOK_S = 0.2
# A folder that is being copied may be whole a little later.
RETRY_S = 5.0


class Watch:
    """Two threads: one looks for lines taken back, the other puts up new releases, which may take seconds."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._ended = threading.Event()
        self._threads = [
            threading.Thread(target=self._follow, args=(self._follow_withdrawn,), name="withdrawn", daemon=True),
            threading.Thread(target=self._follow, args=(self._follow_releases,), name="releases", daemon=True),
        ]

    def start(self) -> None:
        """Start to look."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """End both threads; a release that is being read is left unread."""
        self._ended.set()
        self._threads[0].join()

    def _follow(self, follow: Callable[[], None]) -> None:
        try:
            follow()
        finally:
            if not self._ended.is_set():
                # Blind, we would go on calling a disputed number official.
                self._shelf.take_down("the releases folder is watched no more; start the API again")

    def _follow_withdrawn(self) -> None:
        while not self._ended.wait(LOOK_S):
            if self._shelf.has_moved(WITHDRAWN):
                self._shelf.take_back()

    def _follow_releases(self) -> None:
        waited_s = 0.0
        while not self._ended.wait(LOOK_S):
            waited_s += LOOK_S
            if waited_s >= RETRY_S:
                waited_s = 0.0
                self._shelf.retry()
            if self._shelf.has_moved(LATEST):
                self._shelf.put_up()
