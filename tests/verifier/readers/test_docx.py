import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.records import Expect, Page
from verifier.document import Document
from verifier.readers.docx import MOST_ENTRIES, MOST_PART_BYTES, is_docx, read_docx
from verifier.sight import sight_block

PAGE = Page(
    url="https://pay.example/terms.docx",
    channel="agreement",
    language="en",
    regions=("GB",),
    expect=Expect(least=0, most=9),
)
HEAD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'


def p(text, style=""):
    return f"<w:p><w:r>{style}<w:t>{text}</w:t></w:r></w:p>"


def table(*rows):
    cells = ["".join(f"<w:tc>{p(cell)}</w:tc>" for cell in row) for row in rows]
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def a_docx(body, **parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"{HEAD}<w:body>{body}</w:body></w:document>")
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", f"{HEAD}{content}</w:document>")
    return file.getvalue()


def read(body):
    return [(block.text, block.place, block.lead, block.heading) for block in read_docx(body, PAGE).blocks]


def test_a_paragraph_is_a_block_led_by_the_one_before():
    body = a_docx(p("Customer service") + p("") + p("020 7946 0000"))
    assert is_docx(body)
    assert read(body) == [
        ("Customer service", "paragraph 1", "", ""),
        ("020 7946 0000", "paragraph 3", "Customer service", ""),
    ]
    (block,) = [block for block in read_docx(body, PAGE).blocks if "7946" in block.text]
    assert (block.layer, sight_block(block, ("GB",)).sightings[0].number) == ("visible", "+442079460000")


def test_a_cell_of_a_table_is_led_by_its_row_and_headed_by_its_column():
    found = read(a_docx(table(("Branch", "Fax"), ("Leeds", "020 7946 0002"))))
    assert found[-1] == ("020 7946 0002", "table 1 row 2 cell 2", "Leeds", "Fax")


def test_a_number_broken_over_runs_is_whole():
    assert (
        read(a_docx("<w:p><w:r><w:t>020 7946</w:t></w:r><w:r><w:tab/><w:t>0000</w:t></w:r></w:p>"))[0][0]
        == "020 7946 0000"
    )


def test_a_footer_is_read_behind_the_body():
    assert read(a_docx(p("Terms"), footer1=p("Hotline 020 7946 0000")))[-1][:2] == (
        "Hotline 020 7946 0000",
        "footer1 paragraph 1",
    )


def test_what_word_hides_deletes_or_repeats_is_left_out():
    hidden = p("020 7946 0001", style="<w:rPr><w:vanish/></w:rPr>")
    shown = p("020 7946 0002", style='<w:rPr><w:vanish w:val="0"/></w:rPr>')
    deleted = "<w:p><w:del><w:r><w:delText>020 7946 0003</w:delText></w:r></w:del></w:p>"
    again = f"<mc:AlternateContent><mc:Choice>{p('020 7946 0004')}</mc:Choice><mc:Fallback>{p('020 7946 0004')}</mc:Fallback></mc:AlternateContent>"
    assert [text for text, *_ in read(a_docx(hidden + shown + deleted + again))] == ["020 7946 0002", "020 7946 0004"]


def test_a_part_that_unpacks_too_far_is_refused():
    refused = read_docx(a_docx(" " * (MOST_PART_BYTES + 1)), PAGE).refused
    assert refused == f"word/document.xml unpacks to more than {MOST_PART_BYTES:,} bytes"


def test_a_part_that_unpacks_further_than_it_says_is_refused():
    body = a_docx(p("Terms" * 3_000_000))
    size = len(f"{HEAD}<w:body>{p('Terms' * 3_000_000)}</w:body></w:document>")
    said = body.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert said != body
    assert read_docx(said, PAGE).refused


def test_an_archive_of_too_many_entries_is_refused():
    body = a_docx("", **{f"part{number}": "" for number in range(MOST_ENTRIES)})
    assert (
        read_docx(body, PAGE).refused
        == f"got an archive of {MOST_ENTRIES + 1} entries, expected at most {MOST_ENTRIES}"
    )


@pytest.mark.parametrize(
    "body", [a_docx("<w:p>"), a_docx("<w:p>" * 300), a_docx(p("Terms"))[:200], b"PK\x03\x04word/document.xml"]
)
def test_what_is_damaged_is_refused_in_words(body):
    document = read_docx(body, PAGE)
    assert document.blocks == ()
    assert document.refused


def test_a_document_type_is_refused_so_that_no_entity_is_followed():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", '<!DOCTYPE d [<!ENTITY a "aaaa">]><d>&a;</d>')
    assert read_docx(file.getvalue(), PAGE).refused.startswith("declares a document type")


@settings(deadline=None)
@given(cut=st.integers(0, 500), noise=st.binary(max_size=40))
def test_any_damage_gives_a_document(cut, noise):
    body = a_docx(p("Hotline 020 7946 0000"))
    assert isinstance(read_docx(body[:cut] + noise + body[cut + len(noise) :], PAGE), Document)
