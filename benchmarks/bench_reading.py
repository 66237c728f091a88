"""Reading real pages, side by side in one run: our reader, the phone library over BeautifulSoup text, and their parts.

Each round times every contender on the same pages, in turn; the medians of the rounds are printed, in pages and
megabytes a second of one core, with the ratio to the library. Pages: a fixed part of ../shared/data's labelled ones.
"""

import hashlib
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bs4 import BeautifulSoup
from phonenumbers import Leniency, PhoneNumberMatcher

from directory.records import Expect, Fetch, Page, Provider
from tests.real_pages import COLLECTED_AT, DATA, NOTHING_REAL, RealPage, language_of, real_pages, unpack
from verifier.readers.charset import decode
from verifier.reading import read_snapshot
from verifier.sight import sight_numbers
from verifier.skim import skim_html

ONE_OF = 25
ROUNDS = 3
# The whole measurement ends after this round when it takes longer; a busy machine gives fewer rounds.
LIMIT_S = 60.0
NOBODY = Provider(id="", name="", kind="other", country="", official_hosts=(), hotline="published")


class Given(NamedTuple):
    """One page as every contender gets it."""

    body: bytes
    page: Page
    fetch: Fetch
    text: str
    words: str


class Contender(NamedTuple):
    """What is measured: its name, and what it does with one page. `group`: whom it is compared with."""

    name: str
    run: Callable[[Given], object]
    group: str


def given_pages(folder: Path) -> list[Given]:
    pages = real_pages(one_of=ONE_OF)
    unpack({page.name for page in pages}, folder)
    return [given_page(page, (folder / page.row["file"]).read_bytes()) for page in pages]


def given_page(real: RealPage, body: bytes) -> Given:
    row = real.row
    page = Page(
        url=real.url,
        channel="contact",
        language=language_of(row),
        regions=(row["region"],),
        expect=Expect(least=0, most=1000),
    )
    fetch = Fetch(
        provider="",
        page=real.url,
        at=COLLECTED_AT,
        outcome="ok",
        media="text/html",
        snapshot=hashlib.sha256(body).hexdigest(),
    )
    return Given(body, page, fetch, decode(body, "", page.language).text, soup_text(body))


def soup_text(body: bytes) -> str:
    return BeautifulSoup(body, "lxml").get_text("\n")


def matched(text: str, region: str) -> int:
    return sum(1 for _ in PhoneNumberMatcher(text, region, leniency=Leniency.VALID))


CONTENDERS = (
    Contender(
        "library matcher over BeautifulSoup, lxml",
        lambda one: matched(soup_text(one.body), one.page.regions[0]),
        "page",
    ),
    Contender("read_snapshot", lambda one: read_snapshot(one.body, one.page, NOBODY, one.fetch, ()), "page"),
    # The parser that our reader builds its document with, and the one with which the library's side is fastest.
    Contender("  BeautifulSoup alone, html.parser", lambda one: BeautifulSoup(one.text, "html.parser"), "page"),
    Contender("  BeautifulSoup alone, lxml", lambda one: BeautifulSoup(one.body, "lxml"), "page"),
    Contender("  skim alone", lambda one: skim_html(one.text), "page"),
    Contender("library matcher", lambda one: matched(one.words, one.page.regions[0]), "text"),
    Contender("sight_numbers", lambda one: sight_numbers(one.words, one.page.regions), "text"),
)
# The first of each group is what the others are compared with.
BASE = {group: next(one.name for one in CONTENDERS if one.group == group) for group in ("page", "text")}


def timed(contender: Contender, pages: Sequence[Given]) -> float:
    # Processor time: what else runs on this machine shall not count.
    began = time.process_time()
    for one in pages:
        contender.run(one)
    return time.process_time() - began


def measure(pages: Sequence[Given]) -> tuple[dict[str, list[float]], dict[str, float]]:
    """Give the seconds of every round, and those of the very first pass, in which nothing is cached yet.

    In the first pass our own `sight_numbers` goes first, so that it pays for loading what later ones find loaded.
    """
    began = time.perf_counter()
    first = {contender.name: timed(contender, pages) for contender in reversed(CONTENDERS)}
    rounds: dict[str, list[float]] = {contender.name: [] for contender in CONTENDERS}
    for number in range(ROUNDS):
        for contender in CONTENDERS[:: -1 if number % 2 else 1]:
            rounds[contender.name].append(timed(contender, pages))
        if time.perf_counter() - began > LIMIT_S * (number + 2) / (number + 3):
            break
    return rounds, first


def show(pages: Sequence[Given], rounds: dict[str, list[float]], first: dict[str, float]) -> None:
    sizes = {
        "page": sum(len(one.body) for one in pages) / 1e6,
        "text": sum(len(one.words.encode("utf-8", "replace")) for one in pages) / 1e6,
    }
    count = len(next(iter(rounds.values())))
    print(f"{len(pages)} pages, {sizes['page']:.1f} MB, their text {sizes['text']:.1f} MB; medians of {count} rounds")
    print(f"{'':<42}{'pages/s':>9}{'MB/s':>8}{'ratio':>8}{'first pass':>12}")
    for name, _run, group in CONTENDERS:
        took, base = statistics.median(rounds[name]), statistics.median(rounds[BASE[group]])
        print(
            f"{name:<42}{len(pages) / took:>9.1f}{sizes[group] / took:>8.2f}{base / took:>7.2f}x"
            f"{len(pages) / first[name]:>10.1f}/s"
        )
    print("ratio: how many times as fast as the library on the same input, in the same rounds")


def main() -> int:
    if not DATA.is_dir():
        print(f"skipped: {NOTHING_REAL}")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        pages = given_pages(Path(folder))
    rounds, first = measure(pages)
    show(pages, rounds, first)
    return 0


if __name__ == "__main__":
    sys.exit(main())
