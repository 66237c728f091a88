"""What a page of the desk is given: who asks, for what, in which language, and the doors it may use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlencode

from starlette.responses import Response

from directory.decisions import Account
from directory.desk import Session
from directory.store import Store
from reports.console.doors import Doors
from reports.console.tokens import Opens, sign_token
from reports.words import Lang

# The roles whose word changes the directory.
DECIDERS = ("reviewer", "admin")

Form = Mapping[str, str]


class View(NamedTuple):
    """One request. query: its parameters, the last of a name; given: the parts of the path that the page names.

    key: what the tokens of captured pages are signed with.
    """

    store: Store
    doors: Doors
    session: Session | None
    lang: Lang
    path: str
    query: Mapping[str, str]
    given: Mapping[str, str]
    now: datetime
    say: Callable[..., str]
    key: bytes

    @property
    def account(self) -> Account:
        """Who is signed in. Raises PermissionError where nobody is: a page that asks for it is not open to all."""
        if self.session is None:
            raise PermissionError("nobody is signed in")
        return self.session.account

    @property
    def may_decide(self) -> bool:
        """Whether who asks may decide."""
        return self.session is not None and self.session.account.role in DECIDERS

    def name_of(self, provider: str) -> str:
        """Name a provider in the reader's language; its id where it is described no more."""
        described = self.doors.providers().get(provider)
        return provider if described is None else described.names.get(self.lang, described.name)

    def signs(self, opens: Opens) -> str:
        """Give the token that opens one captured page for a quarter of an hour."""
        return sign_token(opens, self.key, self.now)

    def link(self, **changed: object) -> str:
        """Give this page's address with some parameters changed; None or "" takes one out."""
        wanted = {**self.query, **changed}
        kept = {name: str(value) for name, value in wanted.items() if value not in (None, "")}
        return f"{self.path}?{urlencode(kept)}" if kept else self.path


Shown = Mapping[str, object] | Response


class Again(Exception):  # noqa: N818 - said to a person
    """A form that cannot be carried out: its page is shown again, with the reason in words."""


class Page(NamedTuple):
    """One page of the desk, the one thing that a module of `reports.console.pages` offers, as PAGE.

    path: Starlette's form, "/finding/{id}". show: gives what its template is filled with, or a whole response. act: takes
    a form that was sent to the path, or raises Again. nav: its name in the menu, "" for none, and place: where it stands there.
    needs: who may act: a decider, an admin, or anyone who is signed in. is_open: whether it needs no sign-in.
    """

    path: str
    show: Callable[[View], Shown]
    template: str = ""
    act: Callable[[View, Form], Response] | None = None
    nav: str = ""
    place: int = 0
    needs: tuple[str, ...] = DECIDERS
    is_open: bool = False
