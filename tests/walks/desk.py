"""The desk of an installation on loopback, as `serve` runs it, and people who sit at it without a browser."""

import re
import shutil
import tempfile
from contextlib import contextmanager
from functools import cache
from http.cookiejar import CookieJar
from pathlib import Path
from typing import NamedTuple
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener  # noqa: TID251 - to a desk on loopback

from directory.store import Store
from reports.console.app import DeskSettings, create_desk
from scheduler.desk import Desk, rows_of
from tests.walks.serving import served
from tests.walks.world import PASSWORD, make_world, settings_of


@cache
def _made():
    """One world is made a process; whoever changes it gets a copy."""
    home = Path(tempfile.mkdtemp(prefix="hotlinewatch-world-"))
    make_world(home)
    return home


def a_world(home):
    """Give the settings of a world of one's own in a folder that is not there yet."""
    shutil.copytree(_made(), home)
    return settings_of(home)


class Room(NamedTuple):
    """A desk that is served. doors: what it is handed by the shell."""

    address: str
    store: Store
    doors: Desk

    def person(self, name="ada", **headers):
        """Sit somebody down who is signed in; "" for somebody who is not."""
        person = Person(self.address, headers)
        if name:
            person.post("/sign-in", name=name, password=PASSWORD)
        return person


@contextmanager
def a_desk(settings, **options):
    """Serve the desk while the block lasts."""
    with Store.open(settings.database) as store:
        doors = Desk(store, settings)
        try:
            with served(create_desk(store, doors, DeskSettings(rows=rows_of(settings), **options))) as address:
                yield Room(address, store, doors)
        finally:
            doors.close()


class Answer(NamedTuple):
    """What a person sees. path: where they were led."""

    status: int
    path: str
    html: str
    headers: dict

    @property
    def text(self):
        return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", self.html))

    def value(self, name):
        """The value of a field of the page's first form that has one."""
        found = re.search(rf'name="{name}" value="([^"]*)"', self.html)
        return "" if found is None else found[1]


class Person:
    """Somebody with a browser that keeps cookies and runs nothing."""

    def __init__(self, address, headers):
        self.address = address
        self.jar = CookieJar()
        self._opener = build_opener(HTTPCookieProcessor(self.jar))
        self._headers = headers

    def get(self, path, **headers):
        return self._answer(Request(self.address + path, headers={**self._headers, **headers}))  # noqa: S310

    def post(self, path, *, headers=None, **form):
        """Send a form as it stands."""
        body = urlencode(form).encode()
        return self._answer(Request(self.address + path, body, headers={**self._headers, **(headers or {})}))  # noqa: S310

    def send(self, path, **form):
        """Open a page and send its form, with the token and the evidence it shows."""
        page = self.get(path)
        given = {name: page.value(name) for name in ("token", "ground") if page.value(name)}
        return self.post(path, **(given | form))

    def _answer(self, request):
        try:
            response = self._opener.open(request)
        except HTTPError as error:
            response = error
        with response:
            html = response.read().decode("utf-8", "replace")
            path = response.url.removeprefix(self.address)
            return Answer(response.status, path, html, dict(response.headers))
