import hashlib

from publish.formats.hashes import render
from tests.publish.conftest import GROUND, a_line, contents_of


def listed(text):
    return dict(line.split(" ") for line in text.splitlines() if not line.startswith("#"))


def test_a_dialler_finds_a_listed_number_by_the_scheme_that_the_file_tells(lines):
    (text,) = dict(render(contents_of(lines, GROUND))).values()
    digest = hashlib.sha256(b"hotlinewatch-hashes/1 +442079460123").hexdigest()[:32]
    short = hashlib.sha256(b"hotlinewatch-hashes/1 CN:95188").hexdigest()[:32]
    assert listed(text) == {digest: "gb/example-pay", short: "cn/alipay"}
    assert "release 7, made 2026-11-22T02:10:00Z, expires 2026-11-29T02:10:00Z" in text
    assert "hotlinewatch-hashes/1" in text


def test_a_line_behind_a_menu_key_is_found_by_what_is_dialled_first():
    (text,) = dict(render(contents_of([a_line(key="CN:95188;ext=6"), a_line(key="CN:95188")], GROUND))).values()
    assert listed(text) == {hashlib.sha256(b"hotlinewatch-hashes/1 CN:95188").hexdigest()[:32]: "gb/example-pay"}


def test_lines_are_sorted(lines):
    (text,) = dict(render(contents_of(lines, GROUND))).values()
    found = list(listed(text))
    assert found == sorted(found)
