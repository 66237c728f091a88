import pytest

from directory.page_filters import PARAMETERS, filter_faults, page_filters


def test_every_parameter_of_a_page_filter_has_a_kind_that_is_checked():
    assert {kind for parameters in page_filters().values() for kind in parameters.values()} == set(PARAMETERS)


@pytest.mark.parametrize(
    "named",
    [{"name": "drop", "css": "nav > a"}, {"name": "letters_as_digits", "pairs": {"O": "0", "l": "1"}}],
)
def test_a_filter_with_its_parameters_is_no_fault(named):
    assert list(filter_faults(named)) == []


@pytest.mark.parametrize(
    "named",
    [
        {},
        {"name": ["drop"]},
        {"name": "drop"},
        {"name": "drop", "css": ""},
        {"name": "drop", "css": "a[["},
        {"name": "drop", "css": "a::before"},
        {"name": "drop", "css": "p:contains('ad')"},
        {"name": "drop", "css": "a", "xpath": "//a"},
        {"name": "letters_as_digits", "pairs": {}},
        {"name": "letters_as_digits", "pairs": "O0"},
        {"name": "letters_as_digits", "pairs": {"O": "00"}},
        {"name": "letters_as_digits", "pairs": {"5": "0"}},
    ],
)
def test_a_filter_that_could_not_work_is_a_fault(named):
    assert len(list(filter_faults(named))) == 1
