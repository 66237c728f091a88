import inspect

import msgspec
import pytest

from directory import findings
from directory.findings import Finding, Voice
from directory.records import Record

ALL = [
    kind for _, kind in inspect.getmembers(findings, inspect.isclass) if issubclass(kind, Record) and kind is not Record
]


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.__name__)
def test_every_record_is_frozen_says_what_it_is_and_refuses_unknown_fields(kind):
    assert kind.__struct_config__.frozen
    assert kind.__struct_config__.forbid_unknown_fields
    assert inspect.getdoc(kind)


def test_a_finding_comes_back_from_json_as_it_was():
    voice = Voice(page="https://pay.example/contact", channel="contact", says="agrees")
    finding = Finding(
        id="0123456789ab", provider="gb/pay", matter="addition", level="review", score=3.5, voices=(voice,)
    )
    assert msgspec.json.decode(msgspec.json.encode(finding), type=Finding) == finding


def test_a_finding_stored_before_there_were_voices_is_still_read():
    stored = b'{"id":"0123456789ab","provider":"gb/pay","matter":"addition","level":"review","score":3.5}'
    assert msgspec.json.decode(stored, type=Finding).voices == ()
