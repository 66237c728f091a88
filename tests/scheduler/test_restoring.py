"""A backup restored into an empty place is the installation that was backed up, down to the bytes of its releases."""

from contextlib import ExitStack

import msgspec
import pytest

from directory.store import Store
from directory.store_trouble import StoreTrouble
from scheduler.backing_up import BackupTrouble, make_backup
from scheduler.releasing import release_now
from scheduler.restoring import prove_restore, restore_backup
from tests.conftest import a_database
from tests.scheduler.conftest import NOW, settings_in
from tests.scheduler.listed import LOST, accept
from tests.scheduler.test_releasing import accept_all


@pytest.fixture
def elsewhere(place_on, request, tmp_path):
    """An empty place of the same kind of database as the one backed up."""
    folder = tmp_path / "elsewhere" / "data"
    with ExitStack() as stack:
        url = ""
        if place_on.store.file is None:
            url = stack.enter_context(a_database(request.getfixturevalue("postgres_admin")))
        yield msgspec.structs.replace(settings_in(folder, url), key=place_on.settings.key)


@pytest.fixture
def place_on(on_database):
    return on_database


def files_of(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_restore_passes_its_proof_and_gives_the_same_release_bytes(place_on, elsewhere, tmp_path):
    night = place_on.run("night-1")
    accept_all(place_on, night)
    first = release_now(place_on.store, place_on.settings, place_on.providers, NOW, night)
    backup = make_backup(place_on.store, place_on.settings, tmp_path / "backups", NOW)
    manifest = restore_backup(backup, elsewhere)
    proof = prove_restore(elsewhere, manifest, place_on.providers)
    assert proof.faults == ()
    assert proof.snapshots > 0
    assert proof.chain_length == place_on.store.chain_head()[0]
    assert files_of(elsewhere.data / "releases" / first.name) == files_of(first)
    second = release_now(place_on.store, place_on.settings, place_on.providers, NOW, night)
    with Store.open(elsewhere.database) as store:
        again = release_now(store, elsewhere, place_on.providers, NOW, store.night(night.run.id))
    assert files_of(again) == files_of(second)


def test_a_damaged_file_stops_a_restore(place, tmp_path):
    accept(place.store, LOST)
    (place.settings.data / "kept").write_bytes(b"as it was")
    backup = make_backup(place.store, place.settings, tmp_path / "backups", NOW)
    (backup / "data" / "kept").write_bytes(b"as it is not")
    with pytest.raises(BackupTrouble, match="use another backup"):
        restore_backup(backup, settings_in(tmp_path / "elsewhere"))


def test_only_an_empty_folder_and_an_empty_database_are_restored_into(place, tmp_path):
    accept(place.store, LOST)
    backup = make_backup(place.store, place.settings, tmp_path / "backups", NOW)
    with pytest.raises(BackupTrouble, match="is not empty"):
        restore_backup(backup, place.settings)
    used = msgspec.structs.replace(place.settings, data=tmp_path / "elsewhere")
    with pytest.raises(StoreTrouble, match="restore into an empty database"):
        restore_backup(backup, used)


def test_what_a_restore_lacks_is_told(place, tmp_path):
    place.run("night-1")
    backup = make_backup(place.store, place.settings, tmp_path / "backups", NOW)
    there = settings_in(tmp_path / "elsewhere")
    manifest = restore_backup(backup, there)
    captured = next((there.data / "warc").rglob("*.warc.gz"))
    captured.write_bytes(b"")
    faults = prove_restore(there, manifest, place.providers).faults
    assert faults
    assert all(captured.name in fault for fault in faults)


def test_own_descriptions_go_back_where_none_are(place, tmp_path):
    own = tmp_path / "own"
    (own / "gb").mkdir(parents=True)
    (own / "gb" / "example-pay.toml").write_text("name = 'Example Pay'\n", encoding="utf-8")
    settings = msgspec.structs.replace(place.settings, providers=own)
    backup = make_backup(place.store, settings, tmp_path / "backups", NOW)
    there = msgspec.structs.replace(settings_in(tmp_path / "elsewhere"), providers=tmp_path / "new")
    restore_backup(backup, there)
    assert files_of(tmp_path / "new") == files_of(own)
