import json

import msgspec
import pytest

from publish.index import NotOurs, read_index
from tests.publish.conftest import MADE, a_line
from tests.publish.releases import write_release


@pytest.fixture
def whole(tmp_path):
    lines = [a_line(), a_line(key="+442079460124;ext=6"), a_line(key="+442079460124;ext=7")]
    return json.loads((write_release(tmp_path, lines, MADE) / "directory.json").read_bytes())


def test_lines_are_found_by_their_line_and_by_their_provider(whole):
    index = read_index(json.dumps(whole).encode())
    assert index.places["+442079460124"] == (1, 2)
    assert index.spans == {"gb/example-pay": (0, 3)}
    assert index.countries == ("GB",)
    assert [json.loads(one) for one in index.printed] == whole["entries"]
    assert b"\n" not in index.printed[0]


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda whole: whole.update(schema="other/1"), "expected 'hotlinewatch-directory/1'"),
        (lambda whole: whole["entries"].reverse(), "out of order"),
        (lambda whole: whole["entries"].append(whole["entries"][-1]), "out of order"),
        (lambda whole: whole["providers"].clear(), "expected each provider among"),
    ],
)
def test_a_file_that_does_not_keep_its_schema_is_refused(whole, spoil, told):
    spoil(whole)
    with pytest.raises(NotOurs, match=told):
        read_index(json.dumps(whole).encode())


@pytest.mark.parametrize(
    ("field", "value"), [("status", "disputed"), ("status", "candidate"), ("accepted_by", "nobody")]
)
def test_a_line_that_no_decision_verified_cannot_even_be_read(whole, field, value):
    whole["entries"][0][field] = value
    with pytest.raises(msgspec.ValidationError):
        read_index(json.dumps(whole).encode())


def test_fields_of_a_later_version_are_passed_on(whole):
    whole["entries"][0]["languages"] = ["en"]
    assert b'"languages":["en"]' in read_index(json.dumps(whole).encode()).printed[0]
