import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from directory.records import Expect, Page
from verifier.readers.pdf import MOST_PAGES, read_pdf
from verifier.sight import sight_block

PAGE = Page(
    url="https://pay.example/terms.pdf",
    channel="agreement",
    language="en",
    regions=("GB",),
    expect=Expect(least=0, most=9),
)
FONT = DictionaryObject(
    {
        NameObject("/Type"): NameObject("/Font"),
        NameObject("/Subtype"): NameObject("/Type1"),
        NameObject("/BaseFont"): NameObject("/Helvetica"),
    }
)


def a_pdf(*pages: tuple[str, ...], lock: str = "") -> bytes:
    """A PDF with these lines on its pages."""
    writer = PdfWriter()
    for lines in pages:
        page = writer.add_blank_page(300, 300)
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): FONT})}
        )
        content = DecodedStreamObject()
        shown = " ".join(f"({line}) Tj 0 -20 Td" for line in lines)
        content.set_data(f"BT /F1 12 Tf 20 250 Td {shown} ET".encode())
        page[NameObject("/Contents")] = writer._add_object(content)
    if lock:
        writer.encrypt(lock)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def test_a_line_is_a_block_with_its_page_and_the_line_before_leads_it():
    document = read_pdf(a_pdf(("Terms", "Customer service"), ("Hotline", "020 7946 0000")), PAGE)
    assert [(block.text, block.place, block.layer) for block in document.blocks[2:]] == [
        ("Hotline", "page 2 line 1", "pdf"),
        ("020 7946 0000", "page 2 line 2", "pdf"),
    ]
    (one,) = sight_block(document.blocks[3], ("GB",)).sightings
    assert (one.number, one.label) == ("+442079460000", "Hotline")
    assert document.facts.encoding == "pdf"


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
    assert read_pdf(a_pdf(("Hotline 020 7946 0000",), lock="a word"), PAGE).refused


@settings(deadline=None, max_examples=30)
@given(cut=st.integers(0, 900), noise=st.binary(max_size=30))
def test_no_damage_ends_the_reader(cut, noise):
    body = a_pdf(("Hotline 020 7946 0000",))
    read_pdf(body[:cut] + noise + body[cut + len(noise) :], PAGE)
