from datetime import date

import pytest

from directory.register import Report, block_of, false_blocks, told


def a_report(key="+12025550101", source="ftc", day=1, reports=1):
    return Report(key=key, source=source, dated_on=date(2026, 10, day), about="called", reports=reports)


@pytest.mark.parametrize(
    ("key", "block"),
    [
        ("+12025550101", "+1202555"),
        ("+448081570967", "+44808157"),
        ("+864006668800", "+86400666"),
        ("+85222662222", "+8522266"),
        ("CN:95188", ""),
        ("CN:4006668800", ""),
        ("CN-571:96588", ""),
    ],
)
def test_a_block_is_a_long_key_without_its_last_four_digits(key, block):
    assert block_of(key) == block


def test_two_numbers_make_a_block_false_one_and_its_extension_do_not():
    keys = ["+12025550101", "+12025550102", "+12025560101", "+12025560101;ext=6", "CN:95188", "CN:95187"]
    assert false_blocks(keys) == {"+1202555": 2}


def test_each_source_is_told_once_with_its_dates_and_all_its_reports():
    reports = [a_report(day=7, reports=2), a_report(day=1), a_report(source="own"), a_report("+12025550102", reports=9)]
    assert told(reports) == {
        "+12025550101": ("ftc 2026-10-01/2026-10-07 (×3)", "own 2026-10-01 (×1)"),
        "+12025550102": ("ftc 2026-10-01 (×9)",),
    }
