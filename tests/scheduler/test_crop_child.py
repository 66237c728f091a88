import io

import msgspec
import pytest
from PIL import Image

from scheduler import crop_child
from scheduler.crop_child import (
    FRAME,
    HEIGHT,
    MOST_PIXELS,
    REFUSED,
    WIDTH,
    Cuts,
    Piece,
    Refused,
    area,
    cut,
    decode,
    main,
)
from tests.scheduler.test_picture_child import a_header

SCREEN = (1280, 3000)


def a_screen(size=SCREEN):
    out = io.BytesIO()
    Image.new("RGB", size, (255, 255, 255)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize("box", [(600, 1500, 100, 20), (0, 0, 100, 20), (1180, 2980, 100, 20)])
def test_a_piece_holds_the_number_in_its_surroundings_inside_the_screenshot(box):
    left, top, right, bottom = area(box, SCREEN)
    assert (right - left, bottom - top) == (WIDTH, HEIGHT)
    assert 0 <= left <= box[0] < box[0] + box[2] <= right <= SCREEN[0]
    assert 0 <= top <= box[1] < box[1] + box[3] <= bottom <= SCREEN[1]


def test_a_number_larger_than_a_piece_is_shown_whole():
    left, top, right, bottom = area((100, 100, 1000, 400), SCREEN)
    assert (left, right, top, bottom) == (76, 1124, 76, 524)
    assert area((0, 0, 200, 90), (200, 90)) == (0, 0, 200, 90)


def test_the_number_is_framed_and_nothing_inside_the_frame_is_touched():
    piece, body = cut(decode(a_screen()), (600, 1500, 100, 20))
    picture = Image.open(io.BytesIO(body)).convert("RGB")
    assert (piece.width, piece.height, piece.size_bytes) == (*picture.size, len(body))
    assert picture.getpixel((320 - 50 - 4, 100)) == FRAME
    assert {picture.getpixel((x, y)) for x in range(270, 370) for y in range(90, 110)} == {(255, 255, 255)}


@pytest.mark.parametrize("box", [(-1, 0, 5, 5), (0, 0, 0, 5), (1279, 0, 5, 5), (0, 2999, 5, 5)])
def test_a_box_beyond_the_screenshot_gives_no_piece(box):
    assert cut(decode(a_screen()), box) == (Piece(size_bytes=0), b"")


@pytest.mark.parametrize("body", [b"", b"no picture", a_screen()[:200], b"GIF89a" + bytes(40)])
def test_what_is_no_whole_png_is_refused(body):
    with pytest.raises(Refused, match="damaged screenshot"):
        decode(body)


def test_a_screenshot_that_promises_too_many_pixels_is_refused_by_its_header():
    with pytest.raises(Refused, match=f"{MOST_PIXELS:,}"):
        decode(a_header(20_000, 20_000))


def test_the_process_answers_each_box_in_turn(monkeypatch):
    monkeypatch.setattr(crop_child.resource, "setrlimit", lambda *_: None)
    order = msgspec.json.encode(Cuts(boxes=((0, 0, 9, 9), (5000, 0, 9, 9)))) + b"\n"
    out = io.BytesIO()
    assert main(io.BytesIO(order + a_screen()), out) == 0
    first, _, rest = out.getvalue().partition(b"\n")
    size = msgspec.json.decode(first, type=Piece).size_bytes
    assert msgspec.json.decode(rest[size:], type=Piece) == Piece(size_bytes=0)
    assert main(io.BytesIO(order + b"x"), io.BytesIO()) == REFUSED
