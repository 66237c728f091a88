import io

import pypdf
import pypdfium2
import pytest

from lab.pdf import write_pdf

LINES = {
    "en": "Call us on (020) 7946 0001 \\ any day.",
    "zh": "客服热线：400-123-4567（24小时）",
    "ja": "カスタマーセンター：0120-123-456",
    "ko": "고객센터: 1588-0123",
}


def text_of(body: bytes) -> str:
    with pypdfium2.PdfDocument(body) as pdf:
        return "\n".join(page.get_textpage().get_text_range() for page in pdf)


@pytest.mark.parametrize("language", LINES)
def test_the_readers_find_every_line(language):
    body = write_pdf([LINES[language]], language)
    assert text_of(body).strip() == LINES[language]


def test_a_number_stands_in_the_bytes_as_printed():
    assert b"(020) 7946 0001" in write_pdf([LINES["en"]], "en")
    assert b"400-123-4567" in write_pdf([LINES["zh"]], "zh")


def test_an_unpaired_bracket_is_written_so_that_it_stays_one():
    assert text_of(write_pdf(["a) first"], "en")).strip() == "a) first"


def test_many_lines_take_more_pages():
    assert len(pypdf.PdfReader(io.BytesIO(write_pdf(["line"] * 90, "en"))).pages) == 3
