"""The labelled real pages of ../shared/data as input of a run: one WARC file, and one provider file a domain."""

import gzip
import importlib.util
import json
import os
import re
import shutil
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

from crawler.warc import Exchange, WarcWriter
from directory.addresses import lies_under

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
PAGE_SETS = ("silver", "gold-west", "gold-webstruct", "gold-cjk")
# The day the pages were collected; each page gets a second of its own.
COLLECTED_AT = datetime(2026, 11, 22, tzinfo=UTC)
ALL_PAGES_VARIABLE = "HOTLINEWATCH_ALL_PAGES"
NOTHING_REAL = "needs ../shared/data (the labelled real pages), which is not beside this repository"

needs_data = pytest.mark.skipif(not DATA.is_dir(), reason=NOTHING_REAL)


class RealPage(NamedTuple):
    """One labelled page: its row, the set it belongs to, the address it is archived under."""

    row: dict
    name: str
    url: str

    @property
    def host(self) -> str:
        """The official host of its provider file: the row's domain, or the address's own host where it is another."""
        own = urlsplit(self.url).hostname or ""
        domain = self.row["domain"]
        return domain if domain and lies_under(own, [domain]) else own


@cache
def scorer() -> ModuleType:
    """The scorer that came with the pages; it also knows how to read and unpack them."""
    spec = importlib.util.spec_from_file_location("score_of_shared_data", DATA / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    if shutil.which("zstd") is None:
        module.zst = unpack_zst
    return module


def unpack_zst(path: str) -> bytes:
    """Give the decompressed bytes of a .zst file where the zstd program is missing."""
    # The window the files were made with, larger than what a reader admits unasked: score.py, --long=27.
    return zstd.decompress(Path(path).read_bytes(), options={zstd.DecompressionParameter.window_log_max: 27})


def rows_of(file: str) -> list[dict]:
    """Read the rows of one set; `file` is its name in the folder."""
    path = DATA / file
    body = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [json.loads(line) for line in body.decode("utf-8").split("\n") if line.strip()]


def asks_for_all_pages() -> bool:
    """Whether the environment asks for every page instead of a deterministic part."""
    return os.environ.get(ALL_PAGES_VARIABLE, "") == "1"


def real_pages(names: Sequence[str] = PAGE_SETS, one_of: int = 1) -> list[RealPage]:
    """List the pages of some sets; `one_of` 3 means the third of them whose ids are divisible by 3.

    An address that several captures share serves one of them; the others get their id as a query, so that all are read.
    """
    rows = [(row, name) for name in names for row in rows_of(f"{name}.jsonl")]
    found: dict[str, RealPage] = {}
    for row, name in rows:
        url = (row["url"] or f"https://{row['id']}.pages.example/").partition("#")[0]
        if url in found:
            url += f"{'&' if '?' in url else '?'}capture={row['id']}"
        found[url] = RealPage(row, name, url)
    return [page for page in found.values() if int(page.row["id"], 16) % one_of == 0]


def unpack(names: Iterable[str], folder: Path) -> None:
    """Unpack the archives of some sets into a folder, once."""
    for name in names:
        mark = folder / f".{name}"
        if not mark.exists():
            scorer().unpack(rows_of(f"{name}.jsonl"), str(DATA), str(folder))
            mark.touch()


def write_warc(pages: Sequence[RealPage], bodies: Path, file: Path) -> None:
    """Write the pages as answers of their sites. bodies: where they are unpacked."""
    with WarcWriter(file) as warc:
        warc.write_info(COLLECTED_AT, "labelled real pages")
        for number, page in enumerate(pages):
            warc.write_response(
                Exchange(
                    url=page.url,
                    at=COLLECTED_AT + timedelta(seconds=number),
                    status=200,
                    reason="OK",
                    headers=(("Content-Type", "text/html"),),
                    body=(bodies / page.row["file"]).read_bytes(),
                )
            )


def write_providers(pages: Sequence[RealPage], folder: Path) -> None:
    """Write one provider file a domain, as a person would who knows nothing of the labels."""
    by_host: dict[str, list[RealPage]] = defaultdict(list)
    for page in pages:
        by_host[page.host].append(page)
    (folder / "world").mkdir(parents=True)
    for host, own in by_host.items():
        lines = [
            f"name = {quoted(host)}",
            'kind = "other"',
            f"country = {quoted(own[0].row['region'])}",
            f"official_hosts = [{quoted(host)}]",
            'hotline = "published"',
        ]
        for page in own:
            lines += page_lines(page.url, language_of(page.row), page.row["region"])
        (folder / "world" / f"{slug_of(host)}.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def page_lines(url: str, language: str, region: str) -> list[str]:
    """Describe one page in TOML that promises nothing of its numbers."""
    return [
        "",
        "[[pages]]",
        f"url = {quoted(url)}",
        'channel = "contact"',
        f"language = {quoted(language)}",
        f"regions = [{quoted(region)}]",
        "expect = { least = 0, most = 500 }",
    ]


def language_of(row: dict) -> str:
    """The row's language as a plain code; English where it says none."""
    return re.split("[-_]", row.get("lang") or "en")[0].lower()


def slug_of(host: str) -> str:
    """A host as the name of a provider file."""
    return re.sub("[^a-z0-9]+", "-", host).strip("-")


def quoted(text: str) -> str:
    """A text as a TOML string; its escapes are those of JSON."""
    return json.dumps(text)


def main(arguments: Sequence[str]) -> int:
    """Write pages.warc.gz and providers/ into the folder named, for a run by hand."""
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    unpack(PAGE_SETS, folder / "bodies")
    pages = real_pages()
    write_warc(pages, folder / "bodies", folder / "pages.warc.gz")
    write_providers(pages, folder / "providers")
    sys.stdout.write(f"hotlinewatch run --from {folder / 'pages.warc.gz'} --providers {folder / 'providers'}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
