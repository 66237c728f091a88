import pytest

from scheduler.line_lists.numbers import apart, is_plain, read_line


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("95188", ["95188"]),
        (" +44 20 7946 0018; +44 20 7946 0019 ", ["+44 20 7946 0018", "+44 20 7946 0019"]),
        ("95188、400-666-8800", ["95188", "400-666-8800"]),
        ("020 7946 0018 / 020 7946 0019", ["020 7946 0018", "020 7946 0019"]),
        ('="95188"', ["95188"]),
        ("tel:95188;phone-context=+86", ["tel:95188;phone-context=+86"]),
        ("+442079460018;ext=6", ["+442079460018;ext=6"]),
        ("", []),
        ('=HYPERLINK("http://x.example";"95188")', ['=HYPERLINK("http://x.example";"95188")']),
    ],
)
def test_the_numbers_of_a_cell_are_taken_apart(cell, numbers):
    assert apart(cell) == numbers


@pytest.mark.parametrize(
    ("text", "regions", "key"),
    [
        ("95188", ["CN"], "CN:95188"),
        ("CN:95188", [], "CN:95188"),
        ("tel:95188;phone-context=+86", [], "CN:95188"),
        ("tel:+44-20-7946-0018", [], "+442079460018"),
        ("+8695188", [], "CN:95188"),
        ("020 7946 0018 ext. 6", ["GB"], "+442079460018;ext=6"),
        ("4006668800.0", ["CN"], "+864006668800"),
        ("95188（24小时）", ["CN"], "CN:95188"),
    ],
)
def test_a_number_is_read_as_its_list_writes_it(text, regions, key):
    keys, why = read_line(text, regions)
    assert (keys[0], why) == (key, "")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("=cmd|'/c calc'!A1", "a formula"),
        ("@SUM(1+1)", "a formula"),
        ("+cmd|x", "a formula"),
        ("4.00667E+09", "no number"),
        ("95188\x00", "no text"),
        ("\u202e88159", "no text"),
        ("call us", "no number"),
        ("020 7946 0018 or 020 7946 0019", "2 numbers"),
    ],
)
def test_what_is_no_number_says_why(text, why):
    keys, said = read_line(text, ["GB"])
    assert keys == ()
    assert why in said


def test_a_national_number_of_nowhere_asks_for_its_country():
    assert "--region" in read_line("020 7946 0018", [])[1]


def test_words_are_no_plain_number():
    assert is_plain("400-666-8800")
    assert not is_plain("e164")
    assert not is_plain("7")
