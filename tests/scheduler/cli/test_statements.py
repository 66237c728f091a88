import pytest

from directory.store import Store
from scheduler.cli.deciding import account_of
from scheduler.deciding import Speaker, append, draft_of, rules_of
from tests.scheduler.cli.nights import LISTED, store_night

BY = ("--by", "ann", "--reason", "the provider says so")


@pytest.fixture(autouse=True)
def directory(home):
    """A night with one open finding on a listed candidate, and one reviewer."""
    store_night(home)
    return lambda: Store.open(f"sqlite:///{home / 'data' / 'directory.db'}")


def status_of(directory, key):
    with directory() as store:
        return next(entry.status for entry in store.entries() if entry.key == key)


def test_a_verified_line_is_disputed_by_one_person(run, directory):
    run("accept", "bbb", *BY)
    done = run("dispute", "020 7946 0018", *BY)
    assert done.code == 0
    assert status_of(directory, LISTED) == "disputed"


def test_a_dispute_that_was_cut_off_before_its_release_is_made_up_for_when_it_is_repeated(run, directory, home):
    run("accept", "bbb", *BY)
    with directory() as store:
        (line,) = store.entries(status="verified")
        speaker = Speaker(account_of(store, "ann"), "shell", line.last_seen, "cut off")
        append(store, draft_of("dispute", None, speaker, provider_id=line.provider, key=line.key), rules_of(store))
    withdrawn = home / "data" / "releases" / "withdrawn.json"
    assert LISTED not in withdrawn.read_text(encoding="utf-8")
    done = run("dispute", "020 7946 0018", *BY)
    assert done.code == 2
    assert LISTED in withdrawn.read_text(encoding="utf-8")


def test_a_candidate_cannot_be_disputed(run):
    done = run("dispute", "020 7946 0018", *BY)
    assert done.code == 2
    assert "only a verified line" in done.err


def test_a_line_is_retired_by_its_provider_and_number(run, directory):
    assert run("retire", "95188", "--provider", "alipay", *BY).code == 0
    assert status_of(directory, "CN:95188") == "retired"


def test_a_number_that_is_nobodys_line_is_told_with_the_near_ones(run):
    done = run("retire", "95188-6", *BY)
    assert done.code == 2
    assert "near: cn/alipay CN:95188" in done.err
    assert run("retire", "12345", *BY).code == 2


def test_a_decision_is_undone_by_another(run, directory):
    run("retire", "95188", "--provider", "alipay", *BY)
    done = run("undo", "1", *BY, "--json")
    assert done.code == 0
    [decision] = done.json["decisions"]
    assert (decision["seq"], decision["undoes"]) == (2, 1)
    assert status_of(directory, "CN:95188") == "candidate"
    assert "the last is 2" in run("undo", "9", *BY).err


def test_no_hotline_retires_what_was_only_claimed(run, directory):
    assert run("no-hotline", "ExPay", *BY).code == 0
    assert status_of(directory, LISTED) == "retired"


def test_while_the_statement_stands_every_number_claimed_for_the_provider_is_suspicious(run, directory):
    def reasons():
        checked = run("check", "020 7946 0999", "--provider", "ExPay", "--json").json
        return {reason["id"] for reason in checked["reasons"]}

    assert "no_hotline" not in reasons()
    run("no-hotline", "ExPay", *BY)
    assert "no_hotline" in reasons()
    with directory() as store:
        [said] = store.decisions()
    assert said.basis["shown"] == {}, "none of its pages was read yet"
    assert len(said.ground) == 64
    run("undo", "1", *BY)
    assert "no_hotline" not in reasons()
