"""Databases for tests: a fresh SQLite file, and a fresh database on a throwaway PostgreSQL server."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path

import psycopg
import pytest
from hypothesis import settings

from directory.store import Store
from tests.postgres import ROLE, a_server, is_here

# A busy machine is no failure; nothing else of the profile in force is changed.
settings.register_profile("untimed", settings(), deadline=None)
settings.load_profile("untimed")

NUMBERS = count(1)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Path]:
    """Start a server that listens on a unix socket only; give the folder of the socket."""
    if not is_here():
        pytest.skip("PostgreSQL's initdb and pg_ctl are not on this machine")
    with a_server() as server:
        yield server.folder


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'directory.db'}"


@pytest.fixture(scope="session")
def postgres_admin(postgres_server: Path) -> Iterator[psycopg.Connection]:
    """A connection that makes and drops databases."""
    with psycopg.connect(host=str(postgres_server), user=ROLE, dbname="postgres", autocommit=True) as admin:
        yield admin


@contextmanager
def a_database(admin: psycopg.Connection, template: str = "template1") -> Iterator[str]:
    """Make a database like `template`; give its URL; drop it when done."""
    name = f"test_{next(NUMBERS)}"
    admin.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    try:
        yield f"postgresql://{ROLE}@/{name}?host={admin.info.host}"
    finally:
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def postgres_url(postgres_admin: psycopg.Connection) -> Iterator[str]:
    with a_database(postgres_admin) as url:
        yield url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with today's schema, to be copied."""
    file = tmp_path_factory.mktemp("template") / "directory.db"
    Store.open(f"sqlite:///{file}").close()
    return file


@pytest.fixture(scope="session")
def postgres_template(postgres_admin: psycopg.Connection) -> Iterator[str]:
    """The name of a PostgreSQL database with today's schema, to be copied."""
    with a_database(postgres_admin) as url:
        Store.open(url).close()
        yield url.partition("@/")[2].partition("?")[0]


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store of each kind."""
    with ExitStack() as stack:
        if request.param == "sqlite":
            url = f"sqlite:///{shutil.copy(request.getfixturevalue('sqlite_template'), tmp_path / 'store.db')}"
        else:
            admin, template = (request.getfixturevalue(name) for name in ("postgres_admin", "postgres_template"))
            url = stack.enter_context(a_database(admin, template))
        yield stack.enter_context(Store.open(url))


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest) -> str:
    """A fresh, empty database of each kind."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url
