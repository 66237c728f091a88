import pypdfium2
import pytest

from tests.verifier.readers.drawn import At, a_pdf
from verifier.readers.pdf_cells import on_page, page_cells, upright


def cells_of(*texts, most_chars=1000):
    with pypdfium2.PdfDocument(a_pdf(list(texts))) as document:
        return page_cells(document[0].get_textpage(), most_chars)


def test_a_text_is_one_cell_with_its_box():
    ((cell,),) = cells_of(At(20, 200, "Hotline 020 7946 0000")).values()
    assert cell.text == "Hotline 020 7946 0000"
    assert cell.x0 == pytest.approx(20, abs=1)
    assert -215 < cell.top < -205 < cell.bottom < -190


def test_a_wide_gap_parts_two_cells():
    assert [cell.text for cell in cells_of(At(20, 200, "Fax"), At(150, 200, "020 7946 0000"))[0]] == [
        "Fax",
        "020 7946 0000",
    ]


def test_typed_blanks_between_figures_part_nothing():
    assert [cell.text for cell in cells_of(At(20, 200, "020  7946 0000"))[0]] == ["020 7946 0000"]


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_turned_text_reads_in_its_own_direction(turned):
    ((cell,),) = cells_of(At(150, 150, "Tel 020 7946 0000", turned=turned)).values()
    assert cell.text == "Tel 020 7946 0000"
    assert cell.x1 - cell.x0 > 5 * cell.height


@pytest.mark.parametrize("turn", range(4))
def test_a_turned_box_finds_its_way_back(turn):
    box = (10.0, 20.0, 110.0, 32.0)
    assert on_page(turn, upright(turn, box)) == box


def test_no_more_characters_are_read_than_asked():
    ((cell,),) = cells_of(At(20, 200, "Hotline 020 7946 0000"), most_chars=7).values()
    assert cell.text == "Hotline"
