import json
import shutil
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from publish.keys import revoke
from publish.shelf import Shelf
from publish.signing import key_digest, public_pem
from tests.publish.conftest import MADE, a_line
from tests.publish.releases import KEY, write_release, write_signed, write_withdrawn

OTHER = Ed25519PrivateKey.from_private_bytes(b"o" * 32)
NAME = ("gb/example-pay", "+442079460123")


def lines(count=1):
    return [a_line(key=f"+44207946012{place}", tel=f"tel:+44207946012{place}") for place in range(3, 3 + count)]


@pytest.fixture
def folder(tmp_path):
    write_release(tmp_path, lines(2), MADE)
    return tmp_path


def shelf_over(folder, key=None):
    shelf = Shelf(folder, key)
    shelf.refresh()
    return shelf


def test_the_release_that_latest_names_is_up(folder):
    shelf = shelf_over(folder)
    assert (shelf.state.folder.name, shelf.state.is_signed, shelf.trouble) == ("000001", True, "")
    assert len(shelf.state.index.lines) == 2


def edit(path):
    path.write_bytes(path.read_bytes().replace(b"7946", b"7947") + b" ")


def mend_digest(folder):
    """Forge: change a line and put its new digest into the manifest."""
    release = folder / "000001"
    edit(release / "directory.json")
    manifest = json.loads((release / "manifest.json").read_bytes())
    manifest["files"]["directory.json"] = sha256((release / "directory.json").read_bytes()).hexdigest()
    (release / "manifest.json").write_text(json.dumps(manifest))


TAMPERING = {
    "a line edited": lambda folder: edit(folder / "000001" / "directory.json"),
    "another file edited": lambda folder: edit(folder / "000001" / "directory.csv"),
    "the manifest edited": lambda folder: edit(folder / "000001" / "manifest.json"),
    "a line forged with its digest": mend_digest,
    "a file cut": lambda folder: (folder / "000001" / "directory.json").write_bytes(b"{"),
    "a file gone": lambda folder: (folder / "000001" / "directory.csv").unlink(),
    "a signature gone": lambda folder: (folder / "000001" / "directory.json.sig").unlink(),
    "a signature of another key": lambda folder: write_signed(
        folder / "000001" / "directory.json", (folder / "000001" / "directory.json").read_bytes(), OTHER
    ),
    "a file added": lambda folder: (folder / "000001" / "more.json").write_text("{}"),
    "a pointer out of the folder": lambda folder: (folder / "latest").write_text("../000001\n"),
    "a pointer that is no text": lambda folder: (folder / "latest").write_bytes(b"\xff\xfe"),
    "a pointer to nothing": lambda folder: (folder / "latest").write_text("000009\n"),
    "the number of another release": lambda folder: (
        shutil.copytree(folder / "000001", folder / "000002"),
        (folder / "latest").write_text("000002\n"),
    ),
    "the list of lines taken back forged": lambda folder: write_withdrawn(folder, 1, [NAME], key=OTHER),
    "the list of lines taken back cut": lambda folder: write_signed(folder / "withdrawn.json", b"{"),
    "a key that is none": lambda folder: (folder / "public.pem").write_text("no key"),
}


@pytest.mark.parametrize("how", TAMPERING)
def test_nothing_is_said_of_a_release_that_was_tampered_with(folder, how):
    TAMPERING[how](folder)
    shelf = shelf_over(folder)
    assert shelf.state is None
    assert shelf.trouble


def test_the_key_an_operator_pins_decides_whatever_lies_in_the_folder(folder):
    assert shelf_over(folder, public_pem(KEY)).state is not None
    (folder / "public.pem").unlink()
    assert shelf_over(folder, public_pem(KEY)).state is not None
    assert shelf_over(folder, public_pem(OTHER)).state is None


def test_an_unsigned_release_is_up_where_no_key_asks_for_more(tmp_path):
    write_release(tmp_path, lines(), MADE, key=None)
    assert shelf_over(tmp_path).state.is_signed is False
    assert shelf_over(tmp_path, public_pem(KEY)).state is None


def test_a_release_that_cannot_be_verified_leaves_the_last_one_up_and_is_tried_again(folder):
    shelf = shelf_over(folder)
    path = write_release(folder, lines(1), MADE, number=2) / "directory.csv"
    good = path.read_bytes()
    path.write_bytes(b"")
    shelf.refresh()
    assert (shelf.state.folder.name, "directory.csv" in shelf.trouble) == ("000001", True)
    path.write_bytes(good)
    shelf.retry()
    shelf.refresh()
    assert (shelf.state.folder.name, shelf.trouble) == ("000002", "")


def test_an_older_release_does_not_take_the_place_of_a_newer_one(folder):
    write_release(folder, lines(1), MADE, number=2)
    shelf = shelf_over(folder)
    (folder / "latest").write_text("000001\n")
    shelf.refresh()
    assert shelf.state.folder.name == "000002"
    assert "older" in shelf.trouble


def test_a_line_is_taken_back_and_given_back_by_a_later_list(folder):
    shelf = shelf_over(folder)
    before = shelf.state.tag
    write_withdrawn(folder, 1, [NAME])
    shelf.refresh()
    assert shelf.state.withdrawn == {NAME}
    assert shelf.state.tag != before
    write_withdrawn(folder, 2, [])
    shelf.refresh()
    assert shelf.state.withdrawn == frozenset()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda folder: write_withdrawn(folder, 1, []),
        lambda folder: write_withdrawn(folder, 3, [], key=OTHER),
        lambda folder: (folder / "withdrawn.json").unlink(),
        lambda folder: write_signed(folder / "withdrawn.json", b"{}"),
    ],
)
def test_what_was_taken_back_stays_away_when_the_list_is_tampered_with(folder, spoil):
    write_withdrawn(folder, 2, [NAME])
    shelf = shelf_over(folder)
    spoil(folder)
    shelf.refresh()
    assert shelf.state.withdrawn == {NAME}
    assert "withdrawn.json" in shelf.trouble


def test_a_list_for_the_next_release_gives_nothing_back_before_that_is_up(folder):
    write_withdrawn(folder, 1, [NAME])
    shelf = shelf_over(folder)
    write_withdrawn(folder, 2, [], release="000002")
    shelf.refresh()
    assert shelf.state.withdrawn == {NAME}
    write_release(folder, lines(1)[:0], MADE, number=2)
    shelf.refresh()
    assert (shelf.state.folder.name, shelf.state.withdrawn) == ("000002", frozenset())


def test_a_release_by_a_key_that_was_revoked_is_taken_down(folder):
    shelf = shelf_over(folder)
    revoke(folder, key_digest(public_pem(KEY)), "stolen", MADE, KEY)
    shelf.refresh()
    assert shelf.state is None
    assert "revoked" in shelf.trouble


def test_nothing_is_read_again_while_nothing_moves(folder):
    told = []
    shelf = Shelf(folder, tell=lambda event, **_: told.append(event))
    shelf.refresh()
    shelf.refresh()
    assert told == ["release_up"]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda whole: whole["retired"].append(
            {"provider": "a", "key": "no key", "tel": "", "retired_on": "2026-01-01"}
        ),
        lambda whole: whole["entries"].append({"provider": "gb/example-pay"}),
        lambda whole: whole.update(providers=[[[[]]]]),
        lambda whole: whole.update(number=0),
        lambda whole: whole.update(expires_at="never"),
        lambda whole: whole.pop("ground"),
    ],
)
def test_a_file_of_another_shape_is_refused_even_where_its_digest_fits(tmp_path, spoil):
    release = write_release(tmp_path, lines(), MADE, key=None)
    whole = json.loads((release / "directory.json").read_bytes())
    spoil(whole)
    (release / "directory.json").write_text(json.dumps(whole))
    manifest = json.loads((release / "manifest.json").read_bytes())
    manifest["files"]["directory.json"] = sha256((release / "directory.json").read_bytes()).hexdigest()
    (release / "manifest.json").write_text(json.dumps(manifest))
    shelf = shelf_over(tmp_path)
    assert (shelf.state, "cannot be read" in shelf.trouble) == (None, True)
