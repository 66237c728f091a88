from __future__ import annotations

import msgspec
import pytest
from sqlalchemy import select

from directory import tables
from directory.store import Store
from directory.store_trouble import Refused


def sightings(store: Store) -> list[tuple[object, ...]]:
    columns = tables.sightings.c
    with store.looking() as connection:
        found = connection.execute(select(columns.n, columns.key, columns.layer, columns.raw, columns.label))
        return sorted(tuple(row) for row in found)


def test_reading_is_found_by_snapshot_page_reader_and_description_together(store: Store, make):
    make.read(store, make.begun(store), make.fetch(), make.reading())
    key = ("a" * 64, make.page, make.reader, make.description)
    assert store.reading(*key) == make.reading()
    for place in range(4):
        assert store.reading(*key[:place], "other", *key[place + 1 :]) is None


def test_thousand_keys_are_looked_up_at_once(store: Store, make):
    make.read(store, make.begun(store), make.fetch(), make.reading())
    key = ("a" * 64, make.page, make.reader, make.description)
    keys = [("a" * 64, f"page {n}", make.reader, make.description) for n in range(1000)]
    assert store.readings_bulk([*keys, key]) == {key: make.reading()}


def test_every_sighting_has_one_row_however_often_it_is_saved(store: Store, make):
    told = make.sighting(layer="tel_link", label="客服热线")
    run, reading = make.begun(store), make.reading(sightings=(make.sighting(), told))
    for _ in range(2):
        make.read(store, run, make.fetch(), reading)
    assert sightings(store) == [
        (0, "CN:95188", "visible", "95188", ""),
        (1, "CN:95188", "tel_link", "95188", "客服热线"),
    ]


def test_reading_once_cached_stays_as_it_was(store: Store, make):
    run = make.begun(store)
    make.read(store, run, make.fetch(), make.reading())
    make.read(store, run, make.fetch(), msgspec.structs.replace(make.reading(), content="other"))
    assert store.reading("a" * 64, make.page, make.reader, make.description) == make.reading()


def test_many_readings_keep_their_own_sightings(store: Store, make):
    run = make.begun(store)
    pages = [f"https://help.pay.example/{n}" for n in range(30)]
    readings = {page: make.reading(sightings=(make.sighting(raw=page),)) for page in pages}
    store.save_fetches(run, "xx/pay", [make.fetch(page=page) for page in pages], [make.capture()])
    store.save_readings(run, "xx/pay", [(page, make.reader, make.description, readings[page]) for page in pages])
    columns = tables.readings.c
    with store.looking() as connection:
        query = select(columns.page, tables.sightings.c.raw).join(tables.sightings)
        assert {tuple(row) for row in connection.execute(query)} == {(page, page) for page in pages}


def test_reading_of_a_snapshot_that_is_not_stored_is_refused(store: Store, make):
    run = make.begun(store)
    with pytest.raises(Refused, match=r"(?i)foreign key"):
        store.save_readings(run, "xx/pay", [(make.page, make.reader, make.description, make.reading())])


def test_only_an_open_run_takes_readings(store: Store):
    with pytest.raises(ValueError, match="is unknown, expected an open one"):
        store.save_readings("run-1", "xx/pay", [])
