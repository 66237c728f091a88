import sys
from importlib import import_module, invalidate_caches
from pathlib import Path

import msgspec
import pytest

from tests.verifier.cases import NEW, on_contact
from verifier import signals
from verifier.judge import judge
from verifier.policy import PolicyError, load_policy
from verifier.signal import BrokenSignal
from verifier.signals_found import collect, find_signals, is_in_force, signals_in_force

CHECK = "def check(case):\n    return []\n"
TERMS = 'weight = 1.0\nfamily = "f"\nsource = "s"\nreason.en = "e {number}"\nreason.zh = "z {number}"\n'
SUSPECTS_ALL = """
from verifier.case import evidence_of
from verifier.suspicion import Suspicion, asked_sightings

def check(case):
    for key, (seen, *_) in asked_sightings(case).items():
        yield Suspicion(key=key, page=seen.page, evidence=evidence_of(seen))
"""


def test_every_module_of_the_folder_is_a_signal_in_the_order_of_its_name():
    folder = Path(signals.__path__[0])
    names = sorted(file.stem for file in folder.glob("*.py") if file.stem != "__init__")
    assert list(collect(signals)) == names


@pytest.mark.parametrize("name", collect(signals))
def test_every_signal_says_what_it_suspects_and_when_it_is_wrong(name):
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
    assert [(one.id, one.terms.weight, one.origin) for one in found.values()] == [("odd", 1.0, "")]


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"odd_dot_py": CHECK}, r"odd\.py: has no odd\.toml"),
        ({"odd_dot_toml": TERMS}, r"odd\.toml: has no module"),
        ({"odd_dot_py": "", "odd_dot_toml": TERMS}, r"odd\.py: offers no `check`"),
        ({"odd_dot_py": CHECK, "odd_dot_toml": "weight = "}, r"odd\.toml: Invalid"),
    ],
)
def test_what_is_not_whole_stops_the_start(a_package, files, message):
    with pytest.raises(BrokenSignal, match=message):
        collect(a_package(**files))


@pytest.fixture
def install(tmp_path, monkeypatch):
    """Install a distribution that offers signals, as a package manager lays it out, for one test."""
    made = []

    def lay(name, points, **files):
        package = name.replace("-", "_")
        (tmp_path / package).mkdir()
        (tmp_path / package / "__init__.py").write_text("", encoding="utf-8")
        for file, text in files.items():
            (tmp_path / package / file.replace("_dot_", ".")).write_text(text, encoding="utf-8")
        info = tmp_path / f"{package}-1.2.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.2\n", encoding="utf-8")
        lines = [f"{point} = {value}" for point, value in points.items()]
        text = "\n".join(["[hotlinewatch.signals]", *lines, ""])
        (info / "entry_points.txt").write_text(text, encoding="utf-8")
        made.append(package)
        monkeypatch.syspath_prepend(tmp_path)
        invalidate_caches()
        find_signals.cache_clear()

    yield lay
    find_signals.cache_clear()
    for module in [module for module in sys.modules if module.split(".")[0] in made]:
        del sys.modules[module]


def test_an_installed_distribution_brings_its_own_signal_which_judges(install):
    install(
        "acme-signals", {"any_line": "acme_signals.any_line"}, any_line_dot_py=SUSPECTS_ALL, any_line_dot_toml=TERMS
    )
    found = find_signals()
    assert found["any_line"].origin == "acme-signals 1.2"
    assert list(found) == sorted(found)
    [finding] = judge([on_contact(NEW)])
    assert "any_line" in [hit.id for hit in finding.signals]


def test_a_plugged_signal_that_bears_the_name_of_ours_stops_the_start(install):
    files = {"shared_number_dot_py": CHECK, "shared_number_dot_toml": TERMS}
    install("acme-signals", {"shared_number": "acme_signals.shared_number"}, **files)
    with pytest.raises(
        BrokenSignal, match=r"'shared_number' of acme-signals 1\.2 has the name of one that hotlinewatch"
    ):
        find_signals()


def test_two_distributions_that_offer_one_name_stop_the_start(install):
    for name in ("acme-signals", "other-signals"):
        package = name.replace("-", "_")
        install(name, {"odd": f"{package}.odd"}, odd_dot_py=CHECK, odd_dot_toml=TERMS)
    with pytest.raises(BrokenSignal, match=r"'odd': acme-signals 1\.2 and other-signals 1\.2 both offer it"):
        find_signals()


@pytest.mark.parametrize(
    ("value", "files", "message"),
    [
        ("acme_signals.even", {}, r"acme-signals 1\.2: entry point odd = 'acme_signals\.even': expected a module"),
        ("acme_signals.odd:check", {"odd_dot_py": CHECK}, r"expected a module in a package, named like the signal"),
        ("acme_signals.odd", {}, r"cannot be imported: No module named"),
        ("acme_signals.odd", {"odd_dot_py": "import no_such_module_anywhere"}, r"cannot be imported: No module named"),
        ("acme_signals.odd", {"odd_dot_py": "def check(:"}, r"cannot be imported: .*mend or uninstall the package"),
        ("acme_signals.odd", {"odd_dot_py": CHECK}, r"acme-signals 1\.2/odd\.py: has no odd\.toml beside it"),
        (
            "acme_signals.odd",
            {"odd_dot_py": "", "odd_dot_toml": TERMS},
            r"acme-signals 1\.2/odd\.py: offers no `check`",
        ),
        (
            "acme_signals.odd",
            {"odd_dot_py": CHECK, "odd_dot_toml": "weight = "},
            r"acme-signals 1\.2/odd\.toml: Invalid",
        ),
    ],
)
def test_a_plugged_signal_that_is_not_whole_stops_the_start_and_names_its_package(install, value, files, message):
    install("acme-signals", {"odd": value}, **files)
    with pytest.raises(BrokenSignal, match=message):
        find_signals()


OFF = TERMS + 'is_on = false\noff_because = "it pays nothing in the lab"\n'


def test_a_signal_that_is_off_judges_only_where_the_policy_turns_it_on(install):
    install("acme-signals", {"odd": "acme_signals.odd"}, odd_dot_py=CHECK, odd_dot_toml=OFF)
    policy = load_policy()
    assert "odd" not in signals_in_force(policy)
    assert "odd" in signals_in_force(msgspec.structs.replace(policy, signals_on=("odd",)))


def test_a_policy_turns_a_signal_off():
    policy = msgspec.structs.replace(load_policy(), signals_off=("unlisted_number",))
    assert "unlisted_number" not in signals_in_force(policy)
    assert not is_in_force(find_signals()["unlisted_number"], policy)
    [finding] = judge([on_contact(NEW)], policy)
    assert "unlisted_number" not in [hit.id for hit in finding.signals]


@pytest.mark.parametrize(
    ("lists", "message"),
    [
        ({"signals_on": ("no_such",)}, r"signals_on: 'no_such' is no signal"),
        ({"signals_off": ("no_such",)}, r"signals_off: 'no_such' is no signal"),
        ({"signals_on": ("corroborated",), "signals_off": ("corroborated",)}, r"both name corroborated"),
    ],
)
def test_a_policy_that_names_no_signal_or_says_both_is_refused(lists, message):
    with pytest.raises(PolicyError, match=message):
        signals_in_force(msgspec.structs.replace(load_policy(), **lists))
