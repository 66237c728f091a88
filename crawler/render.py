"""Chromium for pages that only scripts fill: which one, as whom, with which settings, and why not. Starts nothing."""

from __future__ import annotations

import importlib.util
import os
import shlex
import shutil
import subprocess
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec

from crawler.job import MIB, CrawlJob
from directory.records import Record

HANDLER = "crawler.rendering.RenderHandler"
# Fetches everything that is not shown.
HTTP_HANDLER = "crawler.headers.BoundedHandler"
SHOWN_SETTING = "PAGE_SHOWN_S"
# The optional extra `browser` brings these.
MODULES = ("playwright", "scrapy_playwright")
# An account that owns nothing: Chromium refuses to start its sandbox for root.
ORDINARY_USER = "nobody"
# reliability, section 8: 1 GiB. Of writable memory, for each process: Chromium reserves terabytes of addresses.
MAX_MEMORY_BYTES = 1024 * MIB
# Pages shown side by side. Two processors are what a small machine has.
PAGES_AT_ONCE = 2
# All parts of all pages queue here, not behind the page they belong to. To show a page once is one visit: its parts are
# asked for as a browser does, six at a time (the habit of all of them towards one host), without a pause.
PARTS_SLOT = "parts of rendered pages"
PARTS_AT_ONCE = 6
# The width of a common desktop window, in CSS pixels.
WINDOW = {"width": 1280, "height": 900}
TRIAL_LIMIT_S = 20.0
TRIAL_PAGE = "data:text/html,<script>document.write(40+2)</script>"


class Rules(Record, frozen=True):
    """The lists of render.toml."""

    programs: tuple[str, ...]
    switches: tuple[str, ...]
    parts: frozenset[str]
    methods: frozenset[str]
    own_headers: frozenset[str]
    dropped_headers: frozenset[str]


RULES = msgspec.convert(tomllib.loads(files("crawler").joinpath("render.toml").read_text("utf-8")), Rules)


def needs_browser(job: CrawlJob) -> bool:
    """Say whether a job has pages to show in a browser."""
    return any(page.render == "browser" for provider in job.providers for page in provider.pages)


def find_chromium() -> str | None:
    """Give the path of the system's Chromium, None when there is none."""
    return next(filter(None, map(shutil.which, RULES.programs)), None)


def why_not(*, sandbox: bool) -> str:
    """Say why no page can be rendered here, and which command changes that; "" when it can be tried."""
    if not all(map(importlib.util.find_spec, MODULES)):
        return "not rendered: the extra `browser` is missing; pip install 'hotlinewatch[browser]'"
    if find_chromium() is None:
        return "not rendered: no Chromium on the path; on Debian and Ubuntu: apt-get install chromium-headless-shell"
    if sandbox and os.geteuid() == 0 and shutil.which("setpriv") is None:
        return (
            "not rendered: root cannot run Chromium in its sandbox and `setpriv` is missing; apt-get install util-linux, "
            "or run as an ordinary user, or set browser_sandbox = false under [crawl]"
        )
    return ""


def try_chromium(*, sandbox: bool) -> str:
    """Show a page of our own in Chromium: "" when its script ran, else what Chromium said last."""
    with browser_program(sandbox=sandbox) as program, tempfile.TemporaryDirectory(dir="/tmp") as profile:
        words = [program, *RULES.switches, f"--user-data-dir={profile}", "--dump-dom", TRIAL_PAGE]
        if not sandbox:
            words.insert(1, "--no-sandbox")
        try:
            done = subprocess.run(  # noqa: S603 - the system's Chromium
                words, capture_output=True, text=True, timeout=TRIAL_LIMIT_S, check=False, errors="replace"
            )
        except subprocess.TimeoutExpired:
            return f"it showed no page within {TRIAL_LIMIT_S:g} s"
    said = done.stderr.strip().splitlines()
    return "" if "42" in done.stdout else (said[-1][:300] if said else f"it ended with code {done.returncode}")


@contextmanager
def browser_program(*, sandbox: bool) -> Iterator[str]:
    """Give the program that starts Chromium: itself, or for root one that first becomes an ordinary user.

    Raises FileNotFoundError without a Chromium; ask `why_not` first.
    """
    chromium = find_chromium()
    if chromium is None:
        raise FileNotFoundError(f"none of {', '.join(RULES.programs)} is on the path")
    if not sandbox or os.geteuid() != 0:
        yield chromium
        return
    # In /tmp, whatever TMPDIR says: the ordinary user must reach it.
    with tempfile.TemporaryDirectory(prefix="hotlinewatch-", dir="/tmp") as folder:
        Path(folder).chmod(0o711)
        program = Path(folder) / "chromium"
        program.write_text(as_ordinary_user(chromium), encoding="utf-8")
        program.chmod(0o755)
        yield str(program)


def as_ordinary_user(chromium: str) -> str:
    """Write the shell program by which root starts Chromium as an ordinary user whose home is the browser's profile."""
    return (
        "#!/bin/sh\n"
        "for word; do case $word in --user-data-dir=*) HOME=${word#*=}; chown -R "
        + ORDINARY_USER
        + ' "$HOME";; esac; done\n'
        "export HOME\n"
        f'exec setpriv --reuid={ORDINARY_USER} --regid="$(id -g {ORDINARY_USER})" --clear-groups '
        f'-- {shlex.quote(chromium)} "$@"\n'
    )


def browser_settings(job: CrawlJob, program: str) -> dict[str, Any]:
    """Give the Scrapy settings that let pages be shown. program: what starts Chromium."""
    pages = [page for provider in job.providers for page in provider.pages if page.render == "browser"]
    # One handler a scheme, each with a process of its own: plain http only where a page asks for it.
    schemes = {"https", *(page.url.partition(":")[0] for page in pages)}
    return {
        "DOWNLOAD_HANDLERS": {
            **dict.fromkeys(("file", "data", "ftp", "s3")),
            **dict.fromkeys(("http", "https"), HTTP_HANDLER),
            **dict.fromkeys(schemes, HANDLER),
        },
        "DOWNLOAD_SLOTS": {PARTS_SLOT: {"concurrency": PARTS_AT_ONCE, "delay": 0.0}},
        SHOWN_SETTING: job.page_shown_s,
        "PLAYWRIGHT_BROWSER_TYPE": "chromium",
        "PLAYWRIGHT_LAUNCH_OPTIONS": {
            "executable_path": program,
            "chromium_sandbox": job.browser_sandbox,
            "args": list(RULES.switches),
            "timeout": TRIAL_LIMIT_S * 1000,
        },
        "PLAYWRIGHT_MAX_PAGES_PER_CONTEXT": 1,
        "PLAYWRIGHT_DEFAULT_NAVIGATION_TIMEOUT": job.timeout_s * 1000,
    }
