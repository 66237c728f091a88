from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.records import Expect, Page
from verifier.readers.html import read_html
from verifier.sight import sight_block


def a_page(**more) -> Page:
    plain = {"url": "https://pay.example/help", "channel": "help", "language": "zh", "regions": ("CN",)}
    return Page(**{**plain, "expect": Expect(least=0, most=9), **more})


def blocks_of(markup, **more):
    return read_html(markup.encode(), a_page(**more)).blocks


def found_in(markup, **more):
    """(key, layer, label) of every number on the page."""
    blocks = blocks_of(markup, **more)
    return [(one.number, one.layer, one.label) for block in blocks for one in sight_block(block, ("CN",)).sightings]


@pytest.mark.parametrize(
    ("markup", "labels"),
    [
        ("<table><tr><td>客服热线</td><td>95188</td><td>95017</td></tr></table>", ["客服热线", "客服热线"]),
        (
            "<table><tr><th>客服热线</th><td>95188</td></tr><tr><th>商户热线</th><td>95017</td></tr></table>",
            ["客服热线", "商户热线"],
        ),
        ("<dl><dt>客服热线</dt><dd>95188</dd><dt>商户热线</dt><dd>95017</dd></dl>", ["客服热线", "商户热线"]),
        ("<h2>客服热线</h2><p>95188</p>", ["客服热线"]),
        ("<h2>客服热线</h2><ul><li>95188</li><li>95017</li></ul>", ["客服热线", "客服热线"]),
        ("<p>客服热线：</p><p>95188</p>", ["客服热线"]),
        ("<div>客服热线<br>95188</div>", ["客服热线"]),
        ("<p>客服热线：<b>95188</b></p>", ["客服热线"]),
    ],
)
def test_a_cell_a_term_a_heading_or_a_line_labels_the_number_behind_it(markup, labels):
    assert [label for _, _, label in found_in(markup)] == labels


def test_inline_tags_are_joined_and_cells_are_not():
    assert [block.text for block in blocks_of("<p>热线 <b>95</b><b>188</b></p>")] == ["热线 95188"]
    assert [block.text for block in blocks_of("<table><tr><td>95</td><td>188</td></tr></table>")] == ["95", "188"]
    assert [block.text for block in blocks_of("<p>95<wbr>188 <span>or</span>\n\n95017</p>")] == ["95188 or 95017"]


def test_a_dialling_link_is_a_block_of_its_own_and_a_target_of_its_text():
    target, text = blocks_of("<p>客服<a href='tel:+8657195188'>95188</a></p>")
    assert (target.text, target.layer, target.place.endswith("[href]")) == ("+8657195188", "tel_link", True)
    (one,) = sight_block(text, ("CN",)).sightings
    assert (one.number, one.target) == ("CN:95188", "+8657195188")


def test_a_link_over_several_lines_is_the_target_of_each():
    blocks = blocks_of("<a href='tel:95017'><div>热线 95188</div><div>热线 95187</div></a>")
    sighted = [one for block in blocks[1:] for one in sight_block(block, ("CN",)).sightings]
    assert [(one.number, one.target) for one in sighted] == [("CN:95188", "CN:95017"), ("CN:95187", "CN:95017")]


@pytest.mark.parametrize(
    ("markup", "layer"),
    [
        ("<p>客服热线 95188</p>", "visible"),
        ("<p style='display:none'>客服热线 95188</p>", "hidden"),
        ("<div hidden><p>客服热线 95188</p></div>", "hidden"),
        ("<p aria-hidden='true'>客服热线 95188</p>", "hidden"),
        ("<noscript>客服热线 95188</noscript>", "hidden"),
        ("<template>客服热线 95188</template>", "hidden"),
        ("<!-- 客服热线 95188 -->", "comment"),
        ("<img alt='客服热线 95188'>", "attribute"),
        ("<meta name='description' content='客服热线 95188'>", "attribute"),
        ("<script>var page = {hotline: '95188'}</script>", "script"),
        ('<script>window.__STATE__ = {"service_tel": "95188"}</script>', "script"),
        ("<div class='comments'><p>客服热线 95188</p></div>", "user_content"),
        ("<div hidden><div class='comments'>客服热线 95188</div></div>", "hidden"),
        ("<iframe srcdoc='<p>客服热线 95188</p>'></iframe>", "embedded"),
        ("<a hidden href='tel:95188'></a>", "hidden"),
        ("<p>a</p></html><p>客服热线 95188", "visible"),
    ],
)
def test_a_number_stands_in_the_layer_in_which_a_person_meets_it(markup, layer):
    assert [(key, where) for key, where, _ in found_in(markup)] == [("CN:95188", layer)]


@pytest.mark.parametrize(
    "markup",
    [
        "<style>a{width:95188px}</style>",
        "<math><mn>95188</mn></math>",
        "<script>热线 95188</script>",
        "<!doctype 95188>",
    ],
)
def test_what_is_no_text_of_the_page_gives_no_block(markup):
    assert blocks_of(markup) == ()


@pytest.mark.parametrize(
    ("markup", "layer"),
    [
        ("<x-box><template shadowrootmode='open'><p>客服热线 95188</p></template></x-box>", "visible"),
        (
            "<x-box><template shadowrootmode='open'><style>p{display:none}</style><p>客服热线 95188</p></template></x-box>",
            "hidden",
        ),
        ("<template shadowrootmode='no'><p>客服热线 95188</p></template>", "hidden"),
        ("<iframe srcdoc='<h1>Help</h1><p>客服热线 95188</p>'></iframe>", "embedded"),
        ("<iframe hidden srcdoc='<p>客服热线 95188</p>'></iframe>", "hidden"),
        ("<iframe srcdoc='<iframe srcdoc=&quot;客服热线 95188&quot;></iframe>'></iframe>", "embedded"),
        ("<svg><g><text>客服热线 95188</text></g></svg>", "visible"),
        ("<svg><text>客服热线 <tspan>95</tspan><tspan>188</tspan></text></svg>", "visible"),
        ("<svg><title>客服热线 95188</title></svg>", "hidden"),
        ("<input type='button' value='客服热线 95188'>", "visible"),
        ("<input readonly value='客服热线 95188'>", "visible"),
        ("<input type='button' style='display:none' value='客服热线 95188'>", "hidden"),
        ("<input name='q' value='客服热线 95188'>", "attribute"),
        ("<input type='hidden' value='客服热线 95188'>", "attribute"),
        ("<style>a::after{content:'客服热线 95188'}</style>", "attribute"),
        (r"<style>a::after{content:'客服热线 95' '\31 88'}</style>", "attribute"),
        ("<i data-phone='95188'></i>", "attribute"),
        ("<p><del>客服热线 95188</del></p>", "hidden"),
        ('<script type=\'application/json\'>{"hotline": {"value": "95188"}}</script>', "script"),
        ("<script type='application/json'>{\"tel\": 95188}</script>", "script"),
        ("<script>var page = {tel: 95188}</script>", "script"),
        ("<details><summary>客服</summary>客服热线 95188</details>", "visible"),
        ("<p>客服热线 95<wbr>188</p>", "visible"),
    ],
)
def test_a_number_beside_the_text_of_a_page_stands_in_its_own_layer(markup, layer):
    found = found_in(f"{markup}<p>客服热线 95188</p>")
    assert [(key, where) for key, where, _ in found if key == "CN:95188"] in (
        [("CN:95188", layer), ("CN:95188", "visible")],
        [("CN:95188", "visible"), ("CN:95188", layer)],
    )


@pytest.mark.parametrize(
    "markup",
    [
        "<p>客服热线 95188<sup>1</sup>（24小时）",
        "<p>客服热线 95188<sup><a href='#n'>2</a></sup>",
        "<p>客服热线 <ruby>95188<rt>3</rt></ruby>",
    ],
)
def test_a_mark_set_above_a_number_is_none_of_its_digits(markup):
    assert [key for key, _, _ in found_in(markup)] == ["CN:95188"]


@pytest.mark.parametrize(
    "markup",
    [
        "<p><b>客服</b>热线 <i>95188</i></p>",
        "<div><p>客服热线 <span>95</span><span>188</span></p></div>",
        "<ul><li>a</li><li id='x'><b>客服热线</b>：<i>95188</i></li></ul>",
        "<x-box><template shadowrootmode='open'><p>客服<b>热线</b> 95188</p></template></x-box>",
        "<svg><g><text><tspan>客服</tspan>热线 95188</text></g></svg>",
        "<div hidden><p>客服<b>热线 95188</b></p></div>",
        "<iframe srcdoc='<p>客服热线 95188</p>'></iframe>",
        "<input readonly value='客服热线 95188'>",
        "<img alt='客服热线 95188'>",
        "<style>a::after{content:'客服热线 95188'}</style>",
        "<span itemprop='telephone'>95188</span>",
    ],
)
def test_the_element_at_a_place_holds_the_number(markup):
    page = f"<html><body><p>a</p>{markup}</body></html>"
    soup = BeautifulSoup(page, "html.parser")
    blocks = [block for block in blocks_of(page) if "95188" in block.text]
    assert blocks
    for block in blocks:
        element = soup.select_one(block.place)
        assert "95188" in str(element).replace("</span><span>", ""), block.place


def test_hidden_text_never_joins_what_is_seen():
    assert [block.text for block in blocks_of("<p>95<span hidden>1</span>188</p>")] == ["95", "1", "188"]


def test_only_what_is_kept_is_marked_as_kept():
    markup = "<main><p>热线 95188</p></main><footer>热线 95017</footer>"
    assert [block.is_kept for block in blocks_of(markup, keep=("main", "#gone"))] == [True, False]
    assert read_html(markup.encode(), a_page(keep=("main",))).has_kept
    assert not read_html(markup.encode(), a_page(keep=("#gone",))).has_kept


def test_what_is_dropped_is_not_read_in_any_layer():
    markup = """<p>热线 95188</p><footer><p>热线 95017</p><a href="tel:95017">x</a><i itemprop="telephone">95017</i>
    <script type="application/ld+json">{"telephone": "400-666-8800"}</script></footer>"""
    assert [key for key, _, _ in found_in(markup, filters=({"name": "drop", "css": "footer"},))] == ["CN:95188"]


def test_letters_that_the_description_names_are_read_as_digits():
    rule = {"name": "letters_as_digits", "pairs": {"O": "0"}}
    assert [key for key, _, _ in found_in("<p>客服热线 4OO-666-88OO</p>", filters=(rule,))] == ["+864006668800"]


def test_the_facts_of_a_page_are_those_of_its_head():
    markup = """<html lang="zh-CN"><head><title> 帮助
    中心 </title><link rel="canonical" href="https://pay.example/help"></head><body>你好</body></html>"""
    facts = read_html(markup.encode(), a_page()).facts
    assert (facts.title, facts.language, facts.encoding) == ("帮助 中心", "zh-CN", "utf-8")
    assert facts.canonical == "https://pay.example/help"
    assert facts.text_chars == len("帮助 中心") + len("你好")


PLACES = """<html><head><title>t</title></head><body><div><p>one 1</p><svg></svg><p>two 2</p></div><div id="list"><ul><li>three 3</li>
<li>four 4</li></ul></div><div id="list"><p>five 5</p></div><div id="9x"><p>six 6</p></div><o:p>seven 7</o:p><section><p>eight 8</p>
</section><aside>gone</aside><aside>nine 9</aside></body></html><p>ten 10</p>"""


@pytest.mark.parametrize(
    "markup", [PLACES, "<div><p>one 1</p></div><p>two 2</p><p>three 3</p>", "<p>热线 <b>95</b>188</p>"]
)
def test_the_first_element_at_a_place_is_the_one_that_holds_the_text(markup):
    soup = BeautifulSoup(markup, "html.parser")
    blocks = blocks_of(markup, filters=({"name": "drop", "css": "aside:first-of-type"},))
    assert blocks
    for block in blocks:
        assert block.text in soup.select(block.place)[0].get_text(), block.place


def test_a_place_is_one_element_and_no_other():
    soup = BeautifulSoup(PLACES, "html.parser")
    places = [block.place for block in blocks_of(PLACES)]
    elements = [id(soup.select(place)[0]) for place in places]
    assert len(set(elements)) == len(places)


def test_a_number_that_stands_twice_is_sighted_twice():
    markup = "<header>热线 95188</header><footer>热线 95188</footer>"
    assert [key for key, _, _ in found_in(markup)] == ["CN:95188", "CN:95188"]


@pytest.mark.timeout(60)
def test_no_depth_of_markup_ends_the_walk():
    markup = "<div>" * 10_000 + "<p>客服热线 95188</p>" + "</div>" * 10_000
    assert [key for key, _, _ in found_in(markup)] == ["CN:95188"]
    assert len(blocks_of(markup)[0].place) < 10_000


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\x00",
        b"\xff\xfe",
        b"<",
        b"<!--",
        b"<![if",
        b"&#99999999;",
        b"<a href=tel:>",
        b"<script>",
        b"\x00<p>9\x005188",
    ],
)
def test_bytes_that_are_hardly_html_give_a_document(body):
    assert read_html(body, a_page()).refused == ""


@settings(deadline=None)
@given(text=st.text("<>/!-ab\"'= 95188热线\n", max_size=80))
def test_link_spans_lie_in_their_blocks_whatever_the_markup(text):
    for block in blocks_of(text + "<a href='tel:95188'>" + text + "</a>" + text):
        assert block.text == block.text.strip()
        assert all(0 <= link.start <= link.end for link in block.links)
        assert all(one.end <= other.start for one, other in pairwise(block.links))
