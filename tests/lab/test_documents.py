import json

import msgspec
import pytest

from lab.documents import read_documents, versions_of
from tests.real_pages import DATA, needs_data, unpack_zst

ROW = {
    "id": "b",
    "service": "Pay",
    "old": "Call 020 7946 0018.",
    "new": "One.\nTwo.\nCall 020 7946 0018.",
    "added": [],
    "removed": [],
    "date": "2026-01-01",
}


def test_documents_come_by_id_and_other_fields_are_left_alone():
    lines = [json.dumps(ROW).encode(), json.dumps(ROW | {"id": "a"}).encode()]
    assert [one.id for one in read_documents(lines)] == ["a", "b"]


def test_a_row_of_another_shape_is_refused():
    with pytest.raises(msgspec.ValidationError, match="service"):
        read_documents([b'{"id": "a"}'])


def test_a_document_is_shown_old_new_cut_at_a_line_and_whole_again():
    versions = list(versions_of(read_documents([json.dumps(ROW).encode()])))
    assert [version.name for version in versions] == ["old", "new", "cut", "whole"]
    assert [version.texts["b"] for version in versions] == [ROW["old"], ROW["new"], "One.\nTwo.", ROW["new"]]


@needs_data
def test_every_real_document_has_a_version_that_lost_something():
    lines = unpack_zst(str(DATA / "terms-changes.jsonl.zst")).splitlines()
    _, new, cut, _ = versions_of(read_documents(lines))
    assert all(len(cut.texts[name]) < len(text) for name, text in new.texts.items())
