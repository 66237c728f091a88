import msgspec
import pytest

from publish.release import ReleaseRefused, list_releases, releases_in
from publish.verify import verify_beside
from publish.withdrawn import read_withdrawn
from scheduler.listing import accepted_entries
from scheduler.releasing import release_after_decisions, release_now
from scheduler.withdrawing import mend_withdrawn, withdraw_others, withdraw_unaccepted
from tests.scheduler.conftest import NOW
from tests.scheduler.listed import BANK, FRAUD, LOST, PAY, PROVIDERS, accept, become


@pytest.fixture
def released(place):
    accept(place.store, LOST)
    accept(place.store, FRAUD, BANK)
    release_now(place.store, place.settings, PROVIDERS, NOW, None)
    return place


def test_before_the_first_release_there_is_nothing_to_withdraw_from(place):
    assert withdraw_unaccepted(place.store, place.settings, PROVIDERS, NOW, {PAY.id}) is None
    assert mend_withdrawn(place.settings, NOW) is None


def test_a_disputed_line_is_withdrawn_as_soon_as_its_provider_is_looked_at(released):
    become(released.store, "dispute", "disputed", LOST)
    given = released.store, released.settings, PROVIDERS, NOW
    assert withdraw_unaccepted(*given, {BANK.id}).names == frozenset()
    assert withdraw_unaccepted(*given, {PAY.id}).names == {(PAY.id, LOST)}
    assert withdraw_others(released.settings, accepted_entries(released.store, PROVIDERS), NOW).names == {
        (PAY.id, LOST)
    }


def test_what_somebody_who_died_left_half_done_is_mended(released):
    folder = releases_in(released.settings.data)
    old = (folder / "withdrawn.json.sig").read_bytes()
    become(released.store, "dispute", "disputed", LOST)
    withdraw_unaccepted(released.store, released.settings, PROVIDERS, NOW, {PAY.id})
    (folder / "withdrawn.json.sig").write_bytes(old)
    key = (folder / "public.pem").read_bytes()
    assert verify_beside(folder, key)
    assert mend_withdrawn(released.settings, NOW).names == {(PAY.id, LOST)}
    assert verify_beside(folder, key) == ()


def test_after_a_dispute_the_next_release_lacks_the_line_and_holders_of_the_last_are_still_told(released):
    become(released.store, "dispute", "disputed", LOST)
    release = release_after_decisions(released.store, released.settings, PROVIDERS, NOW, {PAY.id})
    assert LOST not in (release / "directory.json").read_text(encoding="utf-8")
    after = read_withdrawn(releases_in(released.settings.data))
    assert (after.number, after.release, after.names) == (3, "000002", {(PAY.id, LOST)})


def test_a_line_that_is_accepted_again_comes_back_with_the_next_release(released):
    disputed = become(released.store, "dispute", "disputed", LOST)
    release_after_decisions(released.store, released.settings, PROVIDERS, NOW, {PAY.id})
    become(released.store, "undo", "verified", LOST, undoes=disputed.seq)
    release = release_after_decisions(released.store, released.settings, PROVIDERS, NOW, {PAY.id})
    assert LOST in (release / "directory.json").read_text(encoding="utf-8")
    assert read_withdrawn(releases_in(released.settings.data)).lines == ()


def test_a_dispute_is_withdrawn_even_when_a_guard_keeps_the_old_release_up(released):
    with released.store.writing() as connection:
        # A verified line that no decision names: nothing may be signed.
        connection.exec_driver_sql("UPDATE entries SET key = '+448081570999' WHERE key = ?", (FRAUD,))
    become(released.store, "dispute", "disputed", LOST)
    assert release_after_decisions(released.store, released.settings, PROVIDERS, NOW, {PAY.id}) is None
    assert len(list_releases(releases_in(released.settings.data))) == 1
    assert (PAY.id, LOST) in read_withdrawn(releases_in(released.settings.data)).names


def test_a_line_whose_host_is_no_longer_official_is_withdrawn(released):
    moved = msgspec.structs.replace(PAY, official_hosts=("moved.example",))
    after = withdraw_unaccepted(released.store, released.settings, PROVIDERS | {PAY.id: moved}, NOW, {PAY.id})
    assert after.names == {(PAY.id, LOST)}


def test_a_dispute_that_somebody_struck_out_of_the_database_gives_nothing_back(released):
    become(released.store, "dispute", "disputed", LOST)
    withdraw_unaccepted(released.store, released.settings, PROVIDERS, NOW, {PAY.id})
    with released.store.writing() as connection:
        connection.exec_driver_sql("UPDATE entries SET status = 'verified' WHERE key = ?", (LOST,))
    withdraw_unaccepted(released.store, released.settings, PROVIDERS, NOW, {PAY.id})
    assert (PAY.id, LOST) in read_withdrawn(releases_in(released.settings.data)).names
    with pytest.raises(ReleaseRefused, match="no decision says so"):
        release_now(released.store, released.settings, PROVIDERS, NOW, None)


def test_a_line_that_left_the_official_hosts_is_withdrawn_with_the_release_that_lacks_it(released):
    moved = msgspec.structs.replace(PAY, official_hosts=("moved.example",))
    release_now(released.store, released.settings, PROVIDERS | {PAY.id: moved}, NOW, None)
    assert read_withdrawn(releases_in(released.settings.data)).names == {(PAY.id, LOST)}
