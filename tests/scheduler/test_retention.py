import os
import shutil
from datetime import timedelta

import pytest

from directory.snapshots import read_snapshot
from directory.store import Store
from directory.store_trouble import RunUnderWay
from scheduler.backing_up import faults_of, make_backup
from scheduler.file_lock import hold_files
from scheduler.retention import KEPT, folders_of, give_up, look_through
from tests.scheduler.conftest import NOW, Place, settings_in

LATER = NOW + timedelta(days=500)


@pytest.fixture(scope="module")
def recorded(tmp_path_factory):
    """The data folder that two nights leave."""
    folder = tmp_path_factory.mktemp("recorded") / "data"
    folder.mkdir()
    settings = settings_in(folder)
    with Store.open(settings.database) as store:
        place = Place(settings, store)
        place.run("night-1")
        place.run("night-2")
    return folder


@pytest.fixture
def two_nights(recorded, tmp_path):
    folder = shutil.copytree(recorded, tmp_path / "data")
    for path in (folder / "warc").rglob("*"):
        os.utime(path, (NOW.timestamp(), NOW.timestamp()))
    settings = settings_in(folder)
    with Store.open(settings.database) as store:
        yield Place(settings, store)


def bodies(place, digests):
    return {one: read_snapshot(place.settings.data, place.store.capture(one)) for one in sorted(digests)}


def test_what_is_needed_is_copied_before_old_files_go(two_nights):
    place = two_nights
    needed = place.store.needed_snapshots(LATER)
    every = {one.snapshot for one in place.store.every_capture()}
    before = bodies(place, needed)
    found = give_up(place.store, place.settings, LATER)
    assert len(found.folders) == 2
    assert {one.snapshot for one in found.needed} == needed
    assert set(found.gone) == every - needed != set()
    assert [folder.name[: len(KEPT)] for folder in folders_of(place.settings.data)] == [KEPT]
    assert bodies(place, needed) == before
    # Tonight's run goes on from it, and nothing is told to be new.
    assert {one.change for one in place.run("night-2", at=LATER).changes} == {"missing", "stayed"}
    assert look_through(place.store, place.settings, LATER).folders == ()


def test_young_files_and_nights_of_long_ago_that_were_imported_lately_stay(two_nights):
    place = two_nights
    assert look_through(place.store, place.settings, NOW + timedelta(days=399)).folders == ()
    for path in (place.settings.data / "warc").rglob("*"):
        os.utime(path, (LATER.timestamp(), LATER.timestamp()))
    assert give_up(place.store, place.settings, LATER).folders == ()


def test_stopped_between_copy_and_store_it_is_made_good_by_the_next(two_nights):
    place = two_nights
    needed = bodies(place, place.store.needed_snapshots(LATER))
    left = place.settings.data / "warc" / f"{KEPT}20280101T000000Z"
    left.mkdir()
    (left / "kept-1.warc.gz").write_bytes(b"half a fi")
    found = give_up(place.store, place.settings, LATER)
    assert f"warc/{left.name}" in found.folders
    assert not left.exists()
    assert bodies(place, needed) == needed


def test_a_damaged_capture_that_is_needed_keeps_every_old_file(two_nights):
    place = two_nights
    capture = place.store.capture(min(place.store.needed_snapshots(LATER)))
    file = place.settings.data / capture.file
    whole = file.read_bytes()
    file.write_bytes(whole[: capture.offset] + b"rotten")
    os.utime(file, (NOW.timestamp(), NOW.timestamp()))
    with pytest.raises(ValueError, match="restore the file from a backup"):
        give_up(place.store, place.settings, LATER)
    assert len(look_through(place.store, place.settings, LATER).folders) == 2
    file.write_bytes(whole)
    os.utime(file, (NOW.timestamp(), NOW.timestamp()))
    give_up(place.store, place.settings, LATER)
    assert bodies(place, [capture.snapshot])


def test_never_beside_a_run_or_a_backup(two_nights):
    place = two_nights
    with place.store.one_run(), pytest.raises(RunUnderWay, match="another run"):
        give_up(place.store, place.settings, LATER)
    with hold_files(place.settings.data), pytest.raises(RunUnderWay, match="backup is being made"):
        give_up(place.store, place.settings, LATER)
    assert len(folders_of(place.settings.data)) == 2


def test_a_backup_made_afterwards_is_whole(two_nights, tmp_path):
    place = two_nights
    give_up(place.store, place.settings, LATER)
    made = make_backup(place.store, place.settings, tmp_path / "backups", LATER)
    assert faults_of(made) == []
