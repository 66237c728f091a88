import pytest

from publish.keys import trusted_keys
from publish.release import releases_in
from publish.signing import KeyTrouble, key_digest, public_pem
from publish.verify import verify_beside, verify_release
from scheduler.keys import announce_next_key, earlier_keys, key_path, revoke_key, roll_key, signing_key
from scheduler.releasing import release_now
from tests.scheduler.conftest import NOW
from tests.scheduler.listed import LOST, PROVIDERS, accept


@pytest.fixture
def released(place):
    accept(place.store, LOST)
    release_now(place.store, place.settings, PROVIDERS, NOW, None)
    return place


def test_before_the_first_release_no_key_is_announced(place):
    with pytest.raises(KeyTrouble, match="no release yet"):
        announce_next_key(place.settings)


def test_a_key_that_was_never_announced_cannot_take_over(released):
    with pytest.raises(KeyTrouble, match="there is no next key"):
        roll_key(released.settings)


def test_announcing_twice_announces_the_same_key(released):
    path, digest = announce_next_key(released.settings)
    assert announce_next_key(released.settings) == (path, digest)
    assert key_digest(path.read_bytes()) == digest


def test_after_a_roll_the_new_key_signs_the_old_is_gone_and_history_goes_on(released):
    kept = public_pem(signing_key(released.settings))
    _, digest = announce_next_key(released.settings)
    assert roll_key(released.settings) == digest
    assert earlier_keys(released.settings) == (kept,)
    assert key_digest(public_pem(signing_key(released.settings))) == digest
    release = release_now(released.store, released.settings, PROVIDERS, NOW, None)
    folder = releases_in(released.settings.data)
    assert verify_release(release, kept) == ()
    assert verify_beside(folder, kept) == ()
    assert '"since":1' in (release / "delta.ndjson").read_text(encoding="utf-8")
    assert not (folder / "next.pem").exists()


def test_a_revoked_key_is_told_with_its_reason_and_the_next_one_signs(released):
    kept = public_pem(signing_key(released.settings))
    digest, notice = revoke_key(released.settings, "was copied", NOW)
    assert digest == key_digest(kept)
    assert "was copied" in notice.read_text(encoding="utf-8")
    with pytest.raises(KeyTrouble, match="was copied"):
        trusted_keys(notice.parent, kept)
    release = release_now(released.store, released.settings, PROVIDERS, NOW, None)
    assert verify_release(release, public_pem(signing_key(released.settings))) == ()


def test_keys_lie_outside_the_data_folder(released):
    announce_next_key(released.settings)
    files = {path.name for path in key_path(released.settings).parent.glob("release.pem*")}
    assert files == {"release.pem", "release.pem.next"}
    assert not key_path(released.settings).is_relative_to(released.settings.data)
