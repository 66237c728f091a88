"""Fail when a test was skipped although what it needs is here.

Usage: skips.py RESULTS.xml (pytest's --junitxml). Exit 0: every skip names a need that this machine lacks; 1: at least
one does not. A skip's reason must contain one of the words below: an unexplained skip is a failure too.
"""

from __future__ import annotations

import importlib.util
import shutil
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

ROOT = Path(__file__).resolve().parent.parent


def has_program(*names: str) -> bool:
    """Whether one of the programs can be started, looking also where Debian keeps PostgreSQL's and other servers."""
    kept = [str(folder) for folder in Path("/usr/lib/postgresql").glob("*/bin")]
    return any(shutil.which(name, path=path) for name in names for path in [None, "/usr/sbin", *kept])


# What a reason may name (lower case) and whether it is here.
NEEDS = {
    "shared/data": (ROOT.parent / "shared" / "data").is_dir(),
    "postgresql": has_program("initdb"),
    "chromium": has_program("chromium-headless-shell", "chromium"),
    "systemd-analyze": has_program("systemd-analyze"),
    "nginx": has_program("nginx"),
    "extra `ocr`": all(map(importlib.util.find_spec, ("rapidocr", "onnxruntime"))),
    # `make spark-test` installs it, some 480 MB, and runs what it is for.
    "extra `spark`": importlib.util.find_spec("pyspark") is not None and has_program("java"),
    "java": has_program("java"),
    "chinese font": bool(list(Path("/usr/share/fonts").rglob("wqy-*.tt[cf]"))),
}


def complaint(reason: str) -> str:
    """Return why this skip is wrong, "" when it is right: one of its needs is named and is missing here."""
    named = [need for need in NEEDS if need in reason.lower()]
    if not named:
        return f"the reason names none of {', '.join(NEEDS)}"
    if all(NEEDS[need] for need in named):
        return f"{', '.join(named)} is here"
    return ""


def wrong_skips(results: Path) -> list[str]:
    """List each wrong skip of one junit file as one line; expected failures are no skips."""
    lines = []
    for case in ET.parse(results).iter("testcase"):  # noqa: S314 - our own test run wrote it a minute ago
        for skip in case.iter("skipped"):
            if skip.get("type") == "pytest.xfail":
                continue
            reason = f"{skip.get('message', '')} {skip.text or ''}".strip()
            if wrong := complaint(reason):
                lines.append(f"{case.get('classname')}::{case.get('name')}: skipped ({reason}), yet {wrong}")
    return lines


def main(arguments: list[str]) -> int:
    """Print the wrong skips of the results file; 1 when there are any or the file is missing."""
    if len(arguments) != 1 or not Path(arguments[0]).is_file():
        print(f"skips.py: got {arguments}, expected one results file of pytest --junitxml", file=sys.stderr)
        return 1
    wrong = wrong_skips(Path(arguments[0]))
    for line in wrong:
        print(line)
    print(f"Skips that hide a test which could have run: {len(wrong)}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
