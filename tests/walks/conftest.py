"""One real browser for all walks. It lives in a thread of its own, because its loop would be in every other test's way."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from crawler.render import RULES, browser_program, find_chromium

# Without the switches that take the browser's network away: it talks to servers on loopback here.
SWITCHES = [one for one in RULES.switches if not one.startswith(("--host-resolver", "--proxy"))]


@pytest.fixture(scope="session")
def browser_thread():
    with ThreadPoolExecutor(1, thread_name_prefix="browser") as thread:
        yield thread


@pytest.fixture(scope="session")
def browser(browser_thread):
    if find_chromium() is None:
        pytest.skip("no Chromium on this machine")
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - an extra

    with browser_program(sandbox=True) as program:

        def start():
            playwright = sync_playwright().start()
            # A name of the outside is unknown, so that whatever tries to leave this machine fails.
            words = [*SWITCHES, "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
            return playwright, playwright.chromium.launch(executable_path=program, chromium_sandbox=True, args=words)

        playwright, found = browser_thread.submit(start).result()
        yield found
        browser_thread.submit(found.close).result()
        browser_thread.submit(playwright.stop).result()


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem):
    """Run the test where its browser lives."""
    thread = pyfuncitem.funcargs.get("browser_thread")
    if thread is None:
        return None
    names = pyfuncitem._fixtureinfo.argnames
    thread.submit(pyfuncitem.obj, **{name: pyfuncitem.funcargs[name] for name in names}).result()
    return True
