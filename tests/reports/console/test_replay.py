import re

import pytest
from selectolax.lexbor import LexborHTMLParser

from reports.console.replay import EVIDENCE, POLICY, Passage, Sought, replay_page, replay_passages, replay_picture

NOTHING = Sought()
# One a way to run, load, send, lead on or break out.
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><script>alert(1)</script><a xlink:href=javascript:alert(1)>x</a></svg>",
    "<svg><style><!--</style><img src=x onerror=alert(1)>--></style></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'></table></mtext></math>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "<base href=https://evil.example/><base target=_top>",
    "<link rel=stylesheet href=https://evil.example/x.css><link rel=prefetch href=https://evil.example/>",
    "<a href=javascript:alert(1) ping=https://evil.example/ target=_top>x</a>",
    "<form action=https://evil.example/><input type=image src=https://evil.example/x><button formaction=javascript:alert(1)>x</button></form>",
    "<iframe src=https://evil.example/></iframe><iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=https://evil.example/></object><embed src=https://evil.example/><applet code=x></applet>",
    "<video src=https://evil.example/ autoplay></video><audio src=https://evil.example/></audio>",
    "<input autofocus onfocus=alert(1)><details open ontoggle=alert(1)>x</details><body onload=alert(1)>",
    "<img src='data:image/svg+xml,<svg onload=alert(1)>'><img src=' data:text/html,<script>alert(1)</script>'>",
    "<img srcset='https://evil.example/x 2x' src=https://evil.example/x>",
    "<style></style><script>alert(1)</script></style>",
    "<style>x{}</sty\x00le><script>alert(1)</script>",
    "<textarea></textarea><script>alert(1)</script>",
    "<xmp><script>alert(1)</script></xmp><plaintext><script>alert(1)</script>",
    "<template><script>alert(1)</script></template><frameset onload=alert(1)><frame src=javascript:alert(1)></frameset>",
    "<p title='\"><script>alert(1)</script>' class='\"><img src=x onerror=alert(1)>'>x</p>",
    "<select><option><script>alert(1)</script></select><isindex action=javascript:alert(1)>",
]
RUNNING = set("script iframe object embed applet link base video audio svg math template frame frameset".split())  # noqa: SIM905
LEADING = {"href", "action", "formaction", "srcset", "ping", "target", "data", "xlink:href", "http-equiv", "autofocus"}


@pytest.mark.parametrize("html", HOSTILE)
@pytest.mark.parametrize("around", ["", "<!doctype html><html><body><main>"])
def test_nothing_that_runs_loads_sends_or_leads_on_is_written(html, around):
    shown = LexborHTMLParser(replay_page(around + html + "<p>x", NOTHING))
    for node in shown.root.traverse():
        assert node.tag not in RUNNING, node.html
        names = {name.lower() for name in node.attributes}
        assert not {name for name in names if name.startswith("on")} | (names & LEADING), node.html
        assert node.tag != "img"
    assert len(shown.css("style")) == 2


def test_the_pages_own_look_stays():
    html = "<style>.big{font-size:40px}</style><body class=home style='color:red'><table><td colspan=2 bgcolor=#eee>x</td></table>"
    shown = LexborHTMLParser(replay_page(html, NOTHING))
    assert ".big{font-size:40px}" in shown.css_first("style").text()
    assert shown.body.attributes == {"class": "home", "style": "color:red"}
    assert shown.css_first("td").attributes == {"colspan": "2", "bgcolor": "#eee"}


def test_a_link_says_where_it_led_and_leads_nowhere():
    link = LexborHTMLParser(replay_page("<a href='tel:+44'>call</a>", NOTHING)).css_first("a")
    assert link.attributes == {"title": "→ tel:+44"}


def test_the_number_is_marked_however_it_is_written_and_its_place_is_where_the_link_jumps():
    html = "<main><p>Or 0044 (0)20-7946 0018.</p><p id=line>Call <b>020 7946 0018</b>, not 020 7946 0019</p></main>"
    shown = LexborHTMLParser(replay_page(html, Sought(place="#line > b:nth-of-type(1)", digits="2079460018")))
    marked = [node.text() for node in shown.css("mark")]
    assert marked[-1] == "020 7946 0018"
    assert "0019" not in "".join(marked)
    assert shown.css_first(f"#{EVIDENCE}").text() == "020 7946 0018"
    assert len(shown.css(f"#{EVIDENCE}")) == 1


@pytest.mark.parametrize("place", ["", "///", ":has(", "#gone", "p:nth-of-type(99)"])
def test_a_place_that_is_not_there_points_nowhere(place):
    assert f'id="{EVIDENCE}"' not in replay_page("<p>x</p>", Sought(place=place))


def test_fields_show_what_stood_in_them_and_take_nothing():
    html = "<form><input name=q value='0800 1'><input type=hidden value=x><select><option selected>CN</select><button>Go</button></form>"
    shown = LexborHTMLParser(replay_page(html, NOTHING))
    assert [node.attributes["value"] for node in shown.css("input")] == ["0800 1"]
    assert all("disabled" in node.attributes for node in shown.css("input, select, button"))


def test_pictures_of_its_own_bytes_are_shown_and_others_are_their_words():
    html = "<img src='data:image/png;base64,AAAA' alt=logo><img src=https://cdn.example/x.png alt='our hotline'>"
    shown = replay_page(html, NOTHING)
    assert shown.count("<img ") == 1
    assert "⟨img our hotline⟩" in shown


def test_a_page_as_deep_as_nobody_writes_is_cut_and_ends():
    shown = replay_page("<div>" * 3000 + "x", NOTHING)
    assert shown.count("<div>") == shown.count("</div>") == 512


def test_a_document_that_is_no_page_is_its_text():
    passages = [Passage(text="Hotline: 020 7946 0018 <b>", place="page 2, box 3", layer="pdf")]
    shown = replay_passages(passages, Sought(place="page 2, box 3", digits="2079460018"))
    line = rf'<p id="{EVIDENCE}" title="pdf · page 2, box 3">Hotline: <mark [^>]*>020 7946 0018</mark> &lt;b&gt;</p>'
    assert re.search(line, shown)


def test_a_picture_stands_in_a_page_of_its_own():
    assert 'src="data:image/png;base64,eA=="' in replay_picture(b"x")


def test_the_policy_lets_nothing_run_load_or_lead_on():
    assert POLICY.startswith("sandbox; default-src 'none';")
    assert not {"script", "allow-", "http", "*"} & set(re.findall(r"script|allow-|http|\*", POLICY))
