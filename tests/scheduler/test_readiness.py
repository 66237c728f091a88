from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from directory.store import Store
from publish.release import releases_in
from scheduler.opened import providers_of
from scheduler.readiness import CHECKS, readiness, released
from scheduler.releasing import release_after_decisions
from tests.scheduler.conftest import NOW
from tests.walks.desk import a_world

MADE = datetime(2026, 11, 22, 5, tzinfo=UTC)


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    """An installation with nights and a release."""
    settings = a_world(tmp_path_factory.mktemp("ready") / "home")
    with Store.open(settings.database) as store:
        release_after_decisions(store, settings, providers_of(settings), MADE, {"gb/example-pay"})
    return settings


@pytest.fixture
def store(settings):
    with Store.open(settings.database) as store:
        yield store


def wrong(store, settings, now):
    return {one.id: one.why for one in readiness(store, settings, now) if not one.holds}


def test_an_installation_with_a_night_and_a_release_is_ready(store, settings):
    last = store.latest_valid_run().at
    assert [one.id for one in readiness(store, settings, last)] == list(CHECKS)
    assert wrong(store, settings, last + timedelta(hours=26)) == {}


def test_a_night_that_is_too_long_ago_is_told(store, settings):
    last = store.latest_valid_run().at
    assert wrong(store, settings, last + timedelta(hours=26, seconds=1)) == {
        "night": f"no valid run since {last:%Y-%m-%dT%H:%MZ}"
    }


def test_an_expired_release_is_told(store, settings):
    assert wrong(store, settings, MADE + timedelta(days=8))["release"].startswith("release 000001 expired 2026-11-29")


def test_a_release_that_cannot_be_read_is_told_and_breaks_nothing(store, settings):
    pointer = releases_in(settings.data) / "latest"
    kept = pointer.read_text(encoding="utf-8")
    pointer.write_text("../elsewhere", encoding="utf-8")
    try:
        assert "cannot be read" in wrong(store, settings, MADE)["release"]
    finally:
        pointer.write_text(kept, encoding="utf-8")


def test_a_new_installation_lacks_its_night_and_its_release(place):
    assert set(wrong(place.store, place.settings, NOW)) == {"release", "night"}
    assert released(place.settings) is None


@pytest.mark.parametrize("schema", ["0001", "9999"])
def test_a_database_of_another_schema_is_told(place, schema):
    with place.store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :schema"), {"schema": schema})
    assert schema in wrong(place.store, place.settings, NOW)["schema"]


def test_a_store_that_is_away_is_told(place):
    with place.store.writing() as connection:
        connection.execute(text("ALTER TABLE runs RENAME TO gone"))
    assert "store" in wrong(place.store, place.settings, NOW)
