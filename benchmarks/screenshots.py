"""Pictures of every page of the desk and of a report, on a desk and on a telephone, in both languages.

    .venv/bin/python benchmarks/screenshots.py [FOLDER]      # into screenshots/ without a folder

The installation is the invented one of the browser tests (tests/walks/world.py).
"""

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from playwright.sync_api import Page, sync_playwright

from crawler.render import RULES, browser_program
from tests.walks.desk import a_desk, a_world
from tests.walks.touring import tour
from tests.walks.world import PASSWORD

WIDTHS = {"desk": 1280, "phone": 390}
# Without the switches that take the browser's network away: it talks to a server on loopback.
SWITCHES = [one for one in RULES.switches if not one.startswith(("--host-resolver", "--proxy"))]


def main() -> None:
    """Take the pictures and say where they are."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as home,
        a_desk(a_world(Path(home) / "home")) as room,
        browser_program(sandbox=True) as program,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=program, chromium_sandbox=True, args=SWITCHES)
        for lang, locale in (("en", "en-GB"), ("zh", "zh-CN")):
            page = browser.new_context(locale=locale).new_page()
            page.goto(room.address)
            take(page, folder / f"sign-in-{lang}")
            page.fill("[name=name]", "ada")
            page.fill("[name=password]", PASSWORD)
            page.press("[name=password]", "Enter")
            page.wait_for_url(room.address + "/")
            for pattern, path in tour(page, room.address).items():
                page.goto(room.address + path)
                name = "-".join(filter(str.isalnum, pattern.replace("{", "/").split("/"))) or "tonight"
                take(page, folder / f"{name}-{lang}")
        browser.close()


def take(page: Page, place: Path) -> None:
    """Take one page at every width."""
    for name, width in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": 900})
        file = place.with_name(f"{place.name}-{name}.png")
        page.screenshot(path=file, full_page=True)
        print(file)


if __name__ == "__main__":
    main()
