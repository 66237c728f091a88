import pytest
from markdown_it import MarkdownIt
from msgspec.structs import replace

from reports.formats.md import render
from reports.nightly import compose


def tokens_of(text):
    # CommonMark with raw HTML on: what GitHub and mail clients build on (rich brings this renderer).
    tokens = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(text)
    return [inner for token in tokens for inner in [token, *(token.children or [])]]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_hostile_text_becomes_a_tag_an_image_or_a_foreign_link(hostile_night, lang):
    tokens = tokens_of(render(compose(hostile_night, lang=lang)))
    assert not {token.type for token in tokens} & {
        "html_inline",
        "html_block",
        "image",
        "fence",
        "code_block",
        "hr",
        "table_open",
    }
    hosts = {token.attrs["href"].split("/")[2] for token in tokens if token.type == "link_open"}
    assert hosts == {"pay.example"}


def test_no_hostile_text_makes_a_heading(hostile_night, quiet_night):
    def headings(night):
        return [token for token in tokens_of(render(compose(night))) if token.type == "heading_open"]

    assert {token.tag for token in headings(quiet_night)} == {"h1", "h2", "h3"}
    # one for the title, one a section, one a card, one a group of pages
    assert len(headings(hostile_night)) == 1 + 4 + len(hostile_night.findings) + 1


def test_a_mail_address_stands_in_a_code_span_where_no_renderer_links_it(hostile_night):
    text = render(compose(hostile_night))
    assert "mail@evil.example" in text
    for token in tokens_of(text):
        if token.type == "text":
            assert "@" not in token.content


def test_differing_digits_are_bold_and_the_number_reads_whole(busy_night):
    text = render(compose(busy_night))
    assert "+86 400 666 88**0**0 → +86 400 666 88**1**0" in text


def test_a_list_too_long_to_read_says_where_the_rest_is(busy_night):
    change = next(each for each in busy_night.changes if each.change == "appeared")
    many = tuple(replace(change, number=f"+1202555{place:04d}") for place in range(100, 130))
    text = render(compose(replace(busy_night, changes=many)))
    assert "10 more: `hotlinewatch report 2026-11-22T0204Z-4be1a0 --format json`" in text


def test_no_number_is_a_link_to_dial(busy_night):
    assert "tel:" not in render(compose(busy_night))
