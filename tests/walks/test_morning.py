"""A morning at the desk in a real browser, by keyboard, in both languages."""

import pytest

from tests.walks.desk import a_desk, a_world
from tests.walks.world import PASSWORD, QUEUE

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("browser_thread")]
BANK = "/?provider=gb/example-bank"
URGENT = "/finding/c00000000001"
WORDS = {
    "en": {
        "locale": "en-GB",
        "waits": "17 wait for an answer",
        "in_chain": "is in the chain",
        "out": "Sign out",
        "second": "second person",
    },
    "zh": {"locale": "zh-CN", "waits": "有 17 项待答复", "in_chain": "已入链", "out": "退出", "second": "第二人"},
}


@pytest.fixture
def room(tmp_path):
    with a_desk(a_world(tmp_path / "home")) as room:
        yield room


class Seat:
    """Somebody at the desk with a browser, whose key presses are counted."""

    def __init__(self, browser, room, name, locale="en-GB"):
        self.context = browser.new_context(locale=locale)
        self.page = self.context.new_page()
        self.address = room.address
        self.presses = 0
        self.broken = []
        self.page.on("pageerror", lambda error: self.broken.append(str(error)))
        self.page.goto(room.address)
        self.page.fill("[name=name]", name)
        self.page.fill("[name=password]", PASSWORD)
        self.page.press("[name=password]", "Enter")
        self.page.wait_for_url(room.address + "/")

    def open(self, path):
        self.page.goto(self.address + path)

    def press(self, key):
        self.presses += 1
        self.page.keyboard.press(key)

    def sends(self, *keys):
        """Press keys, the last of which sends something that leads to another page."""
        for key in keys[:-1]:
            self.press(key)
        with self.page.expect_navigation():
            self.press(keys[-1])

    @property
    def text(self):
        return self.page.inner_text("body")

    @property
    def path(self):
        return self.page.url.removeprefix(self.address)


@pytest.fixture
def seats(browser, browser_thread, room):
    found = []

    def sit(name, locale="en-GB"):
        found.append(Seat(browser, room, name, locale))
        return found[-1]

    yield sit
    for one in found:
        browser_thread.submit(one.context.close).result()
        assert one.broken == []


def state(room, name):
    return room.store.queued(name, 1).standing.state


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_whole_morning_by_keyboard(room, seats, lang):
    words = WORDS[lang]
    ada, ben = seats("ada", words["locale"]), seats("ben", words["locale"])
    assert words["waits"] in ada.text
    # Filter by words, read the evidence of the first finding.
    ada.press("/")
    ada.page.keyboard.type("0101")
    ada.sends("Enter")
    assert "text=0101" in ada.path
    ada.press("j")
    ada.sends("Enter")
    assert "020 7946 0101" in ada.page.inner_text("section.evidence blockquote mark")
    # Accept, take it back, reject it with a reason.
    ada.sends("a", "Enter")
    assert words["in_chain"] in ada.text
    assert state(room, "b00000000001") == "answered"
    ada.sends("u")
    assert state(room, "b00000000001") == "open"
    ada.open("/finding/b00000000001")
    ada.press("r")
    ada.page.keyboard.type("rings at a stranger's")
    ada.sends("Enter")
    assert room.store.decisions()[-1].reason == "rings at a stranger's"
    # A second reviewer had the same finding open.
    ben.open("/finding/b00000000002")
    ada.open("/finding/b00000000002")
    ada.sends("a", "Enter")
    before = len(room.store.decisions())
    ben.sends("a", "Enter")
    assert "is answered by decision" in ben.page.inner_text("[role=alert]")
    assert len(room.store.decisions()) == before
    # A change that takes two people.
    for person in (ada, ben):
        person.open(URGENT)
        person.press("a")
        person.page.keyboard.type("called the number on the card")
        person.sends("Enter")
        assert (words["second"] in person.page.inner_text("[role=status]")) is (person is ada)
    assert state(room, "c00000000001") == "answered"
    # A note for the others, without leaving the page.
    ben.open("/finding/b00000000003")
    ben.press("n")
    ben.page.keyboard.type("looks fine to me")
    ben.page.click("textarea[name=text] >> xpath=ancestor::form >> css=button")
    ben.page.wait_for_selector(".rows >> text=looks fine to me")
    assert [one.text for one in room.store.comments("b00000000003")] == ["looks fine to me"]
    # Out.
    with ada.page.expect_navigation():
        ada.page.click(f"text={words['out']}")
    ada.open("/")
    assert ada.path.startswith("/sign-in")


def test_ten_findings_are_answered_in_four_key_presses_each_at_most(room, seats):
    ada = seats("ada")
    ada.open(BANK)
    ada.presses = 0
    ada.press("j")
    ada.sends("Enter")
    for _ in range(QUEUE):
        ada.sends("a", "Enter")
    assert ada.presses <= 4 * QUEUE
    assert {state(room, f"b0000000000{n:x}") for n in range(1, QUEUE + 1)} == {"answered"}
    assert ada.presses == 2 + 2 * QUEUE


def test_without_scripts_everything_can_be_read_and_answered(room, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(room.address)
    page.fill("[name=name]", "ada")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.goto(room.address + "/finding/b00000000001")
    page.click("form.answer-accept button")
    assert "is in the chain" in page.inner_text("body")
    context.close()
    assert state(room, "b00000000001") == "answered"
