"""The process that draws one captured page from its bytes alone: no script of its own, nothing loaded, no network.

Reads one JSON line (`Still`) and the bytes from standard input; writes the layout (directory.shots.Shot) as one JSON line
and the screenshot (PNG) to standard output. Needs the extra `browser`. Why it could not is said on standard error.
"""

from __future__ import annotations

import asyncio
import resource
import sys
from contextlib import suppress
from typing import IO

import msgspec

from crawler.render import MAX_MEMORY_BYTES, RULES, TRIAL_LIMIT_S, WINDOW, browser_program, why_not
from crawler.warc import Shown
from directory.records import Record

# No name of the web: nothing that a captured page says about itself holds for it.
ADDRESS = "https://captured.invalid/"
# The page's own styles and pictures inside its bytes; all else is refused by the page's policy and by the interception.
POLICY = "default-src 'none'; style-src 'unsafe-inline' data:; img-src data:"
# A page that loads nothing rests as soon as it is laid out; the rest is the start of the browser on a busy machine.
STILL_LIMIT_S = 45.0
CANNOT = 2


class Still(Record, frozen=True):
    """What to draw. media, charset: as declared, "" where nothing was; sandbox: see crawl.browser_sandbox."""

    media: str = ""
    charset: str = ""
    sandbox: bool = True


def content_type(still: Still) -> str:
    """Give the Content-Type under which the bytes are shown: always a kind of page, so that nothing is saved as a file."""
    media = "application/xhtml+xml" if still.media == "application/xhtml+xml" else "text/html"
    return f"{media}; charset={still.charset}" if still.charset.replace("-", "").replace("_", "").isalnum() else media


async def draw(still: Still, body: bytes, program: str) -> Shown:
    """Give what a captured page looks like. program: what starts Chromium."""
    # Imported here: the extra may be missing, and `why_not` says so first.
    from playwright.async_api import Error, Route, async_playwright  # noqa: PLC0415

    from crawler.rendering import look_at  # noqa: PLC0415

    headers = {"Content-Type": content_type(still), "Content-Security-Policy": POLICY}
    asked: list[str] = []

    async def answer(route: Route) -> None:
        asked.append(route.request.url)
        with suppress(Error):
            if len(asked) == 1:
                await route.fulfill(status=200, headers=headers, body=body)
            else:
                # A navigation that is aborted, unlike one that is blocked, leaves the page where it is.
                await route.abort("aborted")

    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=program,
            chromium_sandbox=still.sandbox,
            args=list(RULES.switches),
            timeout=TRIAL_LIMIT_S * 1000,
        )
        context = await browser.new_context(
            viewport={"width": WINDOW["width"], "height": WINDOW["height"]},
            accept_downloads=False,
            service_workers="block",
            reduced_motion="reduce",
        )
        page = await context.new_page()
        await page.route("**", answer)
        await page.goto(ADDRESS, wait_until="commit")
        _html, shown = await look_at(page)
        await browser.close()
        return shown


def main(source: IO[bytes], target: IO[bytes]) -> int:
    """Draw one page; gives the exit code."""
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (MAX_MEMORY_BYTES, most))
    still = msgspec.json.decode(source.readline(), type=Still)
    missing = why_not(sandbox=still.sandbox)
    if missing:
        sys.stderr.write(missing)
        return CANNOT
    # Imported here: the extra is there.
    from playwright.async_api import Error  # noqa: PLC0415

    body = source.read()
    with browser_program(sandbox=still.sandbox) as program:
        try:
            shown = asyncio.run(asyncio.wait_for(draw(still, body, program), STILL_LIMIT_S))
        except TimeoutError:
            sys.stderr.write(f"not drawn within {STILL_LIMIT_S:g} s")
            return CANNOT
        except Error as error:
            sys.stderr.write(f"not drawn: {error.message.splitlines()[0][:300]}; `hotlinewatch doctor` says more")
            return CANNOT
    target.write(shown.layout + b"\n" + shown.image)
    return 0
