import pytest

from scheduler.unmask import unmask


@pytest.mark.parametrize(
    ("text", "region", "key"),
    [
        ("1-8OO-555-O142", "US", "+18005550142"),
        ("+1 (888)*555*0142", "US", "+18885550142"),
        ("⓪⑧⓪⑧ 157 0967", "GB", "+448081570967"),
        ("0808~157~0967", "GB", "+448081570967"),
        ("四零零 六六六 八八零一", "CN", "+864006668801"),
        ("9\u200b5\u200b1\u200b8\u200b8", "CN", "CN:95188"),
        ("\u202e7690 751 8080\u202c", "GB", "+448081570967"),
    ],
)
def test_a_disguised_number_is_read_and_said_to_be_so(text, region, key):
    found = unmask(text, [region])
    assert found is not None
    assert (found.readings[0], found.is_folded, found.numbers) == (key, True, 1)


@pytest.mark.parametrize(
    "text",
    [
        "95188",
        "0571-95188",
        "95188-6",
        "+86 400 666 8800",
        "０５７１－９５１８８",
        "1-800-MY-APPLE",
        "call us",
        "",
        "12",
    ],
)
def test_a_number_in_plain_digits_and_no_number_are_left_to_the_plain_rules(text):
    assert unmask(text, ["CN", "US"]) is None


def test_several_numbers_in_one_place_are_counted():
    found = unmask("400-666-8800 / 400-627-2273", ["CN"])
    assert (found.readings[0], found.is_folded, found.numbers) == ("+864006668800", False, 2)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Tel: 400-666-8800", "+864006668800"),
        ("客服电话 95188", "CN:95188"),
        ("tel4006668800now", "+864006668800"),
        ("400,666,8800", "+864006668800"),
    ],
)
def test_words_around_a_number_are_none_of_it(text, key):
    found = unmask(text, ["CN"])
    assert found is not None
    assert (found.readings[0], found.numbers) == (key, 1)
