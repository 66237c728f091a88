import json

import pytest

from publish.history import read_before
from publish.release import make_release
from publish.signing import load_or_create_key, public_pem


@pytest.fixture
def key(tmp_path):
    return load_or_create_key(tmp_path / "keys" / "release.pem", tmp_path / "data")


@pytest.fixture
def release(tmp_path, listing, made, ground, key):
    return make_release(tmp_path / "releases", listing, made, ground, key=key)


def changed(release, name, old, new):
    path = release / name
    path.chmod(0o644)
    path.write_bytes(path.read_bytes().replace(old, new))


def test_what_the_last_release_said_and_told_is_read_back(release, key):
    before = read_before(release, [public_pem(key)])
    assert before.contents.number == 1
    assert [news.what for news in before.news] == ["added", "added"]
    assert before.base == json.loads((release / "manifest.json").read_bytes())["files"]["directory.json"]


@pytest.mark.parametrize("name", ["directory.json", "news.ndjson", "manifest.json"])
def test_one_that_somebody_changed_is_not_built_upon(release, key, name):
    changed(release, name, b"e", b"a")
    assert read_before(release, [public_pem(key)]) is None


def test_one_by_another_key_is_not_built_upon(tmp_path, release):
    other = load_or_create_key(tmp_path / "keys" / "other.pem", tmp_path / "data")
    assert read_before(release, [public_pem(other)]) is None


def test_news_that_somebody_planted_reach_no_later_release(listing, made, ground, key, release):
    changed(release, "news.ndjson", b"7946 0123", b"7946 0666")
    after = make_release(release.parent, listing, made, ground, key=key)
    files = {path: path.read_bytes() for path in after.rglob("*") if path.is_file()}
    assert not [path for path, data in files.items() if b"7946 0666" in data]
    assert json.loads((after / "delta.ndjson").read_bytes().splitlines()[0])["since"] is None
