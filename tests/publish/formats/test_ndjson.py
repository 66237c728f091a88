import json
from datetime import timedelta

from directory.public import PublicEntry
from publish.delta import Listing, delta_between
from publish.formats.ndjson import render
from tests.publish.conftest import GROUND, MADE, a_line, contents_of


def lines_of(contents):
    return [json.loads(line) for line in dict(render(contents))["delta.ndjson"].splitlines()]


def test_the_first_line_says_from_which_release_and_which_bytes_it_starts(lines):
    delta = delta_between(Listing(), Listing(entries=tuple(lines)), 6, "ab" * 32)
    head, *changes = lines_of(contents_of(lines, GROUND, delta=delta))
    assert (head["schema"], head["number"], head["since"], head["base"]) == ("hotlinewatch-delta/1", 7, 6, "ab" * 32)
    assert head["ground"] == GROUND
    assert [change["op"] for change in changes] == ["add", "add"]
    assert tuple(changes[0]["entry"]) == PublicEntry.__struct_fields__


def test_line_ends_within_words_tear_no_object_in_two():
    line = a_line(label="one\u2028two\u2029three\u0085four")
    delta = delta_between(Listing(), Listing(entries=(line,)), None, "")
    assert lines_of(contents_of([line], GROUND, delta=delta))[1]["entry"]["label"] == line.label


def test_a_change_tells_each_field_before_and_now_and_nothing_else():
    before, now = a_line(), a_line(hours="9-18", last_seen=MADE + timedelta(days=1))
    delta = delta_between(Listing(entries=(before,)), Listing(entries=(now,)), 6, "ab" * 32)
    _, change = lines_of(contents_of([now], GROUND, delta=delta))
    assert change["fields"] == {
        "hours": ["24/7", "9-18"],
        "last_seen": ["2026-11-22T02:10:00Z", "2026-11-23T02:10:00Z"],
    }
