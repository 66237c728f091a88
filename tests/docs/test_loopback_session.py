import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from directory.providers import load_providers
from directory.store import Store
from tests.scheduler.conftest import DEMO, NOW
from tests.scheduler.listed import accept

ROOT = Path(__file__).resolve().parents[2]
START = "export HOTLINEWATCH_CONFIG"


def session():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return text[text.index(START) : text.index("```", text.index(START))]


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def a_demo(data):
    """As much of the demo's data folder as the session meets, without its two nights."""
    data.mkdir()
    providers = DEMO / "providers"
    settings = f'data = "."\nproviders = "{providers}"\nshipped = false\nkey = "../.release.pem"\n'
    (data / "hotlinewatch.toml").write_text(settings, encoding="utf-8")
    with Store.open(f"sqlite:///{data / 'directory.db'}") as store:
        store.add_account("demo", "reviewer", None, NOW)
        accept(store, "CN:95188", load_providers(providers)["cn/alipay"])


@pytest.mark.skipif(shutil.which("openssl") is None or shutil.which("curl") is None, reason="no openssl or no curl")
def test_the_session_of_the_readme_goes_word_for_word(tmp_path):
    a_demo(tmp_path / "demo-data")
    program = tmp_path / "bin" / "hotlinewatch"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m scheduler.cli.main "$@"\n')
    program.chmod(0o755)
    given = {**os.environ, "PYTHONPATH": str(ROOT), "PATH": f"{program.parent}:{os.environ['PATH']}"}
    words = "set -m\n" + session().replace("8321", str(free_port()))
    ended = subprocess.run(["bash", "-c", words], check=False, capture_output=True, text=True, env=given, cwd=tmp_path, timeout=120)
    told = ended.stdout
    assert "Signature Verified Successfully" in told + ended.stderr
    assert "every file is as it was signed" in told
    official, gone = (line for line in told.splitlines() if '"answer"' in line)
    assert '"answer":"official"' in official
    assert '"answer":"not_listed"' in gone
    assert "gone from exports, too" in told
