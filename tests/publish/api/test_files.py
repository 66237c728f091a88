import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from publish.api.files import Files
from publish.api.problems import Problem
from publish.keys import announce_next, hand_over, revoke
from publish.shelf import Shelf
from publish.signing import key_digest, public_pem
from tests.publish.api.conftest import some_lines
from tests.publish.conftest import MADE
from tests.publish.releases import KEY, write_release


def files_of(folder):
    shelf = Shelf(folder)
    shelf.refresh()
    return Files(shelf)


def code_of(call, *given):
    with pytest.raises(Problem) as told:
        call(*given)
    return told.value.code


def test_an_edited_file_is_not_handed_out_even_after_it_was(folder):
    files = files_of(folder)
    path = folder / "000001" / "directory.csv"
    assert files.file("000001", "directory.csv").path == path
    path.write_bytes(b"tel\n\n")
    assert code_of(files.file, "000001", "directory.csv") == "damaged"


def test_a_manifest_that_the_key_did_not_sign_vouches_for_nothing(folder):
    manifest = folder / "000001" / "manifest.json"
    manifest.write_bytes(manifest.read_bytes().replace(b"person-only", b"anyone-ever"))
    files = files_of(folder)
    assert code_of(files.file, "000001", "directory.json") == "damaged"
    assert files.releases() == []


@pytest.mark.parametrize("name", ["", ".", "..", "../latest", "../public.pem", "/etc/passwd", "nothing.json", "x.sig"])
def test_what_the_manifest_does_not_name_is_not_there(folder, name):
    assert code_of(files_of(folder).file, "000001", name) == "no_such_release"


def test_a_link_out_of_the_release_is_not_followed(folder, tmp_path_factory):
    secret = tmp_path_factory.mktemp("secret") / "key.pem"
    path = folder / "000001" / "directory.csv"
    secret.write_bytes(path.read_bytes())
    path.unlink()
    path.symlink_to(secret)
    assert code_of(files_of(folder).file, "000001", "directory.csv") == "damaged"


def test_signatures_and_keys_are_handed_out(folder):
    files = files_of(folder)
    assert files.file("000001", "directory.json.sig").path.stat().st_size == 64
    assert files.beside("public.pem").media == "application/x-pem-file"
    for name in ("latest", "next.pem", "../x"):
        assert code_of(files.beside, name) == "not_found"


def test_only_so_much_is_remembered_of_what_was_handed_out(folder, monkeypatch):
    monkeypatch.setattr("publish.api.files.DIGESTS_KEPT", 2)
    files = files_of(folder)
    for name in json.loads((folder / "000001" / "manifest.json").read_bytes())["files"]:
        files.file("000001", name)
    assert len(files._verified) == 2


def test_a_release_by_a_key_that_was_revoked_is_handed_out_no_more(folder):
    files = files_of(folder)
    assert len(files.releases()) == 1
    revoke(folder, key_digest(public_pem(KEY)), "stolen", MADE, KEY)
    assert files.releases() == []
    assert code_of(files.file, "000001", "directory.json") == "damaged"


def test_deltas_are_put_together_in_order_and_a_gap_is_told(folder):
    for number in (2, 3):
        write_release(folder, some_lines(), MADE, number=number)
    files = files_of(folder)
    assert files.deltas(1, 3) == b'{"release": 2}\n{"release": 3}\n'
    assert files.deltas(3, 3) == b""
    assert code_of(files.deltas, 4, 3) == "no_such_release"
    assert code_of(files.deltas, 0, 500) == "gap"
    (folder / "000002" / "delta.ndjson").unlink()
    assert code_of(files.deltas, 1, 3) == "gap"
    assert files.deltas(2, 3) == b'{"release": 3}\n'


def test_after_a_key_took_over_older_releases_and_its_own_proof_are_handed_out(folder):
    following = Ed25519PrivateKey.from_private_bytes(b"n" * 32)
    announce_next(folder, KEY, following)
    hand_over(folder, KEY, following)
    write_release(folder, some_lines(), MADE, number=2, key=following)
    (folder / "000001" / "public.pem").write_bytes(public_pem(KEY))
    files = files_of(folder)
    assert [one.number for one in files.releases()] == [2, 1]
    proof = f"keys/{key_digest(public_pem(following))}.pem"
    assert files.beside(proof).path.read_bytes() == public_pem(following)
    assert files.beside(proof + ".sig").path.stat().st_size == 64
    assert code_of(files.beside, "keys/../latest") == "not_found"
