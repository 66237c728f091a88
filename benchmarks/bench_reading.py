"""Reading real pages, side by side in one run: our reader, the phone library over BeautifulSoup text, and their parts.

Five interleaved rounds; medians of each, as times as fast as the library in the same rounds. Texts: what BeautifulSoup
gives of the labelled pages of ../shared/data, blanks collapsed, read for the page's own region. First pass: everything
remembered of other texts is forgotten before it; patterns stay compiled, on both sides. Wall time, one core.
"""

import hashlib
import re
import statistics
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bs4 import BeautifulSoup, XMLParsedAsHTMLWarning
from phonenumbers import Leniency, PhoneNumberMatcher

from directory.plans import _plan
from directory.records import Expect, Fetch, Page, Provider, Reading
from scheduler.workers import ReadingPool, ReadJob
from tests.real_pages import COLLECTED_AT, DATA, NOTHING_REAL, RealPage, language_of, real_pages, unpack
from verifier.own import is_own
from verifier.reader import reader_digest
from verifier.readers.charset import decode
from verifier.reading import read_snapshot
from verifier.sight import sight_numbers
from verifier.skim import skim_html
from verifier.stretches import find_stretches

ROUNDS = 5
# Of the Western pages one in so many, of the Chinese, Japanese and Korean ones all: texts are cheap, whole pages are not.
TEXTS_ONE_OF = 3
PAGES_ONE_OF = 25
THREE_REGIONS = ("CN", "US", "GB")
CHANGED_ONE_OF = 20
SIZES = (10_000, 100_000, 1_000_000, 10_000_000)
# What a page has new, away from its numbers: behind one of its own paragraphs or boxes, tried at each eighth of the page.
NEWS = b"<div><p>Words of the day, and no digits among them.</p></div>"
ENDS = re.compile(rb"</(?:p|div|li|section|td|h[1-6])>")
PLACES = 8
NOBODY = Provider(id="", name="", kind="other", country="", official_hosts=(), hotline="published")
# What belongs to the program rather than to the texts it has read.
KEPT = (_plan, reader_digest)


class Given(NamedTuple):
    """One page as every contender gets it."""

    body: bytes
    page: Page
    fetch: Fetch
    text: str
    name: str


Contenders = dict[str, Callable[[], object]]


def given_page(real: RealPage, body: bytes) -> Given:
    """Take one labelled page for reading."""
    page = Page(
        url=real.url,
        channel="contact",
        language=language_of(real.row),
        regions=(real.row["region"],),
        expect=Expect(least=0, most=1000),
    )
    fetch = Fetch(provider="", page=real.url, at=COLLECTED_AT, outcome="ok", media="text/html")
    return Given(body, page, fetch, " ".join(soup_text(body).split()), real.name)


def shown_in(body: bytes, page: Page) -> str:
    """Give the digest of what a page shows around its numbers."""
    return skim_html(decode(body, "", page.language).text.replace("\x00", "")).shown


def with_news(one: Given) -> bytes | None:
    """Give the body with news away from its numbers; None where there is no such place."""
    shown = shown_in(one.body, one.page)
    for eighth in range(PLACES):
        if (end := ENDS.search(one.body, len(one.body) * eighth // PLACES)) is not None:
            changed = one.body[: end.end()] + NEWS + one.body[end.end() :]
            if shown_in(changed, one.page) == shown:
                return changed
    return None


def given_pages(folder: Path) -> list[Given]:
    """Unpack and take every labelled page."""
    pages = real_pages(one_of=1)
    unpack({page.name for page in pages}, folder)
    return [given_page(page, (folder / page.row["file"]).read_bytes()) for page in pages]


def soup_text(body: bytes) -> str:
    """Give the text of a page as the library's users take it."""
    return BeautifulSoup(body, "lxml").get_text("\n")


def matched(text: str, region: str) -> int:
    """Count what the library's matcher finds."""
    return sum(1 for _ in PhoneNumberMatcher(text, region, leniency=Leniency.VALID))


def forget() -> None:
    """Forget everything that our modules remember of texts and numbers."""
    for name, module in list(sys.modules.items()):
        if name.startswith(("directory.", "verifier.")):
            for value in vars(module).values():
                if hasattr(value, "cache_clear") and value not in KEPT:
                    value.cache_clear()


def timed(run: Callable[[], object]) -> float:
    """Give the seconds that a run takes."""
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


def measure(contenders: Contenders, before: Callable[[str], object] = lambda _: None) -> dict[str, list[float]]:
    """Time all contenders in turn, as many rounds as are asked for; before each, `before` is told its name."""
    took: dict[str, list[float]] = {name: [] for name in contenders}
    for number in range(ROUNDS):
        for name in list(contenders)[:: -1 if number % 2 and "first pass" not in " ".join(contenders) else 1]:
            before(name)
            took[name].append(timed(contenders[name]))
    return took


def show(title: str, took: dict[str, list[float]], count: int, megabytes: float, targets: dict[str, float]) -> None:
    """Print the medians; the first contender is what the others are compared with."""
    base = statistics.median(next(iter(took.values())))
    print(f"\n{title}")
    print(f"{'':<44}{'pages/s':>10}{'MB/s':>9}{'ratio':>9}{'target':>9}")
    for name, rounds in took.items():
        seconds = statistics.median(rounds)
        target = f"{targets[name]:>8.0f}x" if name in targets else ""
        print(f"{name:<44}{count / seconds:>10.1f}{megabytes / seconds:>9.2f}{base / seconds:>8.1f}x{target}")


def sight_all(pages: Sequence[Given], regions: Sequence[str] = ()) -> int:
    """Sight the numbers of all texts, for their own region where none are given."""
    return sum(len(sight_numbers(one.text, regions or one.page.regions)) for one in pages)


def bench_texts(title: str, pages: Sequence[Given], first: float) -> None:
    """Measure sighting beside the matcher, on the same texts."""
    contenders: Contenders = {
        "library matcher, VALID": lambda: sum(matched(one.text, one.page.regions[0]) for one in pages),
        "sight_numbers, first pass": lambda: sight_all(pages),
        "sight_numbers, second pass": lambda: sight_all(pages),
        "sight_numbers, three regions, first pass": lambda: sight_all(pages, THREE_REGIONS),
        "bare candidate scan": lambda: sum(len(find_stretches(one.text)) for one in pages),
    }
    took = measure(contenders, lambda name: forget() if "first pass" in name else None)
    size = sum(len(one.text.encode("utf-8", "replace")) for one in pages) / 1e6
    targets = {"sight_numbers, first pass": first, "sight_numbers, second pass": 20}
    show(f"{title}: {len(pages)} texts, {size:.1f} MB", took, len(pages), size, targets)


def read_in_worker(pool: ReadingPool, pages: Iterable[tuple[Given, bytes, Reading | None]]) -> int:
    """Read bodies in the worker process, each beside what its page said before."""
    jobs = [
        ReadJob(
            page=one.page,
            provider=NOBODY,
            fetch=one.fetch,
            capture=None,
            known=(),
            data=Path(),
            body=body,
            before=before,
        )
        for one, body, before in pages
    ]
    return sum(1 for _ in pool.read(jobs))


def bench_pages(pages: Sequence[Given]) -> None:
    """Measure whole pages: new, changed away from their numbers, unchanged; and a night of them."""
    before = [read_snapshot(one.body, one.page, NOBODY, one.fetch, ()) for one in pages]
    # A page without a number is read for its words, and some have numbers everywhere: on the hot path are the others.
    well = [
        (one, said, changed)
        for one, said in zip(pages, before, strict=True)
        if said.outcome == "ok" and any(map(is_own, said.sightings)) and (changed := with_news(one)) is not None
    ]
    digests = {hashlib.sha256(one.body).digest() for one in pages}
    night = [(one, one.body, None) for one in pages[::CHANGED_ONE_OF]]
    with ReadingPool(1, 1 << 30, 60.0) as pool:
        contenders: Contenders = {
            "library matcher over BeautifulSoup, lxml": lambda: [
                matched(soup_text(one.body), one.page.regions[0]) for one, *_ in well
            ],
            "new page, in the worker": lambda: read_in_worker(pool, ((one, one.body, None) for one, *_ in well)),
            "changed page, hot path, in the worker": lambda: read_in_worker(
                pool, ((one, changed, said) for one, said, changed in well)
            ),
            "  BeautifulSoup alone, lxml": lambda: [BeautifulSoup(one.body, "lxml") for one, *_ in well],
            "  gate alone: skim": lambda: [shown_in(one.body, one.page) for one, *_ in well],
            "unchanged page: its digest": lambda: [hashlib.sha256(one.body).digest() in digests for one, *_ in well],
        }
        took = measure(contenders)
        nights = measure(
            {
                "library matcher over every page": lambda: [
                    matched(soup_text(one.body), one.page.regions[0]) for one in pages
                ],
                "night: 5% changed, read whole": lambda: (
                    [hashlib.sha256(one.body).digest() in digests for one in pages],
                    read_in_worker(pool, night),
                ),
            }
        )
    size = sum(len(one.body) for one, *_ in well) / 1e6
    targets = {"changed page, hot path, in the worker": 12.0}
    show(f"{len(well)} pages, {size:.1f} MB", took, len(well), size, targets)
    whole, changed, unchanged = (statistics.median(took[name]) for name in [*list(took)[1:3], list(took)[-1]])
    print(f"an unchanged page is {whole / unchanged:.0f} times cheaper than one that is read (target 50)", end="")
    print(f", {changed / unchanged:.0f} times cheaper than one on the hot path")
    size = sum(len(one.body) for one in pages) / 1e6
    show(f"a night of {len(pages)} pages", nights, len(pages), size, {"night: 5% changed, read whole": 15.0})


def bench_growth(pages: Sequence[Given]) -> None:
    """Measure how the cost of sighting grows with the size of the text."""
    whole = " ".join(one.text for one in pages)
    whole *= -(-SIZES[-1] // len(whole))
    print(f"\n{'characters of text':<24}{'seconds':>10}{'times the size before':>24}")
    last = 0.0
    for size in SIZES:
        rounds = []
        for _ in range(3):
            forget()
            rounds.append(timed(lambda end=size: sight_numbers(whole[:end], ("US",))))
        seconds = statistics.median(rounds)
        print(f"{size:<24,}{seconds:>10.3f}" + (f"{seconds / last:>23.1f}x" if last else ""))
        last = seconds
    print("target: 10 MB at most 12 times 1 MB")


def main() -> int:
    """Print all tables."""
    if not DATA.is_dir():
        print(f"skipped: {NOTHING_REAL}")
        return 0
    warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
    with tempfile.TemporaryDirectory() as folder:
        pages = given_pages(Path(folder))
    asian = [one for one in pages if one.name == "gold-cjk" and re.search("[\u3040-\u30ff\u4e00-\u9fff]", one.text)]
    western = [one for one in pages if one.name != "gold-cjk"]
    bench_texts("Western text", western[::TEXTS_ONE_OF], 8)
    bench_texts("Chinese and Japanese text", asian, 12)
    bench_pages(pages[::PAGES_ONE_OF])
    bench_growth(western)
    print("\nratio: how many times as fast as the first line of its table, in the same rounds; target: what we aim at")
    return 0


if __name__ == "__main__":
    sys.exit(main())
