import json
from datetime import timedelta

import pytest

from directory.public import PublicEntry
from publish.contents import Contents
from publish.formats.json import render


@pytest.fixture
def contents(lines, made, ground):
    return Contents(number=4, made=made, expires_at=made + timedelta(days=7), ground=ground, entries=tuple(lines))


def test_the_object_says_its_schema_number_times_and_ground(contents, ground):
    whole = json.loads(render(contents))
    assert list(whole) == ["schema", "number", "made", "expires_at", "ground", "entries"]
    assert whole["schema"] == "hotlinewatch-directory/1"
    assert whole["number"] == 4
    assert (whole["made"], whole["expires_at"]) == ("2026-11-22T02:10:00Z", "2026-11-29T02:10:00Z")
    assert whole["ground"] == ground


def test_every_line_has_every_field_of_a_public_entry(contents):
    entries = json.loads(render(contents))["entries"]
    assert {tuple(entry) for entry in entries} == {PublicEntry.__struct_fields__}
    assert entries[1]["names"] == {"zh": "支付宝"}
    assert entries[1]["first_seen"] is None


def test_the_same_contents_give_the_same_bytes(contents):
    assert render(contents) == render(contents)
