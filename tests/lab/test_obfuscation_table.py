import pytest

from lab.obfuscation_table import cases_of, missed, read_keys, rows_of
from lab.obfuscations import families

FAMILIES = families()
# Signals, 5: of the obfuscated numbers 99 in a hundred are read, and of no family fewer than 95.
LEAST_OF_ALL, LEAST_OF_ONE = 0.99, 0.95


def test_obfuscated_numbers_are_read():
    cases = {one.name: cases_of(one) for one in FAMILIES}
    misses = {name: missed(listed) for name, listed in cases.items()}
    poor = {
        name: misses[name] for name, listed in cases.items() if len(misses[name]) > (1 - LEAST_OF_ONE) * len(listed)
    }
    assert poor == {}
    assert sum(map(len, misses.values())) <= (1 - LEAST_OF_ALL) * sum(map(len, cases.values()))


@pytest.mark.parametrize("name", ["circled", "blanks", "chinese", "english", "letters_small", "zero_width"])
def test_what_was_found_only_after_folding_is_marked(name):
    (family,) = (one for one in FAMILIES if one.name == name)
    assert all(is_folded for case in cases_of(family)[:8] for key, is_folded in read_keys(case) if key == case.key)


@pytest.mark.parametrize("name", ["fullwidth", "arabic_indic", "devanagari", "tags_each", "glued_to_chinese"])
def test_what_honest_pages_write_is_not_marked(name):
    (family,) = (one for one in FAMILIES if one.name == name)
    assert not any(is_folded for case in cases_of(family) for _, is_folded in read_keys(case))


def test_a_row_sets_ours_beside_the_library():
    (row,) = rows_of(one for one in FAMILIES if one.name == "circled")
    assert (row.family, row.cases, row.ours, row.library) == ("circled", 68, 68, 0)
    assert 0 < row.library_nfkc < row.cases
    assert row.share == 1.0
