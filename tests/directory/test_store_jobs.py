from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import msgspec

from directory.jobs import JobRun
from directory.store import Store
from directory.store_jobs import MOST_TRIES

NOW = datetime(2026, 11, 22, 2, 30, tzinfo=UTC)
HOLD = timedelta(minutes=4)


def wanted(taker="a", at=NOW, due="2026-11-22T02:30 UTC"):
    return JobRun(job="nightly", due=due, due_at=NOW, state="taken", taker=taker, began_at=at, held_until=at + HOLD)


def test_a_due_time_is_taken_once(store):
    assert store.take_job(wanted("a")) is not None
    assert store.take_job(wanted("b")) is None
    assert store.last_due("nightly") == NOW
    assert store.first_due("nightly") == NOW
    assert store.first_due("weekly") is None


def test_of_many_schedulers_at_once_one_takes_it(database_url):
    def take(name):
        with Store.open(database_url) as store:
            return store.take_job(wanted(name))

    Store.open(database_url).close()
    with ThreadPoolExecutor(8) as threads:
        taken = list(threads.map(take, "abcdefgh"))
    assert sum(one is not None for one in taken) == 1


def test_what_a_silent_holder_left_is_taken_over_and_the_first_has_no_say_any_more(store):
    first = store.take_job(wanted("a"))
    assert store.take_job(wanted("b", NOW + HOLD - timedelta(seconds=1))) is None
    second = store.take_job(wanted("b", NOW + HOLD))
    assert second.tries == 2
    assert not store.hold_job(first, NOW + 2 * HOLD)
    assert not store.end_job(first, "done", {}, NOW)
    assert store.end_job(second, "done", {"run": "x"}, NOW + HOLD)
    assert [one.result for one in store.job_runs(state="done")] == [{"run": "x"}]


def test_what_is_done_is_never_taken_again(store):
    store.end_job(store.take_job(wanted()), "failed", {"error": "x"}, NOW)
    assert store.take_job(wanted("b", NOW + timedelta(days=9))) is None


def test_a_job_over_which_three_takers_died_has_failed(store):
    at = NOW
    for n in range(MOST_TRIES):
        assert store.take_job(wanted(f"taker{n}", at)).tries == n + 1
        at += HOLD
    assert store.take_job(wanted("last", at)) is None
    (run,) = store.job_runs()
    assert (run.state, "taken 3 times" in run.result["error"]) == ("failed", True)


def test_what_could_not_be_carried_out_now_waits_and_does_not_count_as_a_try(store):
    at = NOW
    for _ in range(2 * MOST_TRIES):
        run = store.take_job(wanted("a", at))
        assert run.tries == 1
        at += timedelta(minutes=5)
        assert store.put_back_job(run, at)
    assert store.take_job(wanted("b", at - timedelta(seconds=1))) is None


def test_the_latest_of_each_job_is_given(store):
    for n in range(3):
        run = msgspec.structs.replace(wanted(due=f"{n}"), due_at=NOW + timedelta(days=n))
        store.end_job(store.take_job(run), "done", {}, NOW)
    assert store.latest_job_runs()["nightly"].due == "2"
    assert [one.due for one in store.job_runs(["nightly"], limit=2)] == ["2", "1"]
    assert store.job_runs(["other"]) == []
