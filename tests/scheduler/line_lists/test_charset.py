import io

import pytest

from scheduler.line_lists import charset
from scheduler.line_lists.charset import find_charset
from scheduler.line_lists.listed import ListFault

TEXT = "机构,电话\n支付宝,95188\n"


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8-sig"),
        (TEXT.encode("utf-16"), "utf-16"),
        (TEXT.encode("utf-32"), "utf-32"),
        (TEXT.encode("gbk"), "gb18030"),
        (b"name,phone\n", "utf-8"),
    ],
)
def test_a_charset_is_known_by_its_mark_or_its_bytes(body, name):
    file = io.BytesIO(body)
    assert find_charset(file) == name
    assert body.decode(name).startswith(("机构", "name"))
    assert file.tell() == 0


@pytest.mark.parametrize("codec", ["windows-1252", "iso-8859-1"])
def test_western_bytes_are_asked_about_and_never_guessed(codec):
    body = io.BytesIO("nom,téléphone\nSociété Générale,+33 1 99 00 00 00\n".encode(codec))
    with pytest.raises(ListFault, match="--charset"):
        find_charset(body)
    assert find_charset(body, codec)


def test_a_charset_that_is_told_wrongly_is_refused_with_its_place():
    with pytest.raises(ListFault, match="no gbk"):
        find_charset(io.BytesIO(b"a\xff\xff"), "gbk")
    with pytest.raises(ListFault, match="'klingon'"):
        find_charset(io.BytesIO(b"a"), "klingon")


def test_a_file_without_end_is_refused(monkeypatch):
    monkeypatch.setattr(charset, "MOST_BYTES", 100)
    with pytest.raises(ListFault, match="cut it"):
        find_charset(io.BytesIO(b"x" * 101))
