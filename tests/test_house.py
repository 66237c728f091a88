"""What the house promises, checked: names, mirrors, sizes, empty packages, narrow excepts, a light start."""

from __future__ import annotations

import ast
import importlib.util
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
STAGES = ("crawler", "directory", "verifier", "reports", "publish", "scheduler")
PACKAGES = tuple(tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"])
MODULES = tuple(sorted(file.relative_to(ROOT) for stage in (*STAGES, "lab") for file in (ROOT / stage).rglob("*.py")))
MOST_LINES = 300  # house style, 9

# Modules without a mirror of their own, and what tests them instead.
UNMIRRORED: dict[str, str] = {
    "directory/migrations/env.py": "Alembic's frame: runs in tests/directory/test_store.py with every new store",
}
# The two places where the house style (5) allows `except Exception`: one provider of a run, one document of a worker.
BROAD = {"scheduler/run.py", "scheduler/reading_child.py"}


def is_migration(module: Path) -> bool:
    return module.parent.as_posix() == "directory/migrations/versions"


def mirror_of(module: Path) -> Path:
    return Path("tests", *module.parts[:-1], f"test_{module.stem}.py")


@pytest.mark.parametrize("name", PACKAGES)
def test_a_package_name_resolves_inside_the_repository(name):
    spec = importlib.util.find_spec(name)
    assert spec is not None
    assert spec.origin is not None
    assert Path(spec.origin).resolve() == ROOT.joinpath(*name.split("."), "__init__.py")


def test_every_package_is_listed_for_an_installation():
    folders = {file.parent.as_posix().replace("/", ".") for file in MODULES if file.name == "__init__.py"}
    assert folders | {"providers"} == set(PACKAGES)


def test_every_folder_with_modules_is_a_package():
    assert {file.parent for file in MODULES if not (ROOT / file.parent / "__init__.py").exists()} == set()


def test_every_module_has_a_mirror_test():
    missing = [
        module.as_posix()
        for module in MODULES
        if module.name != "__init__.py"
        and not is_migration(module)
        and module.as_posix() not in UNMIRRORED
        and not (ROOT / mirror_of(module)).exists()
    ]
    assert not missing, "\n".join(missing)


def test_a_module_without_a_mirror_exists_and_has_none():
    named = [Path(name) for name in UNMIRRORED]
    assert [module.as_posix() for module in named if not (ROOT / module).exists()] == []
    assert [module.as_posix() for module in named if (ROOT / mirror_of(module)).exists()] == []


def test_every_module_fits_its_size():
    lines = {module.as_posix(): len((ROOT / module).read_text(encoding="utf-8").splitlines()) for module in MODULES}
    assert {module: count for module, count in lines.items() if count > MOST_LINES} == {}


@pytest.mark.parametrize("name", PACKAGES)
def test_a_package_file_holds_a_docstring_and_nothing_else(name):
    tree = ast.parse(ROOT.joinpath(*name.split("."), "__init__.py").read_text(encoding="utf-8"))
    assert ast.get_docstring(tree)
    assert len(tree.body) == 1


def is_broad(handler: ast.ExceptHandler) -> bool:
    """Whether a handler is bare, or names Exception or BaseException, alone or in a tuple."""
    if handler.type is None:
        return True
    return any(
        isinstance(node, ast.Name) and node.id in {"Exception", "BaseException"} for node in ast.walk(handler.type)
    )


def test_broad_excepts_stand_in_two_places_only():
    found = [
        module.as_posix()
        for module in MODULES
        for node in ast.walk(ast.parse((ROOT / module).read_text(encoding="utf-8")))
        if isinstance(node, ast.ExceptHandler) and is_broad(node)
    ]
    assert len(found) == len(set(found)), "one a place"
    assert set(found) <= BROAD


def test_no_module_has_a_name_that_says_nothing():
    assert [
        module.as_posix() for module in MODULES if module.stem in {"utils", "common", "base", "helpers", "misc"}
    ] == []


def test_the_program_starts_without_the_crawler_or_the_database():
    code = (
        "import sys, scheduler.cli.main;"
        "print(sorted({name.partition('.')[0] for name in sys.modules} & {'scrapy', 'twisted', 'sqlalchemy', 'alembic'}))"
    )
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "[]"
