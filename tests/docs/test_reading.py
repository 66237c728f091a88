"""docs/reading.md, for other programmers: what it shows is what happens."""

import doctest
import re
import subprocess
import sys
from pathlib import Path

import msgspec

from directory.records import Sighting
from directory.terms import PURPOSES
from verifier.sight import MOST_SIGHTINGS
from verifier.stretches import QUOTE_CHARS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reading.md"


def test_every_example_gives_what_the_page_says():
    ran = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert ran.failed == 0
    assert ran.attempted > 20


def test_every_field_of_a_sighting_and_every_purpose_is_explained():
    text = PAGE.read_text(encoding="utf-8")
    rows = "\n".join(re.findall(r"^\| (`[^|]+) \|", text, re.MULTILINE))
    assert {field.name for field in msgspec.structs.fields(Sighting)} - set(re.findall(r"`(\w+)`", rows)) == set()
    assert [purpose for purpose in PURPOSES if f"`{purpose}`" not in text] == []


def test_the_limits_it_names_are_those_that_hold():
    text = PAGE.read_text(encoding="utf-8")
    assert f"at most {MOST_SIGHTINGS} of one text" in text
    assert f"up to {QUOTE_CHARS} characters on either side" in text


def test_sighting_numbers_needs_neither_crawler_nor_database():
    code = (
        "import sys, verifier.sight;"
        "print(sorted({name.partition('.')[0] for name in sys.modules} & {'scrapy', 'twisted', 'sqlalchemy', 'bs4', 'socket'}))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=PAGE.parents[1]
    )
    assert ended.stdout.strip() == "[]"
