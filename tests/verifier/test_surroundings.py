import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from directory.records import Expect, Fetch, Page, Provider
from tests.verifier.cases import AT
from verifier.reading import read_snapshot
from verifier.skim import skim_html

FAR = f"<p>{'Nothing but words stands here. ' * 8}</p>"
NUMBER = "<p>Call 400-666-8800</p>"
PAGE = Page(
    url="https://www.northmoor.example/",
    channel="contact",
    language="en",
    regions=("CN", "IN"),
    expect=Expect(least=0, most=99),
)
BANK = Provider(
    id="cn/northmoor-bank",
    name="Northmoor Bank",
    kind="bank",
    country="CN",
    official_hosts=("northmoor.example",),
    hotline="published",
    pages=(PAGE,),
)
KNOWN = ("CN:95188", "+864006668800")


def shown(html, known=()):
    return skim_html(f"<html><body>{html}</body></html>", known).shown


def said(html):
    """What a page says, but for the digests and the words of its other lines."""
    fetch = Fetch(provider=BANK.id, page=PAGE.url, at=AT, outcome="ok", media="text/html")
    reading = read_snapshot(f"<html><body>{html}</body></html>".encode(), PAGE, BANK, fetch, KNOWN)
    return reading.outcome, reading.sightings, reading.presence


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("<p>Updated 2026-11-21</p>", "<p>Updated 2026-11-22</p>"),
        ("<p>1,204 readers</p>", "<p>1,422 readers</p>"),
        ("<p>USD 12.50</p>", "<p>USD 14.75</p>"),
        ("<p>阅读 3021 次</p>", "<p>阅读 4077 次</p>"),
        ("<footer>© 2025 Northmoor</footer>", "<footer>© 2026 Northmoor</footer>"),
        ("<table><tr><td>Gold</td><td>4.125</td></tr></table>", "<table><tr><td>Gold</td><td>4.250</td></tr></table>"),
    ],
)
def test_a_day_a_count_or_a_price_far_from_the_numbers_leaves_what_they_show(was, now):
    assert shown(NUMBER + FAR + was) == shown(NUMBER + FAR + now)


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("<p>Dial 1930</p>", "<p>Dial 1931</p>"),
        ("<p>T: 95533</p>", "<p>T: 95534</p>"),
        ("<p>95533客服</p>", "<p>95534客服</p>"),
        ("<p>客*服*热*线 95533</p>", "<p>客*服*热*线 95534</p>"),
        ("<p>reference 4006668801</p>", "<p>reference 4006668802</p>"),
        ("<h2>Hotlines</h2>" + "<p>95533</p>" * 60, "<h2>Hotlines</h2>" + "<p>95533</p>" * 59 + "<p>95534</p>"),
        (
            f"<table><tr><td>Hotline</td><td>{FAR}</td><td>95533</td></tr></table>",
            f"<table><tr><td>Hotline</td><td>{FAR}</td><td>95534</td></tr></table>",
        ),
        ("<a href='tel:95533'>call</a> 2026-11-21", "<a href='tel:95533'>call</a> 2026-11-22"),
    ],
)
def test_whatever_may_be_read_as_a_number_changes_what_is_shown(was, now):
    assert shown(NUMBER + FAR + was) != shown(NUMBER + FAR + now)


def test_a_known_number_counts_wherever_it_stands():
    was, now = f"{NUMBER}{FAR}<p>stock 95188 pieces</p>", f"{NUMBER}{FAR}<p>stock 95189 pieces</p>"
    assert shown(was) == shown(now)
    assert shown(was, KNOWN) != shown(now, KNOWN)


LINES = st.sampled_from(
    [
        FAR,
        "<h2>Hotlines</h2>",
        "<h2>News</h2>",
        "<p>Call {}</p>",
        "<p>Updated {}</p>",
        "<p>{} readers</p>",
        "<p>{}</p>",
        "<div>客服<br>{}</div>",
        "<span>Hotline</span> <b>{}</b>",
        "<table><tr><td>Hotline</td><td>daily</td><td>{}</td></tr></table>",
        "<dl><dt>Price</dt><dd>{}</dd><dt>Phone</dt><dd>{}</dd></dl>",
        "<a href='tel:95188'>{}</a>",
        "<p hidden>{}</p>",
    ]
)
DIGITS = st.sampled_from(
    ["95188", "95533", "1930", "2026", "2026-11-21", "2026-11-22", "12.50", "1,204", "400-666-8800"]
)


@given(st.lists(LINES, max_size=8), st.lists(DIGITS, min_size=17, max_size=17), st.integers(0, 15), DIGITS)
@example(["<h2>Hotlines</h2>", "<p>{}</p>", "<p>{}</p>"], ["95188"] * 17, 1, "95533")
def test_pages_that_show_the_same_say_the_same(lines, digits, place, other):
    page = "".join(lines)
    was, now = page.format(*digits), page.format(*digits[:place], other, *digits[place + 1 :])
    if shown(was, KNOWN) == shown(now, KNOWN):
        assert said(was) == said(now)
