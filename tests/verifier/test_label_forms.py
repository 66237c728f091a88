"""Every voice line of ../shared/data/directory-vcards.jsonl, printed behind a label and before its hours, is found."""

import pytest

from directory.printed import read_number
from tests.real_pages import needs_data, rows_of
from verifier.sight import sight_numbers

pytestmark = [pytest.mark.data, needs_data]

FORMS = {
    "zh": "客服热线：{}（24小时）",
    "en": "Hotline: {} (24 hours)",
    "ja": "お問い合わせ：{}（24時間）",
    "ko": "고객센터: {} (24시간)",
}
# An American operator's code, read for China: no Chinese code has four digits that begin with 6.
OF_ANOTHER_PLAN = {"6700"}


@pytest.mark.parametrize("form", sorted(FORMS))
def test_every_line_of_a_real_directory_is_found_behind_its_label(form):
    lines = [phone for row in rows_of("directory-vcards.jsonl") for phone in row["phones"]]
    voices = [line["number"] for line in lines if line["kind"] != "sms-code"]
    assert len(voices) > 500
    missed = [
        number
        for number in voices
        if [one.number for one in sight_numbers(FORMS[form].format(number), ("CN",))]
        != read_number(number, ("CN",))[:1]
    ]
    assert set(missed) == OF_ANOTHER_PLAN
