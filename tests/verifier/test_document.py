from directory.records import PageFacts
from verifier.document import Block, Document, Link


def test_a_block_stands_inside_what_is_kept_and_has_no_region_of_its_own_unless_told():
    block = Block("客服 95188", "html > p", "visible")
    assert block.is_kept
    assert block.regions == ()
    assert block.links == ()


def test_a_link_is_a_span_of_its_blocks_text():
    block = Block("客服 95188", "html > p", "visible", links=(Link(3, 8, "+8657195188"),))
    link = block.links[0]
    assert block.text[link.start : link.end] == "95188"


def test_a_document_was_read_and_has_what_was_to_be_kept_unless_told():
    document = Document((), PageFacts())
    assert document.refused == ""
    assert document.has_kept
