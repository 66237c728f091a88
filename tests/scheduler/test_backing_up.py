from datetime import timedelta

import pytest

from directory.store import Store
from scheduler.backing_up import BackupTrouble, faults_of, list_backups, make_backup, read_manifest
from tests.scheduler.conftest import NOW
from tests.scheduler.listed import LOST, accept


@pytest.fixture
def kept(place, tmp_path):
    accept(place.store, LOST)
    (place.settings.data / "warc").mkdir()
    (place.settings.data / "warc" / "one.warc.gz").write_bytes(b"captured")
    return tmp_path / "backups"


def test_a_backup_holds_database_files_and_digests_and_neither_key_nor_settings(place, kept):
    (place.settings.data / "hotlinewatch.toml").write_text(
        'database = "postgresql://a:secret@host/b"', encoding="utf-8"
    )
    made = make_backup(place.store, place.settings, kept, NOW)
    manifest = read_manifest(made)
    assert set(manifest.files) == {"directory.db", "data/warc/one.warc.gz"}
    assert (manifest.chain_length, manifest.chain_head) == place.store.chain_head()
    assert manifest.rows["entries"] == 1
    assert faults_of(made) == []
    assert list_backups(kept) == [made]
    with Store.open(f"sqlite:///{made / 'directory.db'}") as copy:
        assert copy.entries() == place.store.entries()


def test_the_next_backup_costs_what_changed(place, kept):
    first = make_backup(place.store, place.settings, kept, NOW)
    (place.settings.data / "warc" / "two.warc.gz").write_bytes(b"another")
    second = make_backup(place.store, place.settings, kept, NOW + timedelta(days=1))
    assert list_backups(kept) == [second, first]
    shared = "data/warc/one.warc.gz"
    assert (first / shared).samefile(second / shared)
    assert faults_of(second) == []


def test_a_backup_into_the_data_folder_or_of_the_same_second_is_refused(place, kept):
    with pytest.raises(BackupTrouble, match="lies in the data folder"):
        make_backup(place.store, place.settings, place.settings.data / "backups", NOW)
    make_backup(place.store, place.settings, kept, NOW)
    with pytest.raises(BackupTrouble, match="of this second already"):
        make_backup(place.store, place.settings, kept, NOW)


def test_what_was_damaged_since_is_named(place, kept):
    made = make_backup(place.store, place.settings, kept, NOW)
    (made / "data/warc/one.warc.gz").write_bytes(b"rotten")
    assert len(faults_of(made)) == 1


def test_a_folder_that_is_no_backup_is_said_so(tmp_path):
    with pytest.raises(BackupTrouble, match="expected the folder of a finished backup"):
        read_manifest(tmp_path)
