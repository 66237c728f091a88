import json

import pytest
from jsonschema import Draft202012Validator, ValidationError

from directory.public import PublicEntry, PublicProvider, RetiredLine
from publish.formats.json import render
from tests.publish.conftest import a_retired_line, contents_of


@pytest.fixture
def contents(lines, ground):
    return contents_of(lines, ground, retired=(a_retired_line(),))


@pytest.fixture
def whole(contents):
    return json.loads(dict(render(contents))["directory.json"])


@pytest.fixture
def schema(contents):
    return json.loads(dict(render(contents))["schema.json"])


def test_the_object_says_its_schema_number_times_and_ground(whole, ground):
    expected = ["schema", "number", "made", "expires_at", "ground", "providers", "entries", "retired"]
    assert list(whole) == expected
    assert whole["schema"] == "hotlinewatch-directory/1"
    assert whole["number"] == 7
    assert (whole["made"], whole["expires_at"]) == ("2026-11-22T02:10:00Z", "2026-11-29T02:10:00Z")
    assert whole["ground"] == ground


def test_every_record_has_every_public_field(whole):
    assert {tuple(entry) for entry in whole["entries"]} == {PublicEntry.__struct_fields__}
    assert {tuple(one) for one in whole["providers"]} == {PublicProvider.__struct_fields__}
    assert {tuple(one) for one in whole["retired"]} == {RetiredLine.__struct_fields__}
    assert whole["entries"][0]["names"] == {"zh": "支付宝"}
    assert whole["entries"][0]["first_seen"] is None
    assert whole["entries"][1]["languages"] == ["en", "zh"]


def test_it_is_what_the_schema_beside_it_says(whole, schema):
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(whole)
    del whole["entries"][0]["dial_abroad"]
    with pytest.raises(ValidationError, match="dial_abroad"):
        Draft202012Validator(schema).validate(whole)


@pytest.mark.parametrize(
    ("name", "record"), [("entry", PublicEntry), ("provider", PublicProvider), ("retired", RetiredLine)]
)
def test_the_schema_explains_every_field(schema, name, record):
    described = schema["$defs"][name]
    assert tuple(described["properties"]) == record.__struct_fields__
    assert tuple(described["required"]) == record.__struct_fields__


def test_the_same_contents_give_the_same_bytes(contents):
    assert dict(render(contents)) == dict(render(contents))
