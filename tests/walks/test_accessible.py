"""Every page of the desk under axe-core, on a desk and on a telephone, in both languages; and findings written to break it."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.walks.desk import a_desk, a_world
from tests.walks.touring import UNLINKED, patterns, tour
from tests.walks.world import PASSWORD, PLANTED

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("browser_thread")]
WIDTHS = {"desk": 1280, "zoomed to 200%": 640, "phone": 390}


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    with a_desk(a_world(tmp_path_factory.mktemp("world") / "home")) as room:
        yield room


def signed_in(browser, room, **options):
    context = browser.new_context(**options)
    page = context.new_page()
    page.goto(room.address)
    page.fill("[name=name]", "ada")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(room.address + "/")
    return context, page


def serious(page):
    found = Axe().run(page).response["violations"]
    return [
        f"{page.url}: {one['id']}: {one['nodes'][0]['html'][:200]}"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("locale", ["en-GB", "zh-CN"])
def test_no_page_bars_anybody_or_is_wider_than_its_window(browser, room, locale):
    # axe-core is put into the page, which the desk's own policy would forbid.
    context, page = signed_in(browser, room, locale=locale, bypass_csp=True)
    addresses = tour(page, room.address)
    linked = {
        one
        for one in patterns()
        if one not in UNLINKED and not one.startswith(("/health", "/ready", "/finding/{id}/crop"))
    }
    assert set(addresses) >= linked
    faults = []
    for path in addresses.values():
        page.goto(room.address + path)
        for width in WIDTHS.values():
            page.set_viewport_size({"width": width, "height": 900})
            faults += serious(page) if width == (1280 if locale == "en-GB" else 390) else []
            wide = page.evaluate("document.documentElement.scrollWidth")
            faults += [] if wide <= width else [f"{path}: {wide} pixels wide in a window of {width}"]
    context.clear_cookies()
    page.goto(room.address + "/sign-in")
    faults += serious(page)
    context.close()
    assert faults == []


def test_nothing_that_was_planted_runs_or_breaks_a_page(browser, room):
    context, page = signed_in(browser, room, viewport={"width": 390, "height": 900})
    told = []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("dialog", lambda dialog: (told.append(dialog.message), dialog.dismiss()))
    pages = ["/", "/provider/gb/planted-pay", "/run/run-2", "/page?url=https://planted.example/help"]
    pages += [f"/finding/{name}" for name in PLANTED]
    pages += ["/?text=%3Cscript%3Edocument.title='ran'%3C/script%3E", "/nowhere/%3Cimg%20src=x%20onerror=alert(1)%3E"]
    for path in pages:
        page.goto(room.address + path)
        for summary in page.query_selector_all("details.replay summary"):
            summary.click()
        page.wait_for_load_state("networkidle")
        assert "ran" not in page.title().split()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path
        assert page.query_selector_all("a[href^='javascript:'], a[href^='tel:']") == []
    context.close()
    assert [one for one in told if "404" not in one] == []
