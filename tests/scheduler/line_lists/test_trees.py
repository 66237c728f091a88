import io

import pytest

from scheduler.line_lists import trees
from scheduler.line_lists.listed import ListFault
from scheduler.line_lists.trees import read_json, read_json_lines, read_yaml


def test_yaml_keeps_every_number_as_it_is_written():
    text = "- {name: Example Pay, phones: [0171, +442079460018, 12:30:45, 95188]}\n---\nname: x\nphone: '95188'\n"
    found = list(read_yaml(io.StringIO(text)))
    assert [one.number for one in found] == ["0171", "+442079460018", "12:30:45", "95188", "95188"]
    assert found[-1].place == "document 2.phone"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a: &a [x, x]\nb: [*a, *a]\n", "line 2: refers"),
        ("[" * 100 + "]" * 100, "deep"),
        ("a: [\n", "no YAML"),
        ("a: \x07\n", "no YAML"),
    ],
)
def test_yaml_that_grows_nests_or_breaks_is_refused(text, fault):
    with pytest.raises(ListFault, match=fault):
        list(read_yaml(io.StringIO(text)))


def test_a_tag_makes_no_object():
    assert list(read_yaml(io.StringIO("phone: !!python/object/apply:os.system ['95188']\n"))) != []


@pytest.mark.parametrize("text", ["[" * 100_000, "{", '{"a": NaN}'])
def test_json_that_is_none_is_refused(text):
    with pytest.raises(ListFault, match="no JSON"):
        list(read_json(io.StringIO(text)))


def test_a_tree_too_large_for_memory_is_refused(monkeypatch):
    monkeypatch.setattr(trees, "MOST_TREE_BYTES", 10)
    with pytest.raises(ListFault, match="JSON lines"):
        list(read_json(io.StringIO('{"phone": "95188"}')))


def test_a_line_that_is_no_json_is_given_and_the_others_are_read(monkeypatch):
    monkeypatch.setattr(trees, "_MOST_ROW_CHARS", 40)
    text = '{"org": "x", "phone": "95188"}\n\n{oops\n"' + "y" * 100 + '"\n{"phone": 95188}\n'
    found = list(read_json_lines(io.StringIO(text)))
    assert [(one.place, one.number, bool(one.fault)) for one in found] == [
        ("line 1.phone", "95188", False),
        ("line 3", "", True),
        ("line 4", "", True),
        ("line 5.phone", "95188", False),
    ]
