import pytest

from tests.walks.desk import a_desk, a_world


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    """A desk with an installation of its own, for one module of tests."""
    with a_desk(a_world(tmp_path_factory.mktemp("world") / "home")) as room:
        yield room


@pytest.fixture(scope="module")
def ada(room):
    """A reviewer who is signed in."""
    return room.person("ada")
