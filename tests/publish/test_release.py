import json
import os
import subprocess
import sys
import textwrap
from datetime import timedelta
from hashlib import sha256
from threading import Thread

import msgspec
import pytest

from publish.delta import Listing
from publish.release import ReleaseRefused, list_releases, make_release, read_latest


def files_in(folder):
    return {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}


def without_last(listing):
    return msgspec.structs.replace(listing, entries=listing.entries[:1])


def turned(listing):
    return Listing(**{name: getattr(listing, name)[::-1] for name in listing.__struct_fields__})


def test_a_release_is_a_numbered_folder_with_the_digest_of_every_file(tmp_path, listing, made, ground):
    release = make_release(tmp_path / "releases", listing, made, ground)
    assert release == tmp_path / "releases" / "000001"
    files = files_in(release)
    assert {"directory.csv", "directory.json", "manifest.json", "schema.json"} <= set(files)
    manifest = json.loads((release / "manifest.json").read_bytes())
    assert manifest["files"] == {
        name: sha256(path.read_bytes()).hexdigest() for name, path in files.items() if name != "manifest.json"
    }
    assert manifest["number"] == 1
    assert manifest["entries"] == 2
    assert (manifest["made"], manifest["expires_at"]) == ("2026-11-22T02:10:00Z", "2026-11-29T02:10:00Z")
    assert manifest["ground"] == ground


def test_numbers_rise_and_the_latest_is_pointed_at(tmp_path, listing, made, ground):
    assert read_latest(tmp_path) is None
    assert list_releases(tmp_path / "nowhere") == []
    first = make_release(tmp_path, listing, made, ground)
    second = make_release(tmp_path, without_last(listing), made + timedelta(days=1), ground)
    assert list_releases(tmp_path) == [first, second]
    assert read_latest(tmp_path) == second
    assert (tmp_path / "latest").read_text() == "000002\n"


def test_a_made_release_is_never_changed_by_a_later_one(tmp_path, listing, made, ground):
    first = make_release(tmp_path, listing, made, ground)
    before = {name: path.read_bytes() for name, path in files_in(first).items()}
    make_release(tmp_path, without_last(listing), made, ground)
    assert {name: path.read_bytes() for name, path in files_in(first).items()} == before
    assert all(path.stat().st_mode & 0o222 == 0 for path in files_in(first).values())


def test_lines_stand_by_provider_and_key_whatever_order_they_came_in(tmp_path, listing, made, ground):
    one = make_release(tmp_path / "one", listing, made, ground)
    other = make_release(tmp_path / "other", turned(listing), made, ground)
    assert (one / "manifest.json").read_bytes() == (other / "manifest.json").read_bytes()
    entries = json.loads((one / "directory.json").read_bytes())["entries"]
    assert [entry["provider"] for entry in entries] == ["cn/alipay", "gb/example-pay"]


def test_an_empty_directory_makes_a_release_that_says_so(tmp_path, made, ground):
    release = make_release(tmp_path, Listing(), made, ground)
    assert json.loads((release / "directory.json").read_bytes())["entries"] == []


def test_a_failed_guard_refuses_and_the_last_good_release_stays_up(tmp_path, listing, made, ground):
    good = make_release(tmp_path, listing, made, ground)
    with pytest.raises(ReleaseRefused, match="more than 5% of all lines; canary missed"):
        make_release(tmp_path, Listing(), made, ground, failed_guards=["more than 5% of all lines", "canary missed"])
    assert read_latest(tmp_path) == good
    assert list_releases(tmp_path) == [good]


def test_a_line_that_stands_twice_is_refused(tmp_path, listing, made, ground):
    with pytest.raises(ReleaseRefused, match=r"gb/example-pay \+442079460123: stands twice"):
        make_release(
            tmp_path, msgspec.structs.replace(listing, entries=(*listing.entries, listing.entries[0])), made, ground
        )
    assert list_releases(tmp_path) == []


def test_a_ground_that_lacks_something_is_refused(tmp_path, listing, made, ground):
    del ground["contact"]
    with pytest.raises(ReleaseRefused, match="contact"):
        make_release(tmp_path, listing, made, ground)
    assert list_releases(tmp_path) == []


def test_a_pointer_to_nowhere_is_told(tmp_path, listing, made, ground):
    make_release(tmp_path, listing, made, ground)
    (tmp_path / "latest").write_text("../etc\n")
    with pytest.raises(ReleaseRefused, match=r"'\.\./etc'"):
        read_latest(tmp_path)


def test_makers_at_the_same_time_make_one_release_each(tmp_path, listing, made, ground):
    makers = [Thread(target=make_release, args=(tmp_path, listing, made, ground)) for _ in range(6)]
    for maker in makers:
        maker.start()
    for maker in makers:
        maker.join()
    assert [path.name for path in list_releases(tmp_path)] == [f"{number:06d}" for number in range(1, 7)]
    assert read_latest(tmp_path).name == "000006"


# Stops dead, as a power cut would, at the n-th of the calls that make a release lasting.
KILLED = """
import os, sys, msgspec
from datetime import datetime, UTC
from pathlib import Path
from publish.delta import Listing
from publish.release import make_release
folder, listing, ground, calls = sys.argv[1:]
left = int(calls)
def counted(real):
    def call(*args, **given):
        global left
        left -= 1
        if left == 0:
            os._exit(9)
        return real(*args, **given)
    return call
os.fsync, os.rename, os.replace, os.chmod = map(counted, (os.fsync, os.rename, os.replace, os.chmod))
listing = msgspec.json.decode(listing, type=Listing)
make_release(Path(folder), listing, datetime(2026, 11, 22, 2, 10, tzinfo=UTC), msgspec.json.decode(ground))
"""


def test_a_maker_killed_anywhere_leaves_whole_releases_only_and_the_next_one_works(tmp_path, listing, made, ground):
    good = make_release(tmp_path, listing, made, ground)
    given = [msgspec.json.encode(listing).decode(), json.dumps(ground)]
    killed = 0
    for calls in range(1, 400, 7):
        ended = subprocess.run(
            [sys.executable, "-c", textwrap.dedent(KILLED), str(tmp_path), *given, str(calls)],
            check=False,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
        for release in list_releases(tmp_path):
            assert files_in(release).keys() == files_in(good).keys()
        assert read_latest(tmp_path) is not None
        if ended.returncode == 0:
            break
        assert ended.returncode == 9
        killed += 1
    assert killed > 3
    make_release(tmp_path, listing, made, ground)
    assert not list(tmp_path.glob(".unfinished-*"))
