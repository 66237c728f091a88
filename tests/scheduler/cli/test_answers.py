from datetime import timedelta

import msgspec
import pytest

from directory.store import Store
from tests.scheduler.cli.nights import AT, ENTRIES, FINDINGS, LISTED, OTHER, PLANTED, a_night, store_night

BY = ("--by", "ann", "--reason", "seen on the page and called")


@pytest.fixture(autouse=True)
def directory(home):
    """A night whose findings wait: an urgent one, a routine one that may go in bulk, and one to review."""
    more = [msgspec.structs.replace(ENTRIES[0], key=key) for key in (PLANTED, OTHER)]
    store_night(home, entries=(*ENTRIES, *more))
    return lambda: Store.open(f"sqlite:///{home / 'data' / 'directory.db'}")


def statuses(directory):
    with directory() as store:
        return {entry.key: entry.status for entry in store.entries(provider="gb/example-pay")}


def test_accepting_a_finding_verifies_its_line(run, directory):
    done = run("accept", "bc", *BY)
    assert done.code == 0
    assert done.out.startswith("decision 1: accept gb/example-pay")
    assert statuses(directory) == {LISTED: "candidate", OTHER: "verified", PLANTED: "candidate"}
    with directory() as store:
        [decision] = store.decisions()
        assert (decision.who, decision.via, decision.ground) == ("1", "shell", "9" * 64)
        assert decision.basis["official_hosts"] == ["pay.example"]
        assert store.verify_chain() is None


def test_rejecting_registers_the_number_as_false(run, directory):
    assert run("reject", "aa", *BY).code == 0
    assert statuses(directory)[PLANTED] == "retired"
    with directory() as store:
        assert store.known_false() == {PLANTED: ("gb/example-pay",)}


def test_waiting_asks_again_on_a_date_to_come(run, directory):
    assert run("wait", "aa", "--until", "2999-01-01", *BY).code == 0
    with directory() as store:
        assert store.standings(["a" * 12])["a" * 12].wait_until.year == 2999
    assert run("wait", "aa", "--until", "2020-01-01", *BY).code == 2
    assert run("wait", "aa", *BY).code == 2


def test_in_bulk_only_what_the_policy_marks_is_taken_and_the_rest_is_printed(run, directory):
    done = run("accept", "--provider", "ExPay", *BY)
    assert done.code == 3
    assert statuses(directory) == {LISTED: "verified", OTHER: "candidate", PLANTED: "candidate"}
    assert "a" * 12 in done.out
    assert "answer of its own: 2" in done.err


def test_bulk_over_the_whole_directory_as_json(run):
    done = run("accept", "--all", *BY, "--json")
    assert done.code == 3
    assert [one["finding"] for one in done.json["decisions"]] == ["b" * 12]
    assert [one["id"] for one in done.json["left"]] == ["a" * 12, "bc" * 6]


def test_an_urgent_finding_waits_for_a_second_word(run, directory):
    done = run("accept", "aa", *BY)
    assert done.code == 3
    assert "only reviewer" in done.out
    assert statuses(directory)[PLANTED] == "candidate"
    run("user", "add", "bob", "--no-password")
    done = run("accept", "aa", "--by", "bob", "--reason", "called it too", "--json")
    assert done.code == 3
    # Bob cannot sign in, so at the shell he is no second person.
    assert [one["waits_for"] for one in done.json["waiting"]] == ["cooling_off"]


def test_what_is_answered_is_not_answered_again(run):
    run("accept", "bc", *BY)
    done = run("reject", "bc", *BY)
    assert done.code == 2
    assert "answered" in done.err


def test_one_that_is_refused_leaves_the_others_answered(run, directory, home):
    run("reject", "bc", *BY)
    again = msgspec.structs.replace(FINDINGS[2], ground="8" * 64)
    store_night(home, a_night("2026-11-21T030000Z-2", AT + timedelta(days=1), (*FINDINGS[:2], again)))
    done = run("accept", "bc", "bbb", *BY)
    assert done.code == 3
    assert "was rejected" in done.err
    assert statuses(directory) == {LISTED: "verified", OTHER: "retired", PLANTED: "candidate"}
    assert run("accept", "bc", *BY).code == 2


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["accept", *BY], 2),
        (["accept", "aa", "--all", *BY], 2),
        (["accept", "aa", "--by", "ann"], 2),
        (["accept", "aa", "--by", "ann", "--reason", " "], 2),
        (["accept", "aa", "--by", "vic", "--reason", "x"], 2),
        (["accept", "aa", "--by", "nobody", "--reason", "x"], 4),
        (["accept", "f00", *BY], 4),
        (["accept", "--provider", "alipay", *BY], 4),
        (["accept", "--provider", "nobody", *BY], 2),
    ],
)
def test_bad_usage_decides_nothing(run, directory, arguments, code):
    assert run(*arguments).code == code
    with directory() as store:
        assert store.decisions() == []


def test_a_disabled_account_decides_nothing(run):
    run("user", "disable", "ann")
    done = run("accept", "aa", *BY)
    assert done.code == 2
    assert "disabled" in done.err
