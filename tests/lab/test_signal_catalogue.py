import re
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from lab.signal_catalogue import FAMILIES, catalogue_text
from verifier import signals
from verifier.policy import load_policy
from verifier.signals_found import collect

ROOT = Path(__file__).resolve().parents[2]
SIGNALS = collect(signals)
TEXT = catalogue_text(SIGNALS, load_policy())


def test_the_catalogue_in_docs_is_what_the_signals_say():
    printed = (ROOT / "docs" / "signals.md").read_text(encoding="utf-8")
    assert printed == TEXT, "run `make signals`"


@pytest.mark.parametrize("name", SIGNALS)
def test_every_signal_has_its_place_words_and_the_case_in_which_it_is_wrong(name):
    signal = SIGNALS[name]
    assert re.fullmatch(r"[SD]\d\d?", signal.terms.catalogue)
    assert signal.terms.family in FAMILIES
    section = TEXT.split(f"### {name}\n")[1].split("\n### ")[0]
    assert "*When it is wrong.*" in section
    assert f"*Source.* {signal.terms.source}." in section
    for kind in signal.kinds.values():
        assert kind.reason["en"] in section
        assert kind.reason["zh"] in section


def test_a_signal_that_is_off_by_default_says_why():
    one = SIGNALS["unlisted_number"]
    terms = msgspec.structs.replace(one.terms, is_on=False, off_because="it pays nothing in the lab")
    text = catalogue_text({one.id: one._replace(terms=terms)}, load_policy())
    assert "off by default: it pays nothing in the lab" in text
    assert "| off |" in text


def test_a_third_partys_family_comes_behind_ours():
    one = SIGNALS["unlisted_number"]
    other = one._replace(id="odd", terms=msgspec.structs.replace(one.terms, family="acme", catalogue=""))
    text = catalogue_text({"odd": other, one.id: one}, load_policy())
    assert text.index("## Corroboration") < text.index("## Acme")


def test_the_command_writes_the_catalogue(tmp_path):
    file = tmp_path / "signals.md"
    subprocess.run([sys.executable, "-m", "lab.signal_catalogue", str(file)], check=True, cwd=ROOT)
    assert file.read_text(encoding="utf-8") == TEXT
