import sys
from importlib import import_module

import pytest

from verifier.signals_found import BrokenSignal, collect, find_signals

CHECK = "def check(case):\n    return []\n"
TERMS = 'weight = 1.0\nfamily = "f"\nsource = "s"\nreason.en = "e {number}"\nreason.zh = "z {number}"\n'


def test_every_signal_of_the_folder_is_found_with_its_own_docstring():
    found = find_signals()
    assert list(found) == [
        "corroborated",
        "known_false_number",
        "left_official_hosts",
        "no_hotline_provider",
        "shared_number",
        "text_and_tel_disagree",
        "unlikely_kind",
        "unlisted_number",
    ]
    for name in found:
        doc = import_module(f"verifier.signals.{name}").__doc__
        assert doc.startswith(("Suspects ", "Calms: "))
        assert "wrong" in doc


@pytest.fixture
def a_package(tmp_path, monkeypatch):
    """A package of signals out of given files."""
    count = 0

    def make(**files):
        nonlocal count
        count += 1
        name = f"signals_{tmp_path.name}_{count}".replace("-", "_")
        folder = tmp_path / name
        folder.mkdir()
        (folder / "__init__.py").write_text("", encoding="utf-8")
        for file, text in files.items():
            (folder / file.replace("_dot_", ".")).write_text(text, encoding="utf-8")
        monkeypatch.syspath_prepend(tmp_path)
        made.append(name)
        return import_module(name)

    made = []
    yield make
    for name in [module for module in sys.modules if module.startswith(tuple(made))] if made else []:
        del sys.modules[name]


def test_a_module_and_its_toml_are_a_signal(a_package):
    found = collect(a_package(odd_dot_py=CHECK, odd_dot_toml=TERMS))
    assert [(one.id, one.terms.weight) for one in found.values()] == [("odd", 1.0)]


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"odd_dot_py": CHECK}, r"odd\.py: has no odd\.toml"),
        ({"odd_dot_toml": TERMS}, r"odd\.toml: has no module"),
        ({"odd_dot_py": "", "odd_dot_toml": TERMS}, r"odd\.py: offers no `check`"),
        (
            {"odd_dot_py": CHECK, "odd_dot_toml": TERMS + "wait = 1\n"},
            r"odd\.toml: Object contains unknown field `wait`",
        ),
        ({"odd_dot_py": CHECK, "odd_dot_toml": "weight = 1.0\n"}, r"odd\.toml: Object missing required field"),
        ({"odd_dot_py": CHECK, "odd_dot_toml": "weight = "}, r"odd\.toml: Invalid"),
        ({"odd_dot_py": CHECK, "odd_dot_toml": TERMS + 'reason.fr = "f"\n'}, r"reason: got \['en', 'fr', 'zh'\]"),
        ({"odd_dot_py": CHECK, "odd_dot_toml": TERMS.replace("z {number}", "z")}, r"en and zh name different fields"),
        ({"odd_dot_py": CHECK, "odd_dot_toml": TERMS + "is_discount = true\n"}, r"a discount is below zero"),
    ],
)
def test_what_is_not_whole_stops_the_start(a_package, files, message):
    with pytest.raises(BrokenSignal, match=message):
        collect(a_package(**files))
