import stat

import msgspec
import pytest

from publish.signing import KeyTrouble, public_pem
from scheduler.backing_up import make_backup
from scheduler.key_copy import copy_keys, restore_keys
from scheduler.keys import signing_key
from tests.scheduler.conftest import NOW

PASSPHRASE = "four words by dice"  # noqa: S105 - invented


def test_copied_keys_sign_again_and_only_their_owner_reads_them(place, tmp_path):
    key = signing_key(place.settings)
    assert copy_keys(place.settings, tmp_path / "keys.pem", PASSPHRASE) == 1
    data = (tmp_path / "keys.pem").read_bytes()
    assert b"ENCRYPTED PRIVATE KEY" in data
    there = msgspec.structs.replace(place.settings, key=tmp_path / "new" / "release.pem")
    assert restore_keys(there, tmp_path / "keys.pem", PASSPHRASE) == 1
    assert public_pem(signing_key(there)) == public_pem(key)
    assert stat.S_IMODE(there.key.stat().st_mode) == 0o600


def test_the_announced_key_and_the_earlier_ones_go_along(place, tmp_path):
    key = signing_key(place.settings)
    path = place.settings.key
    path.with_name("release.pem.next").write_bytes(path.read_bytes())
    path.with_name("release.pem.earlier").write_bytes(public_pem(key))
    assert copy_keys(place.settings, tmp_path / "keys.pem", PASSPHRASE) == 3
    there = msgspec.structs.replace(place.settings, key=tmp_path / "new" / "key")
    assert restore_keys(there, tmp_path / "keys.pem", PASSPHRASE) == 3
    assert (tmp_path / "new" / "key.next").read_bytes() == path.read_bytes()
    assert (tmp_path / "new" / "key.earlier").read_bytes() == public_pem(key)


def test_keys_are_kept_apart_from_data_and_backups(place, tmp_path):
    signing_key(place.settings)
    backup = make_backup(place.store, place.settings, tmp_path / "backups", NOW)
    with pytest.raises(KeyTrouble, match="lies in a backup"):
        copy_keys(place.settings, backup / "keys.pem", PASSPHRASE)
    with pytest.raises(KeyTrouble, match="lies in the data folder"):
        copy_keys(place.settings, place.settings.data / "keys.pem", PASSPHRASE)


def test_what_cannot_be_kept_or_restored_is_said(place, tmp_path):
    with pytest.raises(KeyTrouble, match="there is no signing key yet"):
        copy_keys(place.settings, tmp_path / "keys.pem", PASSPHRASE)
    signing_key(place.settings)
    with pytest.raises(KeyTrouble, match="at least 15"):
        copy_keys(place.settings, tmp_path / "keys.pem", "short")
    copy_keys(place.settings, tmp_path / "keys.pem", PASSPHRASE)
    with pytest.raises(KeyTrouble, match="name a new file"):
        copy_keys(place.settings, tmp_path / "keys.pem", PASSPHRASE)
    with pytest.raises(KeyTrouble, match="there is a signing key already"):
        restore_keys(place.settings, tmp_path / "keys.pem", PASSPHRASE)
    there = msgspec.structs.replace(place.settings, key=tmp_path / "new" / "key")
    with pytest.raises(KeyTrouble, match="is it the passphrase"):
        restore_keys(there, tmp_path / "keys.pem", "another long passphrase")
    (tmp_path / "none").write_text("no key", encoding="utf-8")
    with pytest.raises(KeyTrouble, match="holds no locked key"):
        restore_keys(there, tmp_path / "none", PASSPHRASE)
