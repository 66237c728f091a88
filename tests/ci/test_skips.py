from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def skips(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location("skips", ROOT / ".ci" / "skips.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "NEEDS", {"shared/data": True, "postgresql": False, "chromium": True})
    return module


def results(folder: Path, body: str) -> Path:
    path = folder / "results.xml"
    path.write_text(
        f'<testsuites><testsuite><testcase classname="tests.a" name="b">{body}</testcase></testsuite></testsuites>'
    )
    return path


@pytest.mark.parametrize(
    ("reason", "is_wrong"),
    [
        ("needs PostgreSQL's programs", False),
        ("needs ../shared/data", True),
        ("needs Chromium", True),
        ("needs Chromium and PostgreSQL", False),
        ("not today", True),
        ("", True),
    ],
)
def test_a_skip_is_right_only_when_a_need_it_names_is_missing(skips, tmp_path, reason, is_wrong):
    path = results(tmp_path, f'<skipped type="pytest.skip" message="{reason}">tests/a.py:1</skipped>')
    assert bool(skips.wrong_skips(path)) is is_wrong
    assert skips.main([str(path)]) == int(is_wrong)


def test_an_expected_failure_is_no_skip(skips, tmp_path):
    assert skips.wrong_skips(results(tmp_path, '<skipped type="pytest.xfail" message="known"/>')) == []


def test_a_missing_results_file_fails(skips, tmp_path):
    assert skips.main([str(tmp_path / "none.xml")]) == 1
