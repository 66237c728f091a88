"""The labelled sets of ../shared/data, read by the program and by the phone library's own matcher."""

import importlib.util
import json
import os
import re
import subprocess
import sys
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pypdfium2
from bs4 import BeautifulSoup, XMLParsedAsHTMLWarning
from phonenumbers import Leniency, PhoneNumberFormat, PhoneNumberMatcher, format_number

from tests.real_pages import DATA, scorer

ROOT = Path(__file__).resolve().parents[1]
# The scorer's lines: "recall, visible numbers       0.977   (520/532)"; a suite of the peers' cases stands alone on its line.
_FIGURE = re.compile(
    r"^ *(?P<name>[a-z][a-z ,()-]*?[a-z)])\s+(?:nan|[0-9.]+)\s+\((?P<hit>\d+)/(?P<of>\d+)\)$", re.MULTILINE
)
_SUITES = re.compile(r"^(?=\S)", re.MULTILINE)
# A busy machine shall not lose a page to the clock.
TIMEOUT_S = "120"


class LabelledSet(NamedTuple):
    """One set: its file in the folder, what its rows are, and the optional part of the program that it needs."""

    name: str
    file: str
    form: str = "pages"
    extra: str = ""


SETS = (
    LabelledSet("silver", "silver.jsonl"),
    LabelledSet("gold-west", "gold-west.jsonl"),
    LabelledSet("gold-webstruct", "gold-webstruct.jsonl"),
    LabelledSet("gold-cjk", "gold-cjk.jsonl"),
    LabelledSet("zh-policies", "zh-policies.jsonl.gz"),
    LabelledSet("pdfs", "pdfs.jsonl"),
    LabelledSet("images", "images.jsonl", extra="ocr"),
    LabelledSet("terms-changes", "terms-changes.jsonl.zst", form="changes"),
    LabelledSet("peer-cases", "peer-cases.jsonl", form="peers"),
)
# The module by which an extra shows that it is installed.
EXTRA_MODULES = {"ocr": "rapidocr"}


class Answer(NamedTuple):
    """What was read of one item: the keys, and those among them that are said to be fax lines."""

    numbers: tuple[str, ...]
    faxes: tuple[str, ...] = ()


Answers = dict[str, Answer]


def is_installed(extra: str) -> bool:
    return not extra or importlib.util.find_spec(EXTRA_MODULES[extra]) is not None


def read_by_program(manifest: Path, folder: Path) -> Answers:
    """Read one list with the real program. folder: where the files of the list lie; also its home and current folder."""
    command = [sys.executable, "-m", "scheduler.cli.main", "read", "--jsonl", str(manifest), "--dir", str(folder)]
    environ = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "PYTHONPATH": str(ROOT),
        "HOTLINEWATCH_READING__TIMEOUT_S": TIMEOUT_S,
    }
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=folder, env=environ)
    answers = {}
    for line in done.stdout.splitlines():
        row = json.loads(line)
        faxes = {one["number"] for one in row["sightings"] if one["purpose"] == "fax"}
        answers[row["id"]] = Answer(tuple(row["numbers"]), tuple(sorted(faxes)))
    return answers


def read_by_matcher(rows: Sequence[dict], folder: Path) -> Answers:
    """Read the same rows with the library's matcher, VALID, over BeautifulSoup text; PDFs over their text layer."""
    return {row["id"]: Answer(matched(plain_text(row, folder), region_of(row))) for row in rows}


def plain_text(row: dict, folder: Path) -> str:
    if "text" in row:
        return row["text"]
    file = folder / row["file"]
    if file.suffix == ".pdf":
        with pypdfium2.PdfDocument(file) as document:
            return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    with warnings.catch_warnings():
        # XHTML pages with their XML line are HTML to every browser, and to us.
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        return BeautifulSoup(file.read_bytes(), "lxml").get_text("\n")


def region_of(row: dict) -> str:
    return row.get("region") or row["assumed_region"]


def matched(text: str, region: str) -> tuple[str, ...]:
    found = PhoneNumberMatcher(text, region, leniency=Leniency.VALID)
    return tuple(dict.fromkeys(format_number(one.number, PhoneNumberFormat.E164) for one in found))


def scored(manifest: Path, answers: dict[str, dict], folder: Path) -> dict[str, tuple[int, int]]:
    """The scorer's figures by name, as hits and how many there are; of the peers' cases those of all suites."""
    predictions = folder / "predictions.jsonl"
    predictions.write_text("".join(json.dumps({"id": name} | said) + "\n" for name, said in answers.items()))
    command = [sys.executable, str(DATA / "score.py"), str(manifest), "--pred", str(predictions)]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    suites = [part for part in _SUITES.split(said) if part.startswith("all suites")]
    return {one["name"]: (int(one["hit"]), int(one["of"])) for one in _FIGURE.finditer(suites[0] if suites else said)}


def rows_and_files(one: LabelledSet, folder: Path) -> list[dict]:
    """The rows of a set; its files are unpacked into the folder."""
    rows = scorer().rows(str(DATA / one.file))
    scorer().unpack(rows, str(DATA), str(folder))
    return rows
