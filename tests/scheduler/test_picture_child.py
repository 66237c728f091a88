import io
import struct
import zlib

import msgspec
import pytest
from PIL import Image

from scheduler import picture_child
from scheduler.picture_child import MOST_PIXELS, MOST_WIDTH, Order, Refused, rewrite

RED, WHITE = (255, 0, 0), (255, 255, 255)


def a_picture(kind="PNG", size=(60, 40), mode="RGB", colour=RED, **more):
    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, kind, **more)
    return out.getvalue()


def rewritten(body, *cuts):
    return Image.open(io.BytesIO(rewrite(body, Order(cuts=cuts))))


def a_header(width, height):
    """A PNG that promises many pixels and holds none."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


@pytest.mark.parametrize(("kind", "kept"), [("PNG", "PNG"), ("JPEG", "JPEG"), ("WEBP", "PNG")])
def test_nothing_is_kept_but_what_can_be_seen(kind, kept):
    exif = Image.Exif()
    exif[0x010E] = "a secret place"
    exif.get_ifd(0x8825)[1] = "N"
    body = a_picture(kind, exif=exif, icc_profile=b"a secret profile")
    assert b"a secret place" in body
    found = rewritten(body)
    assert (found.format, found.size, dict(found.getexif())) == (kept, (60, 40), {})
    assert b"secret" not in rewrite(body, Order())
    assert set(found.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_a_picture_is_turned_as_its_camera_was_held():
    exif = Image.Exif()
    exif[0x0112] = 6
    assert rewritten(a_picture("JPEG", exif=exif)).size == (40, 60)


def test_private_parts_are_painted_over_and_nothing_else():
    found = rewritten(a_picture(), (10, 5, 20, 10), (0, 39, 60, 1))
    painted = {(x, y) for x in range(60) for y in range(40) if found.getpixel((x, y)) == (0, 0, 0)}
    assert painted == {(x, y) for x in range(10, 30) for y in range(5, 15)} | {(x, 39) for x in range(60)}
    assert found.getpixel((0, 0)) == RED


def test_colours_behind_what_is_see_through_do_not_come_along():
    found = rewritten(a_picture(mode="RGBA", colour=(*RED, 0)))
    assert (found.mode, found.getpixel((5, 5))) == ("RGB", WHITE)


def test_a_wide_picture_is_made_smaller_after_its_cuts():
    found = rewritten(a_picture(size=(2 * MOST_WIDTH, 20)), (0, 0, MOST_WIDTH, 20))
    assert found.size == (MOST_WIDTH, 10)
    assert found.getpixel((10, 5)) == (0, 0, 0)


@pytest.mark.parametrize(
    "cut", [(0, 0, 61, 1), (-1, 0, 5, 5), (0, 0, 0, 5), (50, 35, 10, 6)], ids=lambda cut: ",".join(map(str, cut))
)
def test_a_cut_outside_of_the_picture_is_refused_with_its_size(cut):
    with pytest.raises(Refused, match="60 by 40"):
        rewrite(a_picture(), Order(cuts=(cut,)))


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (a_header(100_000, 100_000), f"{MOST_PIXELS:,}"),
        (a_header(10_000, 5_000), "10000 by 5000"),
        (a_header(100, 100), "damaged"),
        (a_picture()[:60], "damaged"),
        (b"GIF89a" + a_picture(), "damaged"),
        (a_picture("WEBP", save_all=True, append_images=[Image.new("RGB", (60, 40))]), "moving"),
    ],
    ids=["a bomb", "too large", "hollow", "cut short", "another kind", "moving"],
)
def test_a_bomb_or_a_broken_picture_is_refused(body, why):
    with pytest.raises(Refused, match=why):
        rewrite(body, Order())


def test_an_order_is_read_and_a_refusal_is_said(monkeypatch, capsys):
    monkeypatch.setattr(picture_child.resource, "setrlimit", lambda *_: None)
    order = msgspec.json.encode(Order(cuts=((0, 0, 5, 5),))) + b"\n"
    out = io.BytesIO()
    assert picture_child.main(io.BytesIO(order + a_picture()), out) == 0
    assert out.getvalue() == rewrite(a_picture(), Order(cuts=((0, 0, 5, 5),)))
    assert picture_child.main(io.BytesIO(order + b"x"), io.BytesIO()) == picture_child.REFUSED
    assert "damaged" in capsys.readouterr().err
