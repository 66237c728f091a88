import json
from datetime import timedelta

import pytest

from publish.delta import Listing
from publish.release import make_release
from publish.signing import is_signed, load_or_create_key
from publish.withdrawn import WithdrawnDamaged, read_withdrawn, withdraw

LINE = ("gb/example-pay", "+442079460123", "tel:+442079460123")
OTHER = ("cn/alipay", "CN:95188", "tel:95188;phone-context=+86")


@pytest.fixture
def key(tmp_path):
    return load_or_create_key(tmp_path / "keys" / "release.pem", tmp_path / "releases")


@pytest.fixture
def folder(tmp_path, listing, made, ground, key):
    make_release(tmp_path / "releases", listing, made, ground, key=key)
    return tmp_path / "releases"


def test_a_fresh_release_withdraws_nothing_and_says_so_signed(folder):
    told = json.loads((folder / "withdrawn.json").read_bytes())
    assert told == {
        "schema": "hotlinewatch-withdrawn/1",
        "number": 1,
        "made": "2026-11-22T02:10:00Z",
        "release": "000001",
        "lines": [],
    }


def test_a_line_is_taken_back_signed_and_under_the_next_number(folder, made, key):
    later = made + timedelta(hours=3)
    withdraw(folder, "000001", [LINE], later, key)
    after = read_withdrawn(folder)
    assert after.number == 2
    assert [(line.provider, line.key, line.tel, line.since) for line in after.lines] == [(*LINE, later)]
    signature = (folder / "withdrawn.json.sig").read_bytes()
    assert is_signed((folder / "withdrawn.json").read_bytes(), signature, (folder / "public.pem").read_bytes())


def test_nothing_new_is_no_new_number(folder, made, key):
    withdraw(folder, "000001", [LINE], made, key)
    withdraw(folder, "000001", [LINE], made + timedelta(days=1), key)
    after = read_withdrawn(folder)
    assert (after.number, after.lines[0].since) == (2, made)


def test_a_signature_that_a_death_kept_from_being_written_is_written_by_the_next_who_looks(folder, made, key):
    old = (folder / "withdrawn.json.sig").read_bytes()
    withdraw(folder, "000001", [LINE], made, key)
    (folder / "withdrawn.json.sig").write_bytes(old)
    withdraw(folder, "000001", [], made, key)
    after = (folder / "withdrawn.json").read_bytes()
    assert read_withdrawn(folder).number == 2
    assert is_signed(after, (folder / "withdrawn.json.sig").read_bytes(), (folder / "public.pem").read_bytes())


def test_lines_withdrawn_before_stay_withdrawn(folder, made, key):
    withdraw(folder, "000001", [LINE], made, key)
    withdraw(folder, "000001", [OTHER], made, key)
    withdraw(folder, "000001", [], made, key)
    assert read_withdrawn(folder).names == {LINE[:2], OTHER[:2]}


def shorter(listing):
    return Listing(entries=listing.entries[1:], providers=listing.providers)


def test_a_line_that_the_next_release_lacks_stays_withdrawn_while_an_older_one_counts(
    folder, listing, made, ground, key
):
    withdraw(folder, "000001", [LINE], made, key)
    make_release(folder, shorter(listing), made + timedelta(days=6), ground, key=key)
    after = read_withdrawn(folder)
    assert (after.number, after.release, after.names) == (3, "000002", {LINE[:2]})
    make_release(folder, shorter(listing), made + timedelta(days=8), ground, key=key)
    after = read_withdrawn(folder)
    assert (after.number, after.release, after.lines) == (4, "000003", ())


def test_a_line_that_the_next_release_lists_again_is_no_longer_withdrawn(folder, listing, made, ground, key):
    withdraw(folder, "000001", [LINE], made, key)
    make_release(folder, listing, made, ground, key=key)
    assert read_withdrawn(folder).lines == ()


def test_a_line_withdrawn_while_a_release_with_it_is_made_stays_withdrawn(folder, listing, made, ground, key):
    withdraw(folder, "000001", [OTHER], made, key)
    seen = read_withdrawn(folder)
    withdraw(folder, "000001", [LINE], made, key)
    make_release(folder, listing, made, ground, key=key, seen=seen)
    after = read_withdrawn(folder)
    assert (after.release, after.names) == ("000002", {LINE[:2]})


def test_a_line_that_was_decided_on_again_meanwhile_stays_withdrawn(folder, listing, made, ground, key):
    withdraw(folder, "000001", [LINE], made, key)
    seen = read_withdrawn(folder)
    withdraw(folder, "000001", [LINE], made + timedelta(seconds=1), key, is_decided=True)
    make_release(folder, listing, made, ground, key=key, seen=seen)
    assert read_withdrawn(folder).names == {LINE[:2]}


def test_without_a_key_no_old_signature_stays_beside_a_new_file(folder, made):
    withdraw(folder, "000001", [LINE], made, None)
    assert not (folder / "withdrawn.json.sig").exists()


def test_a_damaged_file_is_no_empty_one(folder):
    (folder / "withdrawn.json").write_text("{")
    with pytest.raises(WithdrawnDamaged, match=r"withdrawn\.json"):
        read_withdrawn(folder)
