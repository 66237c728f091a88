"""The whole way at the shell: back up, lose everything, restore, and the chain is as it was."""

from tests.scheduler.cli import test_backup

filled = test_backup.filled


def test_a_restored_installation_passes_the_audit(filled, run):
    backup = run("backup", "make", "backups", "--json").json["backup"]
    before = run("audit", "verify", "--json").json
    run("backup", "keys", "kept.pem", "--passphrase-file", "passphrase")
    (filled / "data").rename(filled / "lost")
    (filled / "key.pem").unlink()
    done = run("restore", backup, "--keys", "kept.pem", "--passphrase-file", "passphrase", "--json")
    assert done.code == 0
    assert done.json["proof"]["faults"] == []
    assert (filled / "key.pem").is_file()
    assert run("audit", "verify", "--json").json == before


def test_a_folder_in_use_is_not_restored_into(filled, run):  # noqa: ARG001 - what is in use
    backup = run("backup", "make", "backups", "--json").json["backup"]
    done = run("restore", backup)
    assert done.code == 6
    assert "is not empty" in done.err


def test_something_to_restore_must_be_named(run):
    assert run("restore").code == 2


def test_a_wrong_passphrase_restores_no_key(filled, run):
    run("backup", "keys", "kept.pem", "--passphrase-file", "passphrase")
    (filled / "key.pem").unlink()
    (filled / "passphrase").write_text("another long passphrase", encoding="utf-8")
    assert run("restore", "--keys", "kept.pem", "--passphrase-file", "passphrase").code == 6
    assert not (filled / "key.pem").exists()
