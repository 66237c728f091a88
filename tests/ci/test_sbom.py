import importlib
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted(file.name for file in (ROOT / "locks").glob("*.txt"))
LOCK = """\
alpha==1.0 \\
    --hash=sha256:00
    # via hotlinewatch (pyproject.toml)
beta==2.0 ; sys_platform == 'linux' \\
    --hash=sha256:11 \\
    --hash=sha256:22
    # via
    #   -c locks/all.txt
    #   alpha
    #   hotlinewatch (pyproject.toml)
"""


@pytest.fixture
def sbom(monkeypatch):
    monkeypatch.syspath_prepend(ROOT / ".ci")
    return importlib.import_module("sbom")


def test_the_bill_in_the_package_is_the_one_of_the_core_lock(sbom):
    made = (ROOT / "publish/formats/sbom.json").read_text()
    assert made == sbom.text_of(ROOT / "locks/core.txt"), "the lock moved: make sbom"


def test_who_needs_what_is_told(sbom):
    told = sbom.bill(LOCK, "hotlinewatch", "0.1")
    assert {one["ref"]: one["dependsOn"] for one in told["dependencies"]} == {
        "pkg:pypi/alpha@1.0": ["pkg:pypi/beta@2.0"],
        "pkg:pypi/beta@2.0": [],
        "pkg:pypi/hotlinewatch@0.1": ["pkg:pypi/alpha@1.0", "pkg:pypi/beta@2.0"],
    }


def test_a_package_without_a_hash_is_refused(sbom):
    with pytest.raises(ValueError, match=r"gamma==3: the lock names no SHA-256"):
        sbom.read_lock(LOCK + "gamma==3\n    # via alpha\n")


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_of_every_lock_is_pinned_and_hashed_and_comes_from_no_other_address(sbom, name):
    text = (ROOT / "locks" / name).read_text()
    wanted = re.findall(r"^(?!\s|#).+", text, re.MULTILINE)
    assert len(sbom.read_lock(text)) == len(wanted) > 0
    assert not re.search(
        r"^\s*(-i|-f|--(extra-)?index-url|--find-links|--trusted-host|-e)\b|@ |https?:", text, re.MULTILINE
    )


def test_the_core_lock_holds_all_that_the_project_names(sbom):
    locked = {part.name for part in sbom.read_lock((ROOT / "locks/core.txt").read_text())}
    named = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = [*named["project"]["dependencies"], *named["build-system"]["requires"]]
    assert {re.split(r"[\[<>=]", one)[0] for one in wanted} <= locked


def test_an_installation_takes_locks_with_hashes_and_then_the_project_alone():
    printed = subprocess.run(
        ["make", "--dry-run", "--always-make", "dev", "VENV=/nowhere"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    installs = [line for line in printed.splitlines() if "pip install" in line]
    assert len(installs) == 2
    assert "--require-hashes" in installs[0]
    assert "--no-deps --no-build-isolation" in installs[1]


def test_a_file_that_is_not_the_locked_one_is_refused(tmp_path):
    # A package of our own in a folder, under a lock that names other bytes: no network is asked.
    (tmp_path / "planted-1.0-py3-none-any.whl").write_bytes(b"not what was locked")
    (tmp_path / "lock.txt").write_text(f"planted==1.0 --hash=sha256:{'0' * 64}\n")
    command = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--require-hashes",
        "--no-index",
        "--find-links",
        tmp_path,
        "--target",
    ]
    done = subprocess.run(
        [*command, tmp_path / "in", "-r", tmp_path / "lock.txt"], capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert "DO NOT MATCH THE HASHES" in done.stderr
    assert not (tmp_path / "in").exists()


def test_the_bill_is_valid_json_of_the_schema_it_names():
    told = json.loads((ROOT / "publish/formats/sbom.json").read_text())
    assert (told["specVersion"], told["version"]) == ("1.6", 1)
    refs = [one["bom-ref"] for one in told["components"]] + [told["metadata"]["component"]["bom-ref"]]
    assert len(refs) == len(set(refs))
    assert {ref for one in told["dependencies"] for ref in (one["ref"], *one["dependsOn"])} == set(refs)
