import time

import pytest

from directory.records import Expect, Page
from verifier.readers.html import read_html
from verifier.sight import sight_block

PAGE = Page(url="https://pay.example/", channel="help", language="zh", regions=("CN",), expect=Expect(least=0, most=9))
NUMBER = "热线 95188"


def layers_in(markup, number="CN:95188"):
    """The layers in which a page shows a number, in its order."""
    blocks = read_html(f"<!doctype html><body>{markup}</body>".encode(), PAGE).blocks
    found = [(one.number, one.layer) for block in blocks for one in sight_block(block, ("CN",)).sightings]
    return [layer for key, layer in found if key == number]


def with_sheet(sheet, markup):
    return f"<style>{sheet}</style>{markup}"


HIDING = [
    "display:none",
    "display : NONE !important",
    "display:/**/none",
    r"displa\79:none",
    "visibility:hidden",
    "visibility:collapse",
    "content-visibility:hidden",
    "opacity:0",
    "opacity:.01",
    "opacity:0%",
    "filter:opacity(0)",
    "font-size:0",
    "font-size:1px",
    "font-size:.1em",
    "font-size:5%",
    "font:0/0 a",
    "width:0;overflow:hidden",
    "max-height:0;overflow:hidden",
    "height:1px;width:1px;overflow:clip",
    "position:absolute;clip:rect(0,0,0,0)",
    "position:absolute;clip:rect(1px 1px 1px 1px)",
    "clip-path:inset(50%)",
    "clip-path:inset(100%)",
    "clip-path:circle(0)",
    "-webkit-clip-path:polygon(0 0,0 0,0 0)",
    "position:absolute;left:-999em",
    "position:absolute;left:-9999px",
    "position:absolute;left:200vw",
    "position:fixed;top:-100vh",
    "position:fixed;left:-100%",
    "position:absolute;inset:-9999px auto auto -9999px",
    "text-indent:-9999px",
    "text-indent:-999em",
    "text-indent:100%;white-space:nowrap;overflow:hidden",
    "margin-left:-9999px",
    "margin:-9999px 0 0 0",
    "transform:translate(-9999px)",
    "transform:translateX(-9999px)",
    "translate:-9999px 0",
    "transform:scale(0)",
    "color:#fff",
    "color:#fefefe",
    "color:rgb(255,255,255)",
    "color:rgba(0,0,0,0)",
    "color:transparent",
    "-webkit-text-fill-color:transparent",
    "color:#123456;background:#123457",
    "background-color:#000",
    "color:hsl(0,0%,100%)",
    "unicode-bidi:bidi-override;direction:rtl",
    "text-decoration:line-through",
]


@pytest.mark.parametrize("style", HIDING)
@pytest.mark.parametrize("how", ["attribute", "sheet", "around"])
def test_a_text_that_styles_keep_from_sight_is_hidden(style, how):
    markup = {
        "attribute": f'<p style="{style}">{NUMBER}</p>',
        "sheet": with_sheet(f".x{{{style}}}", f'<p class="x">{NUMBER}</p>'),
        "around": f'<div style="{style}"><div><b>{NUMBER}</b></div></div>',
    }[how]
    assert layers_in(f"{markup}<p>{NUMBER}</p>") == ["hidden", "visible"]


@pytest.mark.parametrize(
    "style",
    [
        "display:block",
        "visibility:visible",
        "opacity:1",
        "opacity:0.5",
        "opacity:100%",
        "font-size:9px",
        "font-size:0.9em",
        "font-size:62.5%",
        "font-size:0.1vw",
        "font:12px/0 a",
        "width:0",
        "height:0;overflow:visible",
        "width:1px;flex:1 0 0px;overflow:hidden",
        "width:0;flex-grow:1;overflow:hidden",
        "width:1px;min-width:100%;overflow:hidden",
        "width:1px;overflow:hidden",
        "height:200px;overflow:hidden",
        "height:0;padding-bottom:56%;overflow:hidden",
        "max-height:none;overflow:hidden",
        "clip:auto",
        "position:absolute;clip:rect(0,200px,100px,0)",
        "clip-path:inset(5%)",
        "clip-path:circle(50%)",
        "clip-path:polygon(0 0,100% 0,100% 100%)",
        "position:absolute;left:-20px",
        "position:absolute;left:50%;transform:translate(-50%,-50%)",
        "position:absolute;left:100%",
        "position:static;left:-9999px",
        "position:absolute;top:9000px",
        "text-indent:2em",
        "text-indent:-1.5em",
        "margin-left:-15px",
        "margin:-120px 0 0",
        "margin:0 auto",
        "transform:translateX(-100%)",
        "transform:scale(0.98)",
        "transform:rotate(45deg)",
        "color:#333",
        "color:#999",
        "color:#fff;background:#000",
        "color:#fff;background:url(dark.png)",
        "color:#fff;background:linear-gradient(#000,#111)",
        "color:#fff;position:absolute",
        "color:var(--ink)",
        "color:transparent;background:linear-gradient(red,blue);-webkit-background-clip:text",
        "color:transparent;text-shadow:0 0 1px #000",
        "color:inherit",
        "background:#eee",
        "background:none",
        "background:rgba(0,0,0,0.02)",
        "direction:rtl",
        "text-decoration:underline",
        "--x:none;displays:none",
        "overflow:hidden",
    ],
)
@pytest.mark.parametrize("how", ["attribute", "sheet"])
def test_a_text_that_styles_let_people_see_is_visible(style, how):
    sheet = with_sheet(f".x{{{style}}}", f'<p class="x">{NUMBER}</p>')
    assert layers_in(f'<p style="{style}">{NUMBER}</p>' if how == "attribute" else sheet) == ["visible"]


@pytest.mark.parametrize(
    ("markup", "layer"),
    [
        # What an element inherits it may undo; what takes its whole box away it may not.
        ("<div style='visibility:hidden'><p style='visibility:visible'>{}</p></div>", "visible"),
        ("<div style='font-size:0'><p style='font-size:14px'>{}</p></div>", "visible"),
        ("<div style='font-size:0'><p style='font-size:1rem'>{}</p></div>", "visible"),
        ("<div style='font-size:0'><p style='font-size:2em'>{}</p></div>", "hidden"),
        ("<div style='text-indent:-9999px'><p style='text-indent:0'>{}</p></div>", "visible"),
        ("<div style='display:none'><p style='display:block'>{}</p></div>", "hidden"),
        ("<div style='opacity:0'><p style='opacity:1'>{}</p></div>", "hidden"),
        # Colour on colour, wherever either of them is set.
        ("<div style='background:#000'><p style='color:#fff'>{}</p></div>", "visible"),
        ("<div bgcolor='#000000'><font color='#ffffff'>{}</font></div>", "visible"),
        ("<div><font color='white'>{}</font></div>", "hidden"),
        ("<div style='background:#fff'><p style='color:#fff'>{}</p></div>", "hidden"),
        ("<div style='color:#fff;background:#000'><p style='background:#fff'>{}</p></div>", "hidden"),
        ("<div style='color:#fff;background:#fff'><p style='color:#000'>{}</p></div>", "visible"),
        ("<div style='color:#fff'><a href='/help'>{}</a></div>", "visible"),
        ("<div style='color:#fff'><button>{}</button></div>", "visible"),
        # The attribute says it, and a rule takes it back.
        ("<p hidden style='display:block'>{}</p>", "visible"),
        ("<p hidden style='color:#333'>{}</p>", "hidden"),
        ("<details><summary>Help</summary><p>{}</p></details>", "visible"),
        ("<bdo dir='rtl'>{}</bdo>", "hidden"),
        ("<bdo dir='ltr'>{}</bdo>", "visible"),
    ],
)
def test_what_is_around_a_text_decides_with_it(markup, layer):
    assert layers_in(markup.format(NUMBER)) == [layer]


@pytest.mark.parametrize(
    ("sheet", "layer"),
    [
        (".x{display:none}", "hidden"),
        ("#y{display:none}", "hidden"),
        ("p{display:none}", "hidden"),
        ("*{font-size:0}", "hidden"),
        ("p.x{display:none}", "hidden"),
        (".x.z{display:none}", "hidden"),
        (".box .x{display:none}", "hidden"),
        (".box>.x{display:none}", "hidden"),
        ("body .box > p#y.x{display:none}", "hidden"),
        (".other,.x{display:none}", "hidden"),
        ("p:not(.other){display:none}", "hidden"),
        ("[data-part='hotline']{display:none}", "hidden"),
        ("/* .x{} */ .x{/* } */display:none}", "hidden"),
        ("i::after{content:'}'} .x{display:none}", "hidden"),
        ("@import url(a.css); .x{display:none}", "hidden"),
        ("@media screen{.x{display:none}}", "hidden"),
        ("@supports (display:grid){.x{display:none}}", "hidden"),
        (":root{--gone:none} .x{display:var(--gone)}", "hidden"),
        (".x{display:none} @media print{.x{display:block}}", "hidden"),
        (".x{display:none} .x:hover{display:block}", "hidden"),
        (".x{display:none} @media (min-width:99999px){.x{display:block}}", "hidden"),
        (".x{display:none!important} .x{display:block}", "hidden"),
        ("#y{display:none} .x{display:block}", "hidden"),
        (".x{display:none", "visible"),
        (".other{display:none}", "visible"),
        ("div.x{display:none}", "visible"),
        (".x.other{display:none}", "visible"),
        (".other .x{display:none}", "visible"),
        ("body>.x{display:none}", "visible"),
        (".x .box{display:none}", "visible"),
        (".x::before{display:none}", "visible"),
        (".x:hover{display:none}", "visible"),
        ("p:not(.x){display:none}", "visible"),
        ("@media print{.x{display:none}}", "visible"),
        ("@media (max-width:767px){.x{display:none}}", "visible"),
        ("@media (min-width:768px){.x{display:none}}", "visible"),
        ("@media (prefers-color-scheme:dark){.x{color:#fff}}", "visible"),
        ("@keyframes show{from{visibility:hidden}to{visibility:visible}}", "visible"),
        (".x{display:none} .x{display:block}", "visible"),
        (".x{display:none} #y{display:block}", "visible"),
        (".x{display:none} .box .x{display:flex}", "visible"),
        (".x{display:none} @media (min-width:768px){.x{display:block}}", "visible"),
        (".x{display:block!important} .x{display:none}", "visible"),
        ("body{opacity:0}", "visible"),
        ("html{visibility:hidden}", "visible"),
        (".box{background:#000} .x{color:#fff}", "visible"),
        ("}}}.x{color:red", "visible"),
    ],
)
def test_the_rules_of_a_page_s_own_sheets_hold_in_their_order(sheet, layer):
    markup = f"<div class='box'><p id='y' class='x z' data-part='hotline'>{NUMBER}</p></div>"
    assert layers_in(with_sheet(sheet, markup)) == [layer]


def test_a_style_attribute_stands_above_the_sheets_unless_they_insist():
    assert layers_in(with_sheet(".x{display:none}", f"<p class=x style='display:block'>{NUMBER}</p>")) == ["visible"]
    markup = with_sheet(".x{display:none!important}", f"<p class=x style='display:block'>{NUMBER}</p>")
    assert layers_in(markup) == ["hidden"]


@pytest.mark.parametrize(
    ("sheet", "layer"),
    [
        ("<style media='print'>.x{display:none}</style>", "visible"),
        ("<style media='screen'>.x{display:none}</style>", "hidden"),
        ("<style type='text/x-less'>.x{display:none}</style>", "visible"),
        ("<noscript><style>.x{display:none}</style></noscript>", "visible"),
        ("<template><style>.x{display:none}</style></template>", "visible"),
        ("<script>'<style>.x{display:none}</style>'</script>", "visible"),
    ],
)
def test_a_sheet_holds_where_a_browser_uses_it(sheet, layer):
    assert layers_in(f"{sheet}<p class='x'>{NUMBER}</p>") == [layer]


@pytest.mark.parametrize(
    ("markup", "layer"),
    [
        ("<div class='dark'><p style='color:#fff'>{}</p></div>", "visible"),
        ("<p style='color:#fff'>{}</p>", "visible"),
        ("<p class='lead' style='color:#fff;background:#fff'>{}</p>", "hidden"),
        ("<div style='color:#fff;background:#fff'><p class='lead'>{}</p></div>", "hidden"),
        ("<div style='background:#fff'><p class='lead' style='color:#fff'>{}</p></div>", "visible"),
    ],
)
def test_a_colour_that_a_sheet_elsewhere_may_set_is_not_known(markup, layer):
    sheet = "<link rel='stylesheet' href='/site.css'>"
    assert layers_in(sheet + markup.format(NUMBER)) == [layer]


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    ("sheet", "markup"),
    [
        ("".join(f".c{n}{{display:none}}" for n in range(100_000)), "<p class='x'>a</p>" * 1000),
        (".a .b .x{color:red}" * 20_000, "<p class='x'>a</p>" * 2000),
        ("p:nth-child(2n){color:red}" * 100, "<p class='x'>a</p>" * 5000),
        ("{" * 200_000, "<p>a</p>"),
        ("a:not(" * 50_000, "<p>a</p>"),
        (".x{" + "color:red;" * 100_000 + "}", "<p class='x'>a</p>" * 100),
        ("b>" * 50_000 + "p{color:red}", "<p>a</p>"),
    ],
)
def test_a_flood_of_rules_ends(sheet, markup):
    started = time.process_time()
    assert layers_in(with_sheet(sheet, f"{markup}<p>{NUMBER}</p>")) == ["visible"]
    assert time.process_time() - started < 20


def test_a_rule_that_cannot_be_weighed_any_more_confirms_nothing():
    flood = ".a .b .x{color:red}" * 20_000 + ".x{display:none} .x{display:block}"
    assert layers_in(with_sheet(flood, f"<i class='x'></i>{'<i class=x>a</i>' * 500}<p class='x'>{NUMBER}</p>")) == [
        "hidden"
    ]
