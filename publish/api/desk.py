"""What the routes share: the shelf, the clock, and the answers rendered on the state that is up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from publish.api.answers import Answers
from publish.api.files import Files
from publish.api.problems import Problem
from publish.api.sending import FRESH_S
from publish.shelf import Shelf

_SECOND = timedelta(seconds=1)

Clock = Callable[[], datetime]


class Desk:
    """Where a route finds what it answers with. clock: gives the time, aware, UTC."""

    def __init__(self, shelf: Shelf, clock: Clock) -> None:
        self.shelf = shelf
        self.clock = clock
        self.files = Files(shelf)
        self._answers: Answers | None = None

    def answers(self) -> Answers:
        """Give the answers on what is up, expired or not. Raises Problem `no_release`."""
        state, known = self.shelf.state, self._answers
        if state is None:
            raise Problem("no_release")
        if known is None or known.state is not state:
            # Two at once render the same; the later one stays.
            known = self._answers = Answers(state)
        return known

    def valid(self) -> tuple[Answers, datetime]:
        """Give the answers on what is up, and the time. Raises Problem `no_release`, `expired`."""
        answers, now = self.answers(), self.clock()
        if now >= answers.state.index.expires_at:
            raise Problem("expired")
        return answers, now

    def tag(self, answers: Answers, now: datetime) -> str:
        """Name what an answer says today: the state and the day, for a line may be overdue tomorrow."""
        return f"{answers.state.tag}-{now.month:02d}{now.day:02d}"

    def fresh_s(self, answers: Answers, now: datetime) -> int:
        """Say for how many seconds an answer stays fresh: never beyond the release's expiry."""
        return min(FRESH_S, (answers.state.index.expires_at - now) // _SECOND)

    def provider_id(self, name: str) -> str:
        """Give the id of the provider that `name` means. Raises Problem `no_such_provider`, `ambiguous_provider`."""
        found = self.answers().state.names.find(name)
        if len(found) > 1:
            raise Problem("ambiguous_provider", parameter="provider")
        if not found:
            raise Problem("no_such_provider", parameter="provider")
        return found[0]
