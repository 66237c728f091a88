import pytest

from directory.shots import Box, Shot, find_box

BOXES = (
    Box(path="html > body:nth-of-type(1) > p:nth-of-type(1)", text="95188", x=10, y=10, width=50, height=20),
    Box(path="#help > p:nth-of-type(1) > b:nth-of-type(1)", text="95", x=10, y=40, width=20, height=20),
    Box(path="#help > p:nth-of-type(1) > b:nth-of-type(2)", text="188", x=30, y=42, width=30, height=20),
    Box(path="#help > p:nth-of-type(2)", text="４００-666-8800 (24", x=10, y=70, width=90, height=20),
    Box(path="#call[href]", text="tel:+442079460111", x=5, y=95, width=40, height=15),
)
SHOT = Shot(width=1280, height=900, image_height=900, boxes=BOXES)


@pytest.mark.parametrize(
    ("place", "raw", "found"),
    [
        ("html > body:nth-of-type(1) > p:nth-of-type(1)", "95188", (10, 10, 50, 20)),
        ("#help > p:nth-of-type(1)", "95188", (10, 40, 50, 22)),
        ("#help > p:nth-of-type(2)", "400-666-8800", (10, 70, 90, 20)),
        ("#help", "400 666 8800", (10, 70, 90, 20)),
        ("#call[href]", "+442079460111", (5, 95, 40, 15)),
        ("#call", "+442079460111", (5, 95, 40, 15)),
        ("#elsewhere", "400-666-8800", (10, 70, 90, 20)),
    ],
)
def test_a_number_is_found_by_its_place_and_by_its_digits_alone_elsewhere(place, raw, found):
    box = find_box(SHOT, place, raw)
    assert (box.x, box.y, box.width, box.height) == found


@pytest.mark.parametrize("raw", ["12315", "", "call us"])
def test_what_stands_nowhere_has_no_box(raw):
    assert find_box(SHOT, "#help", raw) is None
