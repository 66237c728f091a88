"""Nights on which everything goes wrong at once, as the maintainer sees them: each trouble at a provider of its own."""

import threading
from datetime import UTC, datetime, timedelta

import pytest

from directory.providers import load_providers
from directory.store import Store
from directory.store_trouble import RunUnderWay
from publish.release import ReleaseRefused, read_latest, releases_in
from publish.stored import read_contents
from reports.nightly import compose
from reports.render import render
from scheduler.cli.run import exit_code
from scheduler.deciding import Speaker, append, bound_to, draft_of, rules_of
from scheduler.order import order_run
from scheduler.releasing import release_now
from scheduler.run import run_night
from tests.crawler.recorded import a_record, an_answer, write
from tests.scheduler.conftest import settings_in

FIRST = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
NIGHT = timedelta(days=1)
LINES = 8
# What a provider of each trouble answers on the second night; {lines} are those of the first.
SHUT = (403, "<title>403 Forbidden</title><h1>Forbidden</h1>")
ASKS = (
    200,
    (
        "<title>Just a moment...</title><body><h1>Verify you are human</h1><p>Please complete the captcha to continue. "
        "Checking your browser before accessing the site.</p><div class='g-recaptcha'></div>"
    ),
)
GONE = (200, "<title>Page not found</title><h1>404</h1><p>Sorry, the page you are looking for could not be found.</p>")
STRANGER = (
    200,
    (
        "<title>Lucky Spin Casino</title><main><h1>Win big tonight</h1><p>Join a thousand players and win every day.</p>"
        "<p>Support hotline: 0909 879 0123</p></main>"
    ),
)
THIN = (200, "<title>Help</title><main><h1>Help</h1><p>Line 1: {first}</p></main>")
TROUBLES = {"shut": SHUT, "asks": ASKS, "gone": GONE, "sold": STRANGER, "thin": THIN}
NAMES = (*TROUBLES, "well")


def number(name, n):
    """Ofcom's numbers for drama."""
    return f"020 7946 0{NAMES.index(name) * 10 + n + 100}"


def page(name):
    return f"https://www.{name}.example/help"


def well(name):
    lines = "".join(f"<p>Line {n}: {number(name, n)}</p>" for n in range(1, LINES + 1))
    return 200, f"<title>Help</title><main><h1>Help</h1>{lines}</main>"


def archive(file, at, answers):
    """Keep what each provider answers in a WARC file."""
    records = [
        a_record(page(name), f"{at:%Y-%m-%dT%H:%M:%SZ}", an_answer(html.format(first=number(name, 1)).encode(), status))
        for name, (status, html) in answers.items()
    ]
    return write(file, *records)


class Played:
    """An installation, and the nights that pass over it."""

    def __init__(self, home):
        self.home = home
        for name in NAMES:
            file = home / "providers" / "gb" / f"{name}.toml"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(
                f'name = "{name.title()} Pay"\nkind = "wallet"\ncountry = "GB"\nofficial_hosts = ["{name}.example"]\n'
                f'hotline = "published"\n[[pages]]\nurl = "{page(name)}"\nchannel = "help"\n'
                'language = "en"\nregions = ["GB"]\nexpect = { least = 1, most = 20 }\n',
                encoding="utf-8",
            )
        (home / "data").mkdir()
        self.settings = settings_in(home / "data")
        self.providers = load_providers(home / "providers")
        self.store = Store.open(self.settings.database)

    def run(self, file, at, store=None):
        store = store or self.store
        order = order_run(store, list(self.providers.values()), [file], at, at)
        return run_night(order, self.settings, store, self.providers, quiet=True)

    def two_runs(self, file, at):
        """Two who start the same night at the same time: what each came to."""
        came = []

        def one():
            with Store.open(self.settings.database) as store:
                try:
                    came.append(self.run(file, at, store))
                except RunUnderWay as busy:
                    came.append(busy)

        threads = [threading.Thread(target=one) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return came

    def accept_all(self, at):
        self.store.add_account("ada", "reviewer", None, at)
        account, rules = self.store.account("ada"), rules_of(self.store)
        for finding in self.store.findings():
            speaker = Speaker(account, "desk", at, "called it")
            append(
                self.store, draft_of("accept", self.providers[finding.provider], speaker, **bound_to(finding)), rules
            )

    def release(self, at, night):
        return release_now(self.store, self.settings, self.providers, at, night)

    def lines(self, name=None):
        """The lines as they stand: key → status, presence, when it was last seen."""
        entries = self.store.entries(provider=None if name is None else f"gb/{name}")
        return {one.key: (one.status, one.presence, one.last_seen) for one in entries}


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    played = Played(tmp_path_factory.mktemp("nights"))
    yield played
    played.store.close()


@pytest.fixture(scope="module")
def first(played):
    """The first night, started twice; all its lines are accepted and released."""
    file = archive(played.home / "first.warc.gz", FIRST, {name: well(name) for name in NAMES})
    came = played.two_runs(file, FIRST)
    night = played.run(file, FIRST)
    played.accept_all(FIRST + timedelta(hours=7))
    played.release(FIRST + timedelta(hours=8), night)
    return came, night


@pytest.fixture(scope="module")
def second(played, first):
    """The second night, on which each provider but one is in trouble."""
    del first
    before = played.lines()
    file = archive(played.home / "second.warc.gz", FIRST + NIGHT, TROUBLES | {"well": well("well")})
    return before, played.run(file, FIRST + NIGHT)


def outcome(night, name):
    (one,) = [one for one in night.outcomes if one.provider == f"gb/{name}"]
    return one.fetch, one.reading


def findings(night, name):
    return {one.matter: one for one in night.findings if one.provider == f"gb/{name}"}


def test_two_runs_at_once_are_one_night(first, played):
    came, night = first
    assert sum(isinstance(one, RunUnderWay) for one in came) <= 1
    assert all("another run is under way" in str(one) or one == night for one in came)
    assert len(played.store.runs()) == 1
    assert len(played.lines()) == len(NAMES) * LINES


@pytest.mark.parametrize(
    ("name", "said"),
    [("shut", ("blocked", None)), ("asks", ("ok", "captcha")), ("gone", ("ok", "soft_404"))],
)
def test_a_page_that_shows_nothing_is_told_by_name_and_its_lines_are_unread_not_removed(second, played, name, said):
    before, night = second
    assert outcome(night, name) == said
    assert {one.change for one in night.changes if one.provider == f"gb/{name}"} == {"unread"}
    now = played.lines(name)
    assert {(status, presence) for status, presence, _ in now.values()} == {("verified", "unseen")}
    assert {line: seen for line, (_, _, seen) in now.items()} == {line: before[line][2] for line in now}


def test_a_stranger_in_a_sites_place_is_held_and_its_number_asked_about_and_never_listed(second, played):
    _, night = second
    assert "gb/sold" in night.run.held
    asked = findings(night, "sold")
    assert set(asked) == {"held", "addition"}
    assert asked["addition"].number == "+449098790123"
    assert {"costly_number", "unlisted_number"} <= {hit.id for hit in asked["addition"].signals}
    assert {status for status, _, _ in played.lines("sold").values()} == {"verified"}
    assert "+449098790123" not in played.lines()


def test_a_provider_that_loses_most_of_its_numbers_is_held_and_keeps_them(second, played):
    _, night = second
    assert "gb/thin" in night.run.held
    assert set(findings(night, "thin")) == {"held"}
    assert {status for status, _, _ in played.lines("thin").values()} == {"verified"}


def test_what_is_well_goes_on_beside_it(second, played):
    _, night = second
    assert outcome(night, "well") == ("ok", "same")
    assert {(status, seen) for status, _, seen in played.lines("well").values()} == {("verified", FIRST + NIGHT)}


def test_a_night_that_loses_much_refuses_the_release_with_figures_and_the_last_stays_up(second, played):
    _, night = second
    with pytest.raises(ReleaseRefused, match=r"lost 15 of 48 lines, at most 5% may go"):
        played.release(FIRST + NIGHT, night)
    assert read_latest(releases_in(played.settings.data)).name == "000001"
    assert read_contents(releases_in(played.settings.data) / "000001").ground["run"] != night.run.id


def test_the_report_names_each_trouble_and_the_command_says_that_it_is_done_in_part(second, first):
    _, night = second
    assert exit_code(night) == 3
    told = render(compose(night, first[1]), "text")
    assert "Sold Pay (gb/sold)" in told
    assert "Check +44 909 879 0123 for Sold Pay, because it is a premium rate number" in told
    assert "Check the pages of Thin Pay, because 7 of its lines were lost in one night" in told
    assert "Asks Pay (gb/asks): showed a test for humans" in told
    assert "Gone Pay (gb/gone): said that it does not exist" in told
    assert "Shut Pay (gb/shut): blocked us · status 403" in told
    assert "24 listed numbers could not be looked at and keep their dates." in told


@pytest.fixture(scope="module")
def refused(played, second):
    """The third night: every page of everybody answers 403."""
    del second
    before = played.lines()
    file = archive(played.home / "third.warc.gz", FIRST + 2 * NIGHT, dict.fromkeys(NAMES, SHUT))
    return before, played.run(file, FIRST + 2 * NIGHT)


def test_when_every_page_answers_403_nothing_was_fetched_and_no_line_moves(refused, played):
    before, night = refused
    assert exit_code(night) == 4
    assert (night.run.fetched, night.run.failed, night.run.canary) == (0, len(NAMES), "seen")
    assert {one.change for one in night.changes} == {"unread"}
    # Nobody proposes to take a line out because nothing could be read.
    assert {one.matter for one in night.findings} <= {"page_failing", "held", "addition"}
    now = played.lines()
    assert {line: (status, seen) for line, (status, _, seen) in now.items()} == {
        line: (status, seen) for line, (status, _, seen) in before.items()
    }


def test_a_warc_file_whose_tail_is_broken_gives_what_stands_before_it_and_says_what_is_missing(refused, played):
    del refused
    whole = archive(played.home / "fourth.warc.gz", FIRST + 3 * NIGHT, {name: well(name) for name in NAMES})
    cut = played.home / "cut.warc.gz"
    # In the middle of the last record: "well" comes last.
    cut.write_bytes(whole.read_bytes()[:-100])
    before = played.lines("well")
    night = played.run(cut, FIRST + 3 * NIGHT)
    assert exit_code(night) == 3
    (missing,) = [one for one in night.outcomes if one.fetch != "ok"]
    assert (missing.provider, missing.fetch) == ("gb/well", "absent")
    assert "cut.warc.gz" in missing.detail
    assert {(status, seen) for status, _, seen in played.lines("shut").values()} == {("verified", FIRST + 3 * NIGHT)}
    assert {line: seen for line, (_, _, seen) in played.lines("well").items()} == {
        line: seen for line, (_, _, seen) in before.items()
    }
