import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.skim import long_digits, only_in, skim_html

PAGE = """<html><head><title>Help</title><style>p { color: red }</style></head><body class="a"><h1>Help</h1>
<p>Call <b>95</b><b>188</b> or <a href="tel:95017">this</a></p><img src="/phone.png" alt="95533">
<script>let count = 1; let phone = "400-666-8800"</script></body></html>"""


def test_inline_tags_are_joined_and_blocks_are_lines():
    assert skim_html(PAGE).lines == ("Help", "Help", "Call 95188 or this")


def test_a_line_break_ends_a_line_and_cells_are_apart():
    assert skim_html("<p>95<br>188</p><table><tr><td>95</td><td>017</td></tr></table>").lines == (
        "95",
        "188",
        "95",
        "017",
    )


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("<html>", "<html lang=en>"),
        ("<p>Call", "<p data-x=1>Call"),
        ("<b>95</b><b>188</b>", "<i>95</i><em>188</em>"),
        ("Call <b>", "Call   \n <b>"),
        ("let count = 1", "let count = 2"),
        ("</body>", "<!-- built 2026-11-22 --></body>"),
    ],
)
def test_markup_around_the_text_leaves_the_digest(was, now):
    assert was in PAGE
    assert skim_html(PAGE.replace(was, now)).content == skim_html(PAGE).content


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("<b>188", "<b>189"),
        ("this", "that"),
        ("tel:95017", "tel:95018"),
        ("/phone.png", "/phone2.png"),
        ('alt="95533"', 'alt="95534"'),
        ("400-666-8800", "400-666-8801"),
        ("color: red", "display: none"),
        ('class="a"', 'class="b"'),
        ("<p>Call", "<p style='display:none'>Call"),
        ("<p>Call", "<p hidden>Call"),
        ("<p>Call", "<p aria-hidden='true'>Call"),
        ("<p>Call", "<p data-phone='95555'>Call"),
        ("</body>", '<script type="application/ld+json">{"telephone": "400-666-8802"}</script></body>'),
    ],
)
def test_whatever_a_number_could_hide_in_changes_the_digest(was, now):
    assert was in PAGE
    assert skim_html(PAGE.replace(was, now)).content != skim_html(PAGE).content


def test_only_runs_that_could_be_a_whole_number_are_compared():
    assert long_digits("95188, 400-666-8800, 2026 and ４００－６２７－２２７３") == {
        "95188",
        "4006668800",
        "4006272273",
    }
    assert only_in(["call 400-666-8800", "in 2026"], ["400-627-2273"]) == ["call 400-666-8800"]
    assert only_in(["客服热线：95099"], ["客服热线：95188"]) == ["客服热线：95099"]
    assert only_in(["call 400-666-8800"], ["400 666 8800"]) == []


@given(text=st.text())
def test_every_text_can_be_skimmed(text):
    skim = skim_html(text)
    assert len(skim.content) == 64
    assert all(line.strip() for line in skim.lines)


OUTSIDE = [
    ("<h1>Help</h1>", "<h1>Help</h1><p>News of the day, with no number.</p>"),
    ("/phone.png", "/phone2.png"),
    ("<title>Help", "<title>Help and more"),
    ("</body>", "<a href='/terms?token=4006668800'>Terms</a></body>"),
]


@pytest.mark.parametrize(("was", "now"), OUTSIDE)
def test_what_changes_far_from_the_numbers_leaves_what_they_show(was, now):
    words = f"<p>{'Nothing but words stands here. ' * 8}</p>"
    far = PAGE.replace("<p>Call", f"{words}<p>Call").replace("</body>", f"{words}</body>")
    assert skim_html(far.replace(was, now)).shown == skim_html(far).shown
    assert skim_html(far.replace(was, now)).content != skim_html(far).content


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("<b>188", "<b>189"),
        ("<p>Call", "<p>Never call"),
        ("tel:95017", "tel:95018"),
        ('alt="95533"', 'alt="95534"'),
        ("400-666-8800", "400-666-8801"),
        ("color: red", "display: none"),
        ('class="a"', 'class="b"'),
        ("<p>Call", "<p hidden>Call"),
        ("<h1>Help", "<h1>Fraud"),
        ("</body>", "<p>95559</p></body>"),
    ],
)
def test_whatever_changes_what_a_number_says_changes_what_is_shown(was, now):
    assert was in PAGE
    assert skim_html(PAGE.replace(was, now)).shown != skim_html(PAGE).shown


NUMBER = "400-666-8800"
DIAL = f'<p><a href="tel:{NUMBER}">Call us</a></p>'


@pytest.mark.parametrize(
    ("was", "now"),
    [
        (f"<p>Call {NUMBER}</p>", f"<p>Call <del>{NUMBER}</del></p>"),
        (f"<div>Call {NUMBER}</div>", f"<noscript>Call {NUMBER}</noscript>"),
        (f"<p>Call {NUMBER}</p>", f"<p id=comments>Call {NUMBER}</p>"),
        (f"<p>Call {NUMBER}</p>", f"<p itemscope itemtype='https://schema.org/Review'>Call {NUMBER}</p>"),
        (f"<div hidden><p>x</p></div><p>Call {NUMBER}</p>", f"<div hidden><p>x</p><p>Call {NUMBER}</p></div>"),
        (f"<p>{NUMBER}</p><h2>Fraud</h2><p>Call</p><p>95017</p>", f"<h2>Fraud</h2><p>{NUMBER}</p><p>Call</p><p>95017</p>"),
        (f"<h2>A</h2><p>a</p><p>{NUMBER}</p><h2>B</h2><p>a</p>", f"<h2>A</h2><h2>B</h2><p>a</p><p>{NUMBER}</p><p>a</p>"),
        (f"<p>Sales</p>{DIAL}", f"<p>Fraud</p>{DIAL}"),
        (f"<h2>Sales</h2><p>a</p>{DIAL}", f"<h2>Fraud</h2><p>a</p>{DIAL}"),
        (DIAL, f"<div class=x></div><del>{DIAL}</del>"),
        (
            f'<p><a href="tel:{NUMBER}">{NUMBER}</a> or 400-627-2273</p>',
            f'<p>{NUMBER} or <a href="tel:{NUMBER}">400-627-2273</a></p>',
        ),
        (
            f"<table><tr><td>Sales</td><td>daily</td><td>{NUMBER}</td></tr></table>",
            f"<table><tr><td>Fraud</td><td>daily</td><td>{NUMBER}</td></tr></table>",
        ),
        (f"<p>Sales</p><p>A1b2c3</p><p>{NUMBER}</p>", f"<p>Fraud</p><p>A1b2c3</p><p>{NUMBER}</p>"),
        (f"<p>Sales <input readonly value={NUMBER}></p>", f"<p>Fraud <input readonly value={NUMBER}></p>"),
        ("<script>let hotline = '95188'</script>", "<script>let hotline = '95189'</script>"),
        (f"<script>let phone = '{NUMBER}'</script>", f"<script>let fax = '{NUMBER}'</script>"),
        (
            '<script type="application/ld+json">{"telephone": "95188", "contactType": "sales"}</script>',
            '<script type="application/ld+json">{"telephone": "95188", "contactType": "fraud"}</script>',
        ),
        ('<img alt="９５１８８">', '<img alt="９５１８９">'),
        ('<img alt="999">', '<img alt="911">'),
        ('<meta name="phone" content="95188">', '<meta name="fax" content="95188">'),
        (f"<!-- {NUMBER} -->", "<!-- 400-627-2273 -->"),
        (f"<p>{NUMBER}</p>", f'<link rel="stylesheet" href="/a.css"><p>{NUMBER}</p>'),
    ],
)  # fmt: skip
def test_whatever_moves_a_number_or_names_it_anew_changes_what_is_shown(was, now):
    assert skim_html(f"<body>{was}</body>").shown != skim_html(f"<body>{now}</body>").shown


def test_the_day_a_page_was_built_leaves_what_it_shows():
    page = f"<body><!-- built 2026-11-21 --><p>{NUMBER}</p></body>"
    assert skim_html(page.replace("11-21", "11-22")).shown == skim_html(page).shown
