import pytest

from scheduler.line_lists.fields import field_of


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Phone_Number", "number"),
        ("contact:phone", "number"),
        ("客服电话", "number"),
        ("contact:fax", "fax"),
        ("Organization", "provider"),
        ("brand:website", "url"),
        ("addr:country", "country"),
        ("ＮＡＭＥ", "provider"),
    ],
)
def test_a_heading_is_known_in_the_ways_that_lists_write_it(heading, name):
    field = field_of(heading)
    assert field is not None
    assert field.name == name


def test_a_heading_that_says_nothing_we_ask_for_is_none():
    assert field_of("opening_hours") is None


def test_a_brand_tells_more_than_a_name():
    assert field_of("brand").rank < field_of("name").rank
