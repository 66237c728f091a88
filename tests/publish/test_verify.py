import json
import shutil
import subprocess

import pytest

from publish.delta import Listing
from publish.release import make_release
from publish.signing import load_or_create_key, public_pem
from publish.verify import verify_beside, verify_release
from publish.withdrawn import withdraw


@pytest.fixture
def key(tmp_path):
    return load_or_create_key(tmp_path / "keys" / "release.pem", tmp_path / "data")


@pytest.fixture
def release(tmp_path, listing, made, ground, key):
    made_in = make_release(tmp_path / "data" / "releases", listing, made, ground, key=key)
    for path in made_in.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
    return made_in


def test_a_made_release_is_whole_and_signed(release, key):
    assert verify_release(release) == ()
    assert verify_release(release, public_pem(key)) == ()


def test_an_unsigned_release_is_whole_and_says_that_it_is_unsigned(tmp_path, listing, made, ground, key):
    unsigned = make_release(tmp_path / "unsigned", listing, made, ground)
    assert verify_release(unsigned) == ()
    assert verify_release(unsigned, public_pem(key)) == ("manifest.json: has no signature beside it",)


@pytest.mark.parametrize("name", ["directory.csv", "directory.json"])
def test_an_edited_file_is_found_with_its_name(release, name):
    path = release / name
    path.write_bytes(path.read_bytes().replace(b"7946", b"7947"))
    assert [fault.partition(":")[0] for fault in verify_release(release)] == [name]


def test_a_missing_and_an_added_file_are_found(release):
    (release / "directory.csv").unlink()
    (release / "extra.json").write_text("{}")
    assert verify_release(release) == (
        "directory.csv: not in the release, expected by its manifest",
        "extra.json: not in the manifest",
    )


def test_a_forger_who_mends_the_digests_is_found_by_the_key(release, key, listing, made, ground):
    forged = make_release(release.parent / "forged", Listing(providers=listing.providers), made, ground)
    for path in forged.rglob("*"):
        if path.is_file():
            shutil.copyfile(path, release / path.relative_to(forged))
    assert verify_release(release) == ()
    assert verify_release(release, public_pem(key)) == ("manifest.json: its signature is not by the given key",)


def test_a_release_under_another_number_is_found(release):
    other = release.with_name("000009")
    shutil.copytree(release, other)
    assert verify_release(other) == ("manifest.json: number 1, expected that of its folder 000009",)


@pytest.mark.parametrize("manifest", ["", "{", "[]", '{"schema": "x"}'])
def test_a_broken_manifest_is_told(release, manifest):
    (release / "manifest.json").write_text(manifest)
    assert verify_release(release)[0].startswith("manifest.json: cannot be read")


def test_a_manifest_cannot_point_out_of_the_release(release):
    manifest = json.loads((release / "manifest.json").read_bytes())
    manifest["files"]["../../../etc/passwd"] = "0" * 64
    (release / "manifest.json").write_text(json.dumps(manifest))
    assert verify_release(release) == ("../../../etc/passwd: not in the release, expected by its manifest",)


@pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl on this machine")
def test_openssl_verifies_a_signature_with_the_public_key_beside_it(release):
    ended = subprocess.run(
        [
            *("openssl", "pkeyutl", "-verify", "-pubin", "-inkey", release / "public.pem", "-rawin"),
            *("-in", release / "manifest.json", "-sigfile", release / "manifest.json.sig"),
        ],
        check=False,
        capture_output=True,
        text=True,
    )
    assert "Signature Verified Successfully" in ended.stdout + ended.stderr


def _insert(data):
    return data[: len(data) // 2] + b" " + data[len(data) // 2 :]


TAMPERED = {
    "edit": lambda data: bytes([data[0] ^ 1]) + data[1:],
    "delete": lambda _: None,
    "insert": _insert,
    "truncate": lambda data: data[:-1],
    "empty": lambda _: b"",
}


def tampered(path, how):
    data = TAMPERED[how](path.read_bytes())
    if data is None:
        path.unlink()
    else:
        path.write_bytes(data)


@pytest.mark.parametrize("how", TAMPERED)
def test_every_file_of_a_release_that_is_tampered_with_is_found_with_its_place(release, key, how):
    names = sorted(path.relative_to(release).as_posix() for path in release.rglob("*") if path.is_file())
    assert "providers/cn/alipay.vcf.sig" in names
    for name in names:
        if name == "public.pem":
            # The release's own copy of the key is never trusted: the reader brings one.
            continue
        path = release / name
        whole = path.read_bytes()
        tampered(path, how)
        faults = verify_release(release, public_pem(key))
        assert faults, name
        assert {fault.partition(": ")[0].removesuffix(".sig") for fault in faults} == {name.removesuffix(".sig")}
        path.write_bytes(whole)
    assert verify_release(release, public_pem(key)) == ()


@pytest.mark.parametrize("how", ["edit", "delete", "insert", "truncate"])
def test_what_stands_beside_the_releases_is_found_with_its_place(release, key, how):
    for name in ("withdrawn.json", "withdrawn.json.sig", "latest", "public.pem"):
        path = release.parent / name
        whole = path.read_bytes()
        if name == "latest" and how == "delete":
            continue
        tampered(path, how)
        faults = verify_beside(release.parent, public_pem(key))
        places = {fault.partition(": ")[0].removesuffix(".sig") for fault in faults}
        # A pointer that lost its line end still points.
        assert places == (set() if (name, how) == ("latest", "truncate") else {name.removesuffix(".sig")}), name
        path.write_bytes(whole)
    assert verify_beside(release.parent, public_pem(key)) == ()


def test_a_withdrawal_that_somebody_took_back_is_found(release, key, made):
    withdraw(release.parent, release.name, [("cn/alipay", "CN:95188", "tel:95188")], made, key)
    path = release.parent / "withdrawn.json"
    path.write_bytes(path.read_bytes().replace(b"CN:95188", b"CN:95199"))
    assert verify_beside(release.parent, public_pem(key)) == ("withdrawn.json: its signature is not by the given key",)


def test_a_file_that_is_only_a_link_is_no_file_of_the_release(release, tmp_path):
    path = release / "directory.csv"
    path.rename(tmp_path / "elsewhere.csv")
    path.symlink_to(tmp_path / "elsewhere.csv")
    assert verify_release(release) == ("directory.csv: not in the release, expected by its manifest",)
