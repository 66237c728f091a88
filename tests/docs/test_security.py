import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
SOURCE = ROOT.parent / "shared" / "reliability.md"


def test_every_test_that_is_named_is_there():
    named = set(re.findall(r"`(tests/[\w/]+\.py)`", TEXT))
    assert len(named) > 60
    assert [name for name in sorted(named) if not (ROOT / name).is_file()] == []


def test_every_threat_has_its_row_and_every_row_its_test():
    rows = {row[1]: row[0] for row in re.finditer(r"^\| (T\d+) \|.*$", TEXT, re.MULTILINE)}
    assert list(rows) == [f"T{number}" for number in range(1, 21)]
    assert [number for number, row in rows.items() if "tests/" not in row] == []


def test_no_threat_or_fault_of_the_models_is_left_out():
    if not SOURCE.is_file():
        pytest.skip("../shared/reliability.md is not beside this repository")
    source = SOURCE.read_text(encoding="utf-8")
    assert set(re.findall(r"^\| (T\d+) \|", source, re.MULTILINE)) == set(re.findall(r"^\| (T\d+) \|", TEXT, re.MULTILINE))
    faults = source.split("## 6. Fault model")[1].split("## 7.")[0]
    ours = TEXT.split("## Faults")[1].split("## Not covered")[0]
    rows = [len(re.findall(r"^\| (?!fault|Fault|---)", part, re.MULTILINE)) for part in (faults, ours)]
    assert rows[1] >= rows[0] - 1  # power loss is told under "Not covered"
