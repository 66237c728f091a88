import pytest

from directory.number import parts_of
from verifier.codes import CODES, is_code, is_firm, is_listed, is_split


@pytest.mark.parametrize("country", sorted(CODES))
def test_the_shapes_of_codes_are_those_of_a_country_and_no_whole_number(country):
    assert len(country) == 2
    assert not CODES[country].fullmatch("12345678901234")


def test_where_no_shapes_are_listed_any_short_line_is_a_code():
    assert is_code(parts_of("TZ:100"))
    assert not is_code(parts_of("TZ:020"))
    assert not is_listed(parts_of("TZ:100"))
    assert is_code(parts_of("JP:9110"), "#")
    assert not is_code(parts_of("JP:9110"))


def test_a_firm_code_is_like_no_count():
    assert is_firm(parts_of("CN:95188"))
    assert not is_firm(parts_of("CN:12000"))
    assert not is_firm(parts_of("TZ:100"))
    assert is_firm(parts_of("PL:116111"))
    assert not is_firm(parts_of("CN:116111"))


@pytest.mark.parametrize(("groups", "is_so"), [(("116", "116"), False), (("951", "88"), True), (("95188",), False)])
def test_europes_services_alone_are_printed_in_two_groups(groups, is_so):
    assert is_split(groups, "".join(groups)) is is_so
