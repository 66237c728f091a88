import pytest

from directory.store_trouble import StoreTrouble
from scheduler.claimed import claimed_entries
from scheduler.config import load_settings
from scheduler.opened import NothingThere, existing_store, has_store, made_store, providers_of


@pytest.fixture
def settings(home):
    return load_settings(home / "hotlinewatch.toml", {})


def test_own_providers_lie_over_the_shipped_ones(settings):
    providers = providers_of(settings)
    assert {"cn/alipay", "gb/example-pay"} <= set(providers)


def test_claims_are_candidates_with_their_origin(settings):
    [entry] = claimed_entries(providers_of(settings)["gb/example-pay"])
    assert (entry.key, entry.status, entry.origin) == ("+442079460018", "candidate", "an invented leaflet")


def test_a_directory_is_opened_only_where_one_was_made(settings):
    assert not has_store(settings)
    with pytest.raises(NothingThere, match="no directory yet"), existing_store(settings):
        pass
    with made_store(settings) as store:
        assert store.entries() == []
    assert has_store(settings)
    with existing_store(settings) as store:
        assert store.accounts() == []


def test_a_server_is_taken_to_be_there(home):
    settings = load_settings(
        home / "hotlinewatch.toml", {"HOTLINEWATCH_DATABASE": "postgresql://watch@127.0.0.1:9/watch"}
    )
    assert has_store(settings)
    with pytest.raises(StoreTrouble), existing_store(settings):
        pass
