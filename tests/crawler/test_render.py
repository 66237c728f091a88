import os
import subprocess
import sys
from pathlib import Path

import pytest

from crawler.job import read_lines, write_job
from crawler.render import (
    RULES,
    as_ordinary_user,
    browser_settings,
    find_chromium,
    needs_browser,
    try_chromium,
    why_not,
)
from tests.crawler.loopback import a_job, a_page, a_provider, run_job

needs_chromium = pytest.mark.skipif(find_chromium() is None, reason="no Chromium on this machine")
PAGE = "https://help.pay.example/ok"


def a_browser_job(site, data: Path, render: str = "browser", **changes):
    return a_job(site, data, a_provider(a_page(PAGE, render=render)), **changes)


def test_only_a_page_that_says_browser_needs_one(site, tmp_path):
    assert needs_browser(a_browser_job(site, tmp_path))
    assert not needs_browser(a_browser_job(site, tmp_path, render="auto"))
    assert not needs_browser(a_browser_job(site, tmp_path, render="plain"))


def test_without_the_extra_a_page_says_which_command_installs_it(site, tmp_path):
    job = a_browser_job(site, tmp_path)
    file = tmp_path / "job.json"
    write_job(job, file)
    script = (
        "import sys; sys.modules['scrapy_playwright'] = None\n"
        "import crawler.run; sys.exit(crawler.run.main(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(file)], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    [line] = read_lines(Path(job.folder))
    assert (line.fetch.outcome, line.capture) == ("internal_error", None)
    assert "pip install 'hotlinewatch[browser]'" in line.fetch.detail


def test_without_a_chromium_a_page_says_so_and_the_others_are_fetched(site, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    plain = "https://help.pay.example/page-1"
    lines, _events = run_job(a_job(site, tmp_path, a_provider(a_page(PAGE, render="browser"), plain)))
    assert lines[PAGE].fetch.outcome == "internal_error"
    assert "apt-get install chromium-headless-shell" in lines[PAGE].fetch.detail
    assert lines[plain].fetch.outcome == "ok"
    assert "no Chromium on the path" in why_not(sandbox=True)


def a_chromium_that_says(folder: Path, word: str) -> None:
    program = folder / RULES.programs[0]
    program.write_text(f"#!/bin/sh\necho {word} >&2\nexit 1\n", encoding="utf-8")
    program.chmod(0o755)


def test_a_chromium_that_does_not_start_is_the_outcome_of_its_pages(site, tmp_path, monkeypatch):
    a_chromium_that_says(tmp_path, "no usable sandbox")
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    lines, _events = run_job(a_browser_job(site, tmp_path / "data"))
    assert (lines[PAGE].fetch.outcome, lines[PAGE].capture) == ("internal_error", None)
    assert "Chromium did not start; `hotlinewatch doctor` says why" in lines[PAGE].fetch.detail
    assert try_chromium(sandbox=False) == "no usable sandbox"


@pytest.mark.browser
@needs_chromium
def test_chromium_runs_in_its_sandbox_also_when_root_starts_it():
    assert why_not(sandbox=True) == ""
    assert try_chromium(sandbox=True) == ""


def test_root_starts_chromium_as_somebody_who_owns_nothing():
    program = as_ordinary_user("/opt/a browser/chromium")
    assert program.startswith("#!/bin/sh\n")
    assert "setpriv --reuid=nobody" in program
    assert "'/opt/a browser/chromium' \"$@\"" in program


def test_the_sandbox_is_left_out_by_the_setting_alone(site, tmp_path):
    kept = browser_settings(a_browser_job(site, tmp_path), "chromium")["PLAYWRIGHT_LAUNCH_OPTIONS"]
    left = browser_settings(a_browser_job(site, tmp_path, browser_sandbox=False), "chromium")[
        "PLAYWRIGHT_LAUNCH_OPTIONS"
    ]
    assert (kept["chromium_sandbox"], left["chromium_sandbox"]) == (True, False)
    assert not [switch for switch in RULES.switches if "sandbox" in switch]


def test_chromium_itself_has_no_network():
    switches = set(RULES.switches)
    assert {"--host-resolver-rules=MAP * ~NOTFOUND", "--proxy-bypass-list=<-loopback>"} <= switches
