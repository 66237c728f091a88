import gzip
import hashlib

import pytest

from scheduler.line_lists import source
from scheduler.line_lists.listed import ListFault
from scheduler.line_lists.source import open_list

TABLE = "机构,客服电话\n支付宝,95188\n"


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("list.csv", TABLE, "csv"),
        ("list", TABLE, "csv"),
        ("list", '[{"name": "支付宝", "phone": "95188"}]', "json"),
        ("list.geojson", '{"features": [{"properties": {"name": "支付宝", "phone": "95188"}}]}', "json"),
        ("list.jsonl", '{"name": "支付宝", "phone": "95188"}\n', "jsonl"),
        ("list", "- name: 支付宝\n  phone: 95188\n", "yaml"),
        ("list", "BEGIN:VCARD\nVERSION:3.0\nFN:支付宝\nTEL:95188\nEND:VCARD\n", "vcard"),
    ],
)
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_the_kind_of_a_list_is_known_by_its_name_or_its_start(tmp_path, name, text, kind, pack):
    file = tmp_path / name
    file.write_bytes(pack(text.encode()))
    with open_list(file) as opened:
        [one] = opened.rows
        assert (opened.format, opened.charset, one.names[0], one.number) == (kind, "utf-8", "支付宝", "95188")
        assert opened.digest == hashlib.sha256(file.read_bytes()).hexdigest()


def test_a_list_in_a_chinese_charset_is_read(tmp_path):
    (tmp_path / "list.csv").write_bytes(TABLE.encode("gbk"))
    with open_list(tmp_path / "list.csv") as opened:
        assert opened.charset == "gb18030"
        assert [one.names for one in opened.rows] == [("支付宝",)]


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "XML"),
        (gzip.compress(TABLE.encode() * 900)[:-9], "no whole gzip file"),
    ],
)
def test_what_is_no_list_is_refused(tmp_path, body, fault):
    (tmp_path / "list").write_bytes(body)
    with pytest.raises(ListFault, match=fault), open_list(tmp_path / "list") as opened:
        list(opened.rows)


def test_a_dump_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(source, "MOST_ROWS", 2)
    (tmp_path / "list.csv").write_text("number\n" + "95188\n" * 3, encoding="utf-8")
    with pytest.raises(ListFault, match="cut it"), open_list(tmp_path / "list.csv") as opened:
        list(opened.rows)
