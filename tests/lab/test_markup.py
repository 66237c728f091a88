import pytest

from lab.forging import Forged
from lab.markup import at_end, at_start, beside, in_head, parts_of_page, pattern_of, rewrite, rewrite_lines, shows, swap
from lab.world import Line
from tests.lab.operators.offered import ALL, ENGLISH

LINE = Line(key="+442079460155", printed="020 7946 0155")
CODE = Line(key="CN:954123", printed="954123")
OTHER = Forged("+442920180777", "029 2018 0777")


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.provider.country)
def test_the_parts_of_a_page_are_the_page(one):
    page = one.pages[0].body.decode()
    assert "".join(part.source for part in parts_of_page(page)) == page


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ("<p>020 7946 0155</p>", "text"),
        ('<a href="tel:+442079460155">call</a>', "link"),
        ('<script type="application/ld+json">{"telephone": "+44-20-7946-0155"}</script>', "structured"),
        ('<meta itemprop="telephone" content="020 7946 0155">', "structured"),
        ('<script>var phone = "020 7946 0155";</script>', "script"),
        ('<img alt="020 7946 0155">', "attribute"),
    ],
)
def test_a_line_stands_in_the_place_it_stands_in(source, place):
    places = ("text", "link", "structured", "script", "attribute")
    assert [one for one in places if shows(source, LINE, one)] == [place]
    swapped = swap(source, LINE, OTHER, {place})
    assert not shows(swapped, LINE, place)
    assert shows(swapped, Line(key=OTHER.key, printed=OTHER.printed), place)
    assert swap(source, LINE, OTHER, set(places) - {place}) == source


@pytest.mark.parametrize(
    "printed",
    [
        "020 7946 0155",
        "(020) 7946 0155",
        "+44 20 7946 0155",
        "+44 (0)20 7946 0155",
        "020-7946-0155",
        "02079460155",
        "0044 20 7946 0155",
        "020\u00a07946\u00a00155",
    ],
)
def test_a_line_is_known_in_every_notation(printed):
    assert pattern_of(LINE).fullmatch(printed)


@pytest.mark.parametrize("printed", ["020 7946 01556", "1020 7946 0155", "020 7946 0156", "9541234", "2954123"])
def test_other_digits_are_not_the_line(printed):
    assert not pattern_of(LINE).search(printed)
    assert not pattern_of(CODE).search(printed)


def test_a_bracket_of_the_sentence_stays():
    assert swap("<p>(020 7946 0155, free)</p>", LINE, OTHER) == "<p>(029 2018 0777, free)</p>"
    assert swap("<p>(020) 7946 0155</p>", LINE, OTHER) == "<p>029 2018 0777</p>"


def test_lines_are_rewritten_where_people_read_them_only():
    page = '<a href="tel:954123">954123</a> 020 7946 0155 <!-- 954123 -->'
    told = rewrite_lines(page, (LINE, CODE), lambda _, found: f"[{found}]")
    assert told == '<a href="tel:954123">[954123]</a> [020 7946 0155] <!-- 954123 -->'
    assert rewrite(page, CODE, lambda _: "x") == '<a href="tel:954123">x</a> 020 7946 0155 <!-- 954123 -->'


def test_an_addition_goes_behind_the_link_not_into_it():
    page = '<body><p>Call <a href="tel:954123">954123</a> now</p></body>'
    assert beside(page, CODE, " or 1") == '<body><p>Call <a href="tel:954123">954123</a> or 1 now</p></body>'
    assert beside(page, LINE, " or 1") == page


def test_a_title_is_not_where_people_read_a_line_beside_its_label():
    page = "<title>954123</title><body><p>954123</p></body>"
    assert beside(page, CODE, "!") == "<title>954123</title><body><p>954123!</p></body>"


def test_additions_find_their_place_or_the_page_s_edge():
    page = ENGLISH.pages[0].body.decode()
    assert at_end(page, "<i>").index("<i>") < page.index("</main>") + 3
    assert at_start(page, "<i>").index("<i>") > page.index("</h1>")
    assert in_head(page, "<i>").index("<i>") == page.index("</head>")
    assert at_end("a", "b") == "ab"
    assert at_start("a", "b") == "\nba"
    assert in_head("a", "b") == "b\na"
