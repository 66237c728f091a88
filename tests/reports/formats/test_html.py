import os
import re
import shutil
import subprocess
import tempfile
from itertools import pairwise
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from selectolax.lexbor import LexborHTMLParser

from reports.formats.html import render
from reports.nightly import compose

# How far the page reaches beyond the window, written where --dump-dom shows it.
MEASURE = """<script>
const page = document.documentElement;
document.body.setAttribute("data-beyond", page.scrollWidth - page.clientWidth);
document.body.setAttribute("data-wide", page.clientWidth);
</script></body>"""
PHONE_PIXELS = 360
OURS = {
    *("html", "head", "meta", "title", "style", "body", "header", "main", "section", "article", "footer", "figure"),
    *("h1", "h2", "h3", "h4", "p", "span", "ul", "li", "dl", "div", "dt", "dd", "mark", "b", "q", "a", "bdi", "br"),
    *("blockquote", "figcaption", "code", "details", "summary"),
}
OUR_ATTRIBUTES = {
    *("lang", "charset", "http-equiv", "content", "name", "class", "id", "dir", "href", "rel", "target"),
    "aria-labelledby",
}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_hostile_text_becomes_an_element_an_attribute_or_a_link(hostile_night, lang):
    page = render(compose(hostile_night, lang=lang))
    soup = BeautifulSoup(page, "html.parser")
    assert {tag.name for tag in soup.find_all(name=True)} <= OURS
    assert {name for tag in soup.find_all(name=True) for name in tag.attrs} <= OUR_ATTRIBUTES
    assert {tag["href"].split("/")[2] for tag in soup.find_all("a")} == {"pay.example"}
    # A second parser that repairs as browsers do sees the same elements.
    assert {node.tag for node in LexborHTMLParser(page).root.traverse()} <= OURS


def test_invisible_characters_are_drawn_everywhere(hostile_night):
    page = render(compose(hostile_night))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]", page)
    assert "⟨U+202E⟩" in page


def test_the_page_forbids_itself_everything_but_its_own_style(busy_night):
    soup = BeautifulSoup(render(compose(busy_night)), "html.parser")
    policy = soup.find("meta", {"http-equiv": "Content-Security-Policy"})["content"]
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'")
    assert not soup.find_all(["script", "link", "img", "iframe", "form", "input"])
    assert "url(" not in soup.style.text
    assert "@import" not in soup.style.text


def test_no_number_can_be_dialled_by_accident(busy_night):
    soup = BeautifulSoup(render(compose(busy_night)), "html.parser")
    assert "telephone=no" in soup.find("meta", {"name": "format-detection"})["content"]
    assert not [tag for tag in soup.find_all("a") if not tag["href"].startswith("https://")]
    assert not [tag for tag in soup.find_all("a") if any(word.isdigit() and len(word) > 4 for word in tag.text.split())]


def test_links_tell_the_page_nothing_of_us(busy_night):
    soup = BeautifulSoup(render(compose(busy_night)), "html.parser")
    assert {" ".join(tag["rel"]) for tag in soup.find_all("a")} == {"noopener noreferrer nofollow"}


def test_a_number_reads_and_copies_whole_with_its_differing_digits_marked(busy_night):
    soup = BeautifulSoup(render(compose(busy_night)), "html.parser")
    now = soup.select_one(".card.urgent .now .number")
    assert now.get_text() == "+86 400 666 8810"
    assert [mark.get_text() for mark in now.select("mark")] == ["1"]
    assert soup.select_one(".card.urgent blockquote b").get_text() == "400-666-8810"


@pytest.mark.parametrize(("lang", "language"), [("en", "en"), ("zh", "zh-Hans")])
def test_headings_go_down_one_step_at_a_time_in_the_language_said(busy_night, lang, language):
    soup = BeautifulSoup(render(compose(busy_night, lang=lang)), "html.parser")
    levels = [int(tag.name[1]) for tag in soup.find_all(re.compile("^h[1-6]$"))]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert soup.html["lang"] == language


@pytest.fixture
def browser():
    """A folder that an ordinary user may write to, and a Chromium run there as that user: it refuses root."""
    program = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    if program is None:
        pytest.skip("no chromium-headless-shell or chromium on this machine")
    folder = Path(tempfile.mkdtemp(prefix="report-"))
    folder.chmod(0o777)
    user = {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.geteuid() == 0 else {}

    def dump(page, width):
        file = folder / "page.html"
        file.write_text(page, encoding="utf-8")
        return subprocess.run(
            [
                program,
                "--headless",
                f"--user-data-dir={folder}/profile",
                f"--window-size={width},800",
                "--dump-dom",
                file.as_uri(),
            ],
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
            cwd=folder,
            env={"HOME": str(folder), "PATH": os.environ["PATH"]},
            **user,
        ).stdout

    yield dump
    shutil.rmtree(folder)


@pytest.mark.browser
@pytest.mark.parametrize("night", ["quiet_night", "busy_night", "hostile_night"])
def test_a_phone_never_scrolls_sideways(browser, request, night):
    page = render(compose(request.getfixturevalue(night)))
    open_page = page.replace("<details", "<details open").replace("</body>", MEASURE)
    measured = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", open_page)
    body = BeautifulSoup(browser(measured, PHONE_PIXELS), "html.parser").body
    assert int(body["data-wide"]) <= PHONE_PIXELS
    assert body["data-beyond"] == "0"


@pytest.mark.browser
def test_in_a_browser_nothing_hostile_runs_or_becomes_an_element(browser, hostile_night):
    page = render(compose(hostile_night)).replace("</body>", MEASURE)
    soup = BeautifulSoup(browser(page, PHONE_PIXELS), "html.parser")
    assert "data-wide" not in soup.body.attrs, "the page's own policy let a script run"
    assert {tag.name for tag in soup.find_all(name=True)} <= OURS | {"script"}
    assert len(soup.find_all("script")) == 1
