import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter

from directory.records import Expect, Page
from tests.verifier.readers.drawn import At, a_pdf
from verifier.document import Document
from verifier.readers.pdf import MOST_PAGES, read_pdf
from verifier.sight import sight_block

PAGE = Page(
    url="https://pay.example/terms.pdf",
    channel="agreement",
    language="en",
    regions=("GB",),
    expect=Expect(least=0, most=9),
)


def locked(body: bytes) -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(body))
    writer.encrypt("a word")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def test_a_line_is_a_block_with_page_and_box_and_the_line_before_leads_it():
    document = read_pdf(a_pdf(("Terms", "Customer service"), ("Hotline", "020 7946 0000")), PAGE)
    (one,) = sight_block(document.blocks[3], ("GB",)).sightings
    assert (one.number, one.label, one.layer) == ("+442079460000", "Hotline", "pdf")
    page, box = re.fullmatch(r"page (\d+) box ([\d,-]+)", one.place).groups()
    x0, top, x1, bottom = map(int, box.split(","))
    assert page == "2"
    # 12 points high, drawn 230 points over the foot of a page of 300.
    assert 18 <= x0 <= 22
    assert 80 < x1 < 120
    assert 55 <= top < 70 <= bottom <= 76
    assert document.facts.encoding == "pdf"


def test_a_table_keeps_each_number_with_its_row_and_column():
    rows = [("Branch", "Telephone", "Fax"), ("Leeds", "020 7946 0001", "020 7946 0002")]
    drawn = [
        At(20 + 100 * place, 250 - 30 * row, text) for row, cells in enumerate(rows) for place, text in enumerate(cells)
    ]
    found = [one for block in read_pdf(a_pdf(drawn), PAGE).blocks for one in sight_block(block, ("GB",)).sightings]
    assert [(one.number, one.purpose) for one in found] == [("+442079460001", "general"), ("+442079460002", "fax")]


def test_a_table_of_figures_holds_no_number():
    drawn = [At(20 + 45 * place, 250 - 15 * row, str(202 + 7 * place)) for row in range(9) for place in range(5)]
    assert not [one for block in read_pdf(a_pdf(drawn), PAGE).blocks for one in sight_block(block, ("US",)).sightings]


def test_two_columns_are_not_read_across():
    drawn = [At(20, 250, "Call our hotline 020"), At(180, 250, "7946 0000 are the"), At(20, 235, "7946 0001 today")]
    found = [one for block in read_pdf(a_pdf(drawn), PAGE).blocks for one in sight_block(block, ("GB",)).sightings]
    assert "+442079460000" not in [one.number for one in found]


def test_a_file_that_refers_to_itself_comes_to_an_end():
    body = a_pdf(("Hotline 020 7946 0000",)).replace(b"/Kids [5 0 R]", b"/Kids [2 0 R]")
    assert read_pdf(body, PAGE).blocks == ()


def test_only_the_first_pages_are_read():
    document = read_pdf(a_pdf(*[("line",)] * (MOST_PAGES + 5)), PAGE)
    assert len(document.blocks) == MOST_PAGES


@pytest.mark.parametrize("body", [b"", b"%PDF-1.7", b"%PDF-1.7\n%%EOF", b"not a pdf", a_pdf(("Hotline",))[:200]])
def test_a_damaged_file_is_refused_in_words(body):
    document = read_pdf(body, PAGE)
    assert document.blocks == ()
    assert document.refused


def test_a_file_without_text_says_so():
    assert read_pdf(a_pdf(()), PAGE).refused == "no text in it"


def test_a_locked_file_is_refused():
    assert read_pdf(locked(a_pdf(("Hotline 020 7946 0000",))), PAGE).refused


@settings(deadline=None, max_examples=30)
@given(cut=st.integers(0, 900), noise=st.binary(max_size=30))
def test_no_damage_ends_the_reader(cut, noise):
    body = a_pdf(("Hotline 020 7946 0000",))
    read_pdf(body[:cut] + noise + body[cut + len(noise) :], PAGE)


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_give_a_document(noise):
    assert isinstance(read_pdf(b"%PDF-1.4\n" + noise, PAGE), Document)
