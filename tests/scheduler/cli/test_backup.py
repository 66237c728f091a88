import pytest

from directory.store import Store
from publish.signing import load_or_create_key
from scheduler.config import load_settings
from scheduler.keys import key_path
from tests.scheduler.listed import LOST, accept


@pytest.fixture
def filled(home, monkeypatch):
    monkeypatch.setenv("HOTLINEWATCH_KEY", str(home / "key.pem"))
    (home / "data").mkdir()
    (home / "passphrase").write_text("four words by dice\n", encoding="utf-8")
    settings = load_settings(home / "hotlinewatch.toml")
    with Store.open(settings.database) as store:
        accept(store, LOST)
    load_or_create_key(key_path(settings), settings.data)
    return home


def test_there_is_nothing_to_back_up_or_list_before_the_first_run(run):
    assert run("backup", "make", "backups").code == 4
    assert run("backup", "list", "backups").code == 4


def test_a_backup_is_made_listed_and_verified(filled, run):
    made = run("backup", "make", "backups", "--json").json
    assert made["rows"] == 2
    assert run("backup", "list", "backups", "--json").lines[0]["backup"] == made["backup"]
    assert "whole" in run("backup", "verify", made["backup"]).out
    (filled / made["backup"] / "directory.db").write_bytes(b"")
    damaged = run("backup", "verify", made["backup"], "--json")
    assert (damaged.code, damaged.json["is_whole"]) == (6, False)


def test_both_languages_tell_of_a_backup(filled, run):  # noqa: ARG001 - what is backed up
    assert "文件" in run("--lang", "zh", "backup", "make", "backups").out
    assert "MiB" in run("backup", "list", "backups").out


def test_a_backup_beside_its_data_is_refused(filled, run):  # noqa: ARG001 - what is backed up
    done = run("backup", "make", "data/backups")
    assert done.code == 6
    assert "another disk" in done.err


def test_keys_are_copied_by_passphrase_and_refused_beside_a_backup(filled, run):
    assert run("backup", "keys", "kept.pem", "--passphrase-file", "passphrase").code == 0
    assert b"ENCRYPTED" in (filled / "kept.pem").read_bytes()
    refused = run("backup", "keys", "data/kept.pem", "--passphrase-file", "passphrase")
    assert refused.code == 6
