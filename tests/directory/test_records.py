import inspect
from datetime import UTC, datetime
from typing import get_args

import msgspec
import pytest

from directory import records
from directory.records import Entry, Fetch, Page, Reading, Record, Sighting
from directory.terms import CHANNELS, CONFIRMING_LAYERS, GOOD_READINGS, LEVELS, PURPOSES, Layer, ReadingOutcome

ALL = [
    kind for _, kind in inspect.getmembers(records, inspect.isclass) if issubclass(kind, Record) and kind is not Record
]
SIGHTING = Sighting(
    raw="95188",
    number="CN:95188",
    readings=("CN:95188",),
    start=5,
    end=10,
    place="p",
    layer="visible",
    quote="客服热线：95188",
)


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.__name__)
def test_every_record_is_frozen_and_refuses_unknown_fields(kind):
    assert kind.__struct_config__.frozen
    assert kind.__struct_config__.forbid_unknown_fields


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.__name__)
def test_every_record_says_what_it_is(kind):
    assert inspect.getdoc(kind)


def test_a_record_cannot_be_changed():
    with pytest.raises(AttributeError):
        SIGHTING.number = "CN:95017"


def test_a_record_comes_back_from_json_as_it_was():
    reading = Reading(
        snapshot="a" * 64, outcome="ok", content="b" * 64, sightings=(SIGHTING,), presence={"CN:95188": ("visible",)}
    )
    assert msgspec.json.decode(msgspec.json.encode(reading), type=Reading) == reading
    fetch = Fetch(
        provider="cn/alipay", page="https://pay.example/", at=datetime(2026, 11, 22, tzinfo=UTC), outcome="ok"
    )
    assert msgspec.json.decode(msgspec.json.encode(fetch), type=Fetch) == fetch


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        (
            Page,
            b'{"url":"https://x.example/","channel":"blog","language":"en","regions":[],"expect":{"least":0,"most":1}}',
        ),
        (Page, b'{"url":"https://x.example/","channel":"site","language":"en","regions":[],"expect":{"least":0}}'),
        (Entry, b'{"id":1,"provider":"cn/alipay","key":"CN:95188","status":"approved"}'),
        (Entry, b'{"id":1,"provider":"cn/alipay","key":"CN:95188","status":"candidate","verified":true}'),
    ],
)
def test_a_value_outside_a_closed_list_and_an_unknown_field_are_refused(kind, raw):
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(raw, type=kind)


def test_only_what_a_caller_meets_confirms_a_number():
    assert set(CONFIRMING_LAYERS) < set(get_args(Layer))
    assert not CONFIRMING_LAYERS & {"hidden", "attribute", "script", "comment", "user_content", "embedded"}


def test_no_failed_reading_counts_as_good():
    assert {"ok", "same"} == GOOD_READINGS
    assert set(get_args(ReadingOutcome)) > GOOD_READINGS


def test_the_closed_lists_name_nothing_twice():
    for listed in (CHANNELS, PURPOSES, LEVELS):
        assert len(listed) == len(set(listed))
