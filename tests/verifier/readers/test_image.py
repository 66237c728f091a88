import importlib.util
import io
import re
import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.records import Expect, Page
from verifier.document import Document
from verifier.readers.image import MODULES, can_recognize, is_picture, read_image
from verifier.sight import sight_block

PAGE = Page(
    url="https://pay.example/hotline.png",
    channel="notice",
    language="zh",
    regions=("CN",),
    expect=Expect(least=0, most=9),
)
# As fonts-wqy-zenhei and its like install them.
FONTS = sorted(Path("/usr/share/fonts").rglob("wqy-*.tt[cf]"))

needs_ocr = pytest.mark.skipif(
    not all(map(importlib.util.find_spec, MODULES)), reason="needs the extra `ocr`, which is not installed: make ocr"
)
needs_font = pytest.mark.skipif(not FONTS, reason="needs a Chinese font, such as fonts-wqy-zenhei")


def a_header(width, height):
    """A PNG of this size that ends where its pixels begin."""
    fields = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    check = zlib.crc32(b"IHDR" + fields)
    return (
        b"\x89PNG\r\n\x1a\n"
        + struct.pack(">I", len(fields))
        + b"IHDR"
        + fields
        + struct.pack(">I", check)
        + b"\0\0\0\7IDAT"
    )


def drawn(*lines, kind="PNG", mode="RGB", tilted=0):
    """A picture with lines of text: where each begins, and its words."""
    from PIL import Image, ImageDraw, ImageFont  # noqa: PLC0415 - comes with the extra

    picture = Image.new(mode, (800, 300), (255,) * 3 if mode == "RGB" else (0,) * 4)
    font = ImageFont.truetype(str(FONTS[0]), 32)
    for x, y, text in lines:
        ImageDraw.Draw(picture).text((x, y), text, font=font, fill=(20, 20, 60) if mode == "RGB" else (20, 20, 60, 255))
    file = io.BytesIO()
    picture.rotate(tilted, fillcolor=(255,) * 3 if mode == "RGB" else (0,) * 4).save(file, kind)
    return file.getvalue()


def sighted(body):
    return [one for block in read_image(body, PAGE).blocks for one in sight_block(block, PAGE.regions).sightings]


@needs_ocr
@needs_font
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_a_number_in_a_picture_is_read_with_its_box(kind):
    (one,) = sighted(drawn((40, 100, "客服热线：400-666-8800"), kind=kind))
    assert (one.number, one.layer) == ("+864006668800", "image")
    x0, top, x1, bottom = map(int, re.fullmatch(r"box (-?\d+),(-?\d+),(-?\d+),(-?\d+)", one.place).groups())
    assert x0 < 60
    assert x1 > 350
    assert top < 110
    assert bottom > 125


@needs_ocr
@needs_font
def test_a_number_in_a_drawn_table_keeps_its_row_and_column():
    body = drawn((40, 40, "部门"), (450, 40, "传真"), (40, 140, "北京"), (450, 140, "010-66194114"))
    (one,) = sighted(body)
    assert (one.number, one.purpose) == ("+861066194114", "fax")


@needs_ocr
@needs_font
def test_lines_of_a_tilted_sign_stay_apart():
    body = drawn((150, 100, "客服热线 95188"), (150, 145, "投诉电话 12315"), tilted=8)
    assert [one.number for one in sighted(body)] == ["CN:95188", "CN:12315"]


@needs_ocr
@needs_font
def test_dark_letters_on_nothing_are_read():
    assert [one.number for one in sighted(drawn((40, 100, "客服热线：95188"), mode="RGBA"))] == ["CN:95188"]


@needs_ocr
def test_a_picture_without_text_is_not_refused():
    from PIL import Image  # noqa: PLC0415 - comes with the extra

    file = io.BytesIO()
    Image.new("L", (300, 200), 200).save(file, "PNG")
    document = read_image(file.getvalue(), PAGE)
    assert (document.blocks, document.refused, document.facts.encoding) == ((), "", "image")


@needs_ocr
@pytest.mark.parametrize(("width", "height"), [(100_000, 100_000), (6_000, 5_000)])
def test_a_picture_is_refused_by_the_size_its_header_says(width, height):
    document = read_image(a_header(width, height), PAGE)
    assert document.blocks == ()
    assert "pixels" in document.refused


@needs_ocr
@pytest.mark.parametrize(
    "body", [a_header(10, 10), b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"GIF89a", b"RIFF\0\0\0\0WEBP"]
)
def test_a_damaged_picture_is_refused_in_words(body):
    assert is_picture(body)
    assert read_image(body, PAGE).refused.startswith("a damaged picture")


def test_other_bytes_are_no_picture():
    assert not any(map(is_picture, [b"", b"RIFF\0\0\0\0AVI ", b"<html>", b"%PDF-1.4"]))


@needs_ocr
@settings(deadline=None, max_examples=50)
@given(
    st.sampled_from([b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF89a", b"RIFF\0\0\0\0WEBP", a_header(9, 9)]),
    st.binary(max_size=80),
)
def test_any_bytes_give_a_document(start, noise):
    assert can_recognize()
    assert isinstance(read_image(start + noise, PAGE), Document)
