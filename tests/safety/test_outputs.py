"""Nothing that was crawled can act: every output of the program, each read by a reader of its own kind."""

import contextlib
import csv
import html
import io
import json
import re
import unicodedata
from types import SimpleNamespace

import feedparser
import pytest
import vobject
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt

from directory.store import Store
from reports.console.app import DeskSettings, create_desk
from reports.delivery.mail import MailServer, send_mail
from scheduler.cli.main import main
from scheduler.config import load_settings
from scheduler.desk import Desk, rows_of
from scheduler.posting import preview
from tests.reports.delivery.servers import mail_server
from tests.safety.world import AT, TEXTS, write_home
from tests.walks.desk import Person
from tests.walks.serving import served

# What a terminal, or a reader of plain text, obeys instead of showing it: controls, and signs that turn or hide others.
OBEYED = {"Cc", "Cf", "Cs", "Zl", "Zp"}
FORMULA = re.compile(r"[\s\x00]*[=+\-@＝＋－＠\t\r|%]")
# Letters of some scripts and pictures are joined by these; they turn and hide nothing, so names keep them.
JOINERS = "\u200c\u200d"
PASSWORD = "a long word of nobody"  # noqa: S105 - of an account that lives for a test
# More than enough to reach every kind of page from the first one.
DESK_PAGES = 60
FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+,;=-]{0,120}\Z|\.[a-z-]+\Z")


def call(home, *words):
    """Run one command line; gives its exit code and what it printed."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="") for _ in range(2))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), contextlib.chdir(home):
        code = main([*map(str, words)])
    told = []
    for stream in (out, err):
        stream.flush()
        told.append(stream.buffer.getvalue().decode())
    return SimpleNamespace(code=code, out=told[0], err=told[1])


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """An installation after the hostile night, with every line of it accepted and released."""
    home = tmp_path_factory.mktemp("safety")
    warc = write_home(home)
    ran = call(home, "run", "--from", warc, "--quiet", "--json")
    assert ran.code in (0, 3), ran.err
    asked = [one["id"] for one in json.loads(call(home, "review", "list", "--json").out)["findings"]]
    call(home, "user", "add", "ann", "--role", "admin", "--no-password")
    call(home, "policy", "adopt", "--by", "ann", "--reason", "one person is here")
    done = call(home, "accept", *asked, "--by", "ann", "--reason", TEXTS[0])
    assert done.code in (0, 3), done.err
    assert len(json.loads(call(home, "entries", "--status", "verified", "--json").out.splitlines()[0])) > 0
    return home


def obeyed(text, besides="\n"):
    return {f"U+{ord(sign):04X}" for sign in text if sign not in besides and unicodedata.category(sign) in OBEYED}


def acts(markup):
    """What of a parsed page could run, load or lead somewhere that nobody meant."""
    found = BeautifulSoup(markup, "html.parser")
    running = [
        tag.name
        for tag in found.find_all(["script", "iframe", "object", "embed", "base", "form", "svg", "link"])
        if tag.get("type") != "application/ld+json"
    ]
    handlers = [name for tag in found.find_all(True) for name in tag.attrs if name.startswith("on")]
    leading = [
        tag.get("href") or tag.get("src")
        for tag in found.find_all(["a", "img"])
        if not re.match(
            r"https://(?:help\.)?pay\.example/|#|mailto:tests@|data:image/|/", tag.get("href") or tag.get("src") or "#"
        )
    ]
    return running + handlers + leading


@pytest.mark.parametrize(
    "words",
    [
        "review list",
        "entries",
        "show gb/example-pay",
        "report --format text",
        "report --format md",
        "check 02079460100",
        "runs",
        "audit verify",
    ],
)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_verb_prints_what_a_terminal_obeys(home, words, lang):
    done = call(home, *words.split(), "--lang", lang)
    assert done.out + done.err
    assert obeyed(done.out + done.err) == set()


def test_a_finding_shown_and_a_file_read_print_nothing_a_terminal_obeys(home):
    asked = [
        one["id"] for one in json.loads(call(home, "review", "list", "--state", "answered", "--json").out)["findings"]
    ]
    assert asked
    for name in asked:
        assert obeyed(call(home, "review", "show", name).out) == set()
    (home / TEXTS[5].replace("/", "")).write_text(TEXTS[8] + " 020 7946 0123", encoding="utf-8")
    done = call(home, "read", TEXTS[5].replace("/", ""), "--region", "GB", "--media", "text/plain")
    assert "020 7946 0123" in done.out
    assert obeyed(done.out + done.err) == set()


def test_a_report_in_html_runs_loads_and_links_nothing(home):
    markup = call(home, "report", "--format", "html").out
    assert acts(markup) == []
    assert obeyed(markup, "\n\t") == set()


def test_a_report_in_markdown_holds_no_markup_of_the_page(home):
    # Readers of Markdown differ in whether they pass HTML through; this one does.
    rendered = (
        MarkdownIt("commonmark", {"html": True, "linkify": False})
        .enable("table")
        .render(call(home, "report", "--format", "md").out)
    )
    assert acts(rendered) == []


def test_json_is_json_and_safe_to_print(home):
    for words in (
        "report --format json",
        "entries --json",
        "review list --json --state answered",
        "export --format json",
    ):
        told = call(home, *words.split()).out
        for line in told.splitlines() if words.startswith("entries") else [told]:
            json.loads(line)
        assert obeyed(told) == set()


def test_no_cell_of_a_table_is_a_formula(home):
    rows = list(csv.reader(io.StringIO(call(home, "export", "--format", "csv").out)))
    assert len(rows) == len(TEXTS) + 1
    assert {len(row) for row in rows} == {len(rows[0])}
    # A quote before it makes a cell text in every spreadsheet.
    assert [cell for row in rows for cell in row if FORMULA.match(cell)] == []


def test_a_feed_holds_the_entries_that_we_wrote_and_no_other(home):
    found = feedparser.parse(call(home, "export", "--format", "atom").out, sanitize_html=False)
    assert not found.bozo
    assert "planted" not in [entry.title for entry in found.entries]
    for entry in found.entries:
        for told in (entry.title, entry.get("summary", ""), *(part.value for part in entry.get("content", []))):
            assert acts(told) == [] or "<" not in told


def test_a_card_holds_the_lines_that_we_wrote_and_no_other(home):
    cards = list(vobject.readComponents(call(home, "export", "--format", "vcard", "--provider", "gb/example-pay").out))
    assert len(cards) == 1
    numbers = {one.value for one in cards[0].contents["tel"]}
    assert not any("5550100" in one for one in numbers)
    assert len(numbers) == len(TEXTS)


def test_json_ld_leaves_no_script(home):
    told = call(home, "export", "--format", "jsonld", "--provider", "gb/example-pay").out
    json.loads(told)
    assert "</" not in told
    assert "<!--" not in told


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_mail_has_the_heads_that_we_wrote_and_a_body_that_does_nothing(home, lang):
    settings = load_settings(home / "hotlinewatch.toml", {}, lang=lang)
    with Store.open(settings.database) as store:
        letters = preview(settings, store, AT, store.runs()[0][0])
    assert letters
    with mail_server() as (port, arrived):
        for letter in letters:
            send_mail(
                letter, MailServer("127.0.0.1", port, "none", "us@hotlinewatch.example"), "to@hotlinewatch.example"
            )
    for mail in arrived:
        assert mail["Bcc"] is None
        assert mail.get_all("Subject") == [str(mail["Subject"])]
        assert obeyed(str(mail["Subject"])) == set()
        for part in mail.walk():
            if part.get_content_type() == "text/html":
                assert acts(part.get_content()) == []
            elif part.get_content_maintype() == "text":
                assert obeyed(part.get_content(), "\r\n") == set()


def test_no_file_has_a_name_that_the_page_chose(home):
    names = {part for path in (home / "data").rglob("*") for part in path.relative_to(home / "data").parts}
    assert {name for name in names if not FILE_NAME.match(name)} == set()
    assert not any(text in name for name in names for text in ("passwd", "evil", "script"))


@pytest.mark.parametrize("folder", ["releases", "reports"])
def test_no_file_that_is_handed_out_holds_a_sign_that_turns_or_hides_others(home, folder):
    files = [one for one in (home / "data" / folder).rglob("*") if one.is_file() and one.suffix != ".sig"]
    assert len({one.suffix for one in files}) >= 4
    found = {one.name: obeyed(one.read_bytes().decode(), "\r\n\t" + JOINERS) for one in files}
    assert {name: signs for name, signs in found.items() if signs} == {}


def test_no_page_of_the_desk_runs_loads_or_leads_to_what_the_page_chose(home):
    settings = load_settings(home / "hotlinewatch.toml", {})
    with Store.open(settings.database) as store:
        store.add_account("bea", "admin", PASSWORD, AT)
        doors = Desk(store, settings)
        try:
            with served(create_desk(store, doors, DeskSettings(rows=rows_of(settings)))) as address:
                bea = Person(address, {})
                seen = walked(bea, bea.post("/sign-in", name="bea", password=PASSWORD))
        finally:
            doors.close()
    assert len(seen) > DESK_PAGES // 2
    assert all(answer.status == 200 for answer in seen.values())
    assert {path: found for path, answer in seen.items() if (found := acts_at_the_desk(answer.html))} == {}


def walked(person, first):
    """The pages of the desk that links lead to, the captured ones aside: those have tests of their own."""
    seen, waiting = {"/": first}, ["/"]
    while waiting:
        for path in re.findall(r'href="(/[^"#]*)"', html.unescape(seen[waiting.pop(0)].html)):
            if len(seen) < DESK_PAGES and path not in seen and not re.match(r"/(static|sign|language|replay)", path):
                seen[path] = person.get(path)
                waiting.append(path)
    return seen


def acts_at_the_desk(markup):
    """As for a report; the desk has scripts, forms and a sandboxed frame of its own, none from elsewhere or inline."""
    found = BeautifulSoup(markup, "html.parser")
    for tag in found.find_all(["script", "link", "form", "iframe", "svg"]):
        address = tag.get("src") or tag.get("href") or tag.get("action") or ""
        is_sandboxed = tag.name != "iframe" or not tag.get("sandbox", "none")
        if (
            is_sandboxed
            and re.match(r"(/(?!/).*)?$", address)
            and not (tag.name == "script" and tag.get_text().strip())
        ):
            tag.name = "span"
            tag.attrs.pop("href", None)
    return acts(str(found))
