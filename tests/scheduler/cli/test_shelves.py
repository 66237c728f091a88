from datetime import UTC

import msgspec
import pytest

from publish.signing import public_pem
from scheduler.cli.shelves import now, open_shelf
from scheduler.config import ApiSettings, ConfigError, load_settings
from tests.publish.conftest import MADE, a_line
from tests.publish.releases import KEY, write_release


@pytest.fixture
def settings(tmp_path):
    return load_settings(None, {}, data=tmp_path)


def with_key(settings, path):
    return msgspec.structs.replace(settings, api=ApiSettings(public_key=path))


def test_the_folder_is_that_of_the_data_or_the_one_that_is_named(tmp_path, settings):
    write_release(tmp_path / "releases", [a_line()], MADE)
    write_release(tmp_path / "mirror", [], MADE)
    assert len(open_shelf(None, settings).state.index.lines) == 1
    assert len(open_shelf(tmp_path / "mirror", settings).state.index.lines) == 0


def test_a_pinned_key_is_read_or_its_place_is_told(tmp_path, settings):
    (tmp_path / "key.pem").write_bytes(public_pem(KEY))
    write_release(tmp_path / "releases", [a_line()], MADE, key=None)
    shelf = open_shelf(None, with_key(settings, tmp_path / "key.pem"))
    assert (shelf.state, "signature" in shelf.trouble) == (None, True)
    with pytest.raises(ConfigError, match=r"nowhere\.pem"):
        open_shelf(None, with_key(settings, tmp_path / "nowhere.pem"))


def test_the_clock_carries_its_zone():
    assert now().tzinfo is UTC
