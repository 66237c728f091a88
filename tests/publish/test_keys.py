import json
import subprocess

import pytest

from publish.keys import announce_next, hand_over, revocations, revoke, trusted_keys
from publish.release import make_release
from publish.signing import KeyTrouble, key_digest, load_or_create_key, public_pem
from publish.verify import verify_beside, verify_release
from tests.publish.conftest import MADE


@pytest.fixture
def keys(tmp_path):
    return [load_or_create_key(tmp_path / "keys" / f"{name}.pem", tmp_path / "data") for name in "abc"]


@pytest.fixture
def folder(tmp_path, listing, made, ground, keys):
    make_release(tmp_path / "releases", listing, made, ground, key=keys[0])
    return tmp_path / "releases"


def roll(folder, key, following):
    announce_next(folder, key, following)
    hand_over(folder, key, following)


def test_the_next_key_is_announced_under_the_old_ones_signature(folder, keys):
    announce_next(folder, *keys[:2])
    assert verify_beside(folder, public_pem(keys[0])) == ()
    command = ("openssl", "pkeyutl", "-verify", "-pubin", "-inkey", "public.pem", "-rawin", "-in", "next.pem")
    ended = subprocess.run([*command, "-sigfile", "next.pem.sig"], check=False, capture_output=True, cwd=folder)
    assert b"Signature Verified Successfully" in ended.stdout + ended.stderr


def test_a_reader_of_an_old_key_follows_from_key_to_key(folder, listing, made, ground, keys):
    roll(folder, *keys[:2])
    roll(folder, *keys[1:])
    release = make_release(folder, listing, made, ground, key=keys[2], earlier_keys=[public_pem(keys[0])])
    assert trusted_keys(folder, public_pem(keys[0])) == tuple(map(public_pem, keys))
    for key in keys:
        assert verify_release(release, public_pem(key)) == ()
        assert verify_beside(folder, public_pem(key)) == ()
    assert trusted_keys(folder, public_pem(keys[1])) == tuple(map(public_pem, keys[1:]))


def test_a_key_that_nobody_announced_does_not_take_over(folder, keys):
    with pytest.raises(KeyTrouble, match="announce it"):
        hand_over(folder, *keys[:2])
    announce_next(folder, *keys[:2])
    with pytest.raises(KeyTrouble, match="announce it"):
        hand_over(folder, keys[0], keys[2])


def test_a_key_that_somebody_puts_among_them_is_followed_by_nobody(folder, keys):
    roll(folder, *keys[:2])
    forged = folder / "keys" / f"{key_digest(public_pem(keys[2]))}.pem"
    forged.write_bytes(public_pem(keys[2]))
    forged.with_name(forged.name + ".sig").write_bytes(keys[2].sign(public_pem(keys[2])))
    assert trusted_keys(folder, public_pem(keys[0])) == tuple(map(public_pem, keys[:2]))


def test_a_revoked_key_counts_no_more_and_the_reader_is_told_why(folder, listing, made, ground, keys):
    roll(folder, *keys[:2])
    digest = key_digest(public_pem(keys[0]))
    revoke(folder, digest, "the machine that signs was stolen", MADE, keys[1])
    with pytest.raises(KeyTrouble, match=f"{digest[:12]} was revoked on 2026-11-22: the machine that signs was stolen"):
        verify_release(folder / "000001", public_pem(keys[0]))
    faults = verify_release(folder / "000001", public_pem(keys[1]))
    assert "manifest.json: its signature is not by the given key" in faults
    release = make_release(folder, listing, made, ground, key=keys[1])
    assert verify_release(release, public_pem(keys[1])) == ()


def test_a_second_revocation_keeps_the_first(folder, keys):
    roll(folder, *keys[:2])
    roll(folder, *keys[1:])
    revoke(folder, "aa" * 32, "lost", MADE, keys[2])
    revoke(folder, "bb" * 32, "lost, too", MADE, keys[2])
    assert [one.reason for one in revocations(folder, (public_pem(keys[2]),))] == ["lost", "lost, too"]
    assert json.loads((folder / "revoked.json").read_bytes())["schema"] == "hotlinewatch-revoked/1"


def test_a_notice_by_somebody_else_is_not_passed_over(folder, keys):
    revoke(folder, key_digest(public_pem(keys[0])), "forged", MADE, keys[2])
    with pytest.raises(KeyTrouble, match="not signed by a key that follows"):
        trusted_keys(folder, public_pem(keys[0]))
