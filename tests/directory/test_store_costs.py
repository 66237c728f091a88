from datetime import timedelta

import pytest

from directory.jobs import JobRun
from directory.records import Cost

HELP, OTHER = "https://help.pay.example/contact", "https://help.pay.example/other"
SHOWN = Cost(bytes=70_000, seconds=3.0, renders=1)


@pytest.fixture
def told(store, make):
    """Two nights: the first of one page, the second of three, one shown in a browser and looked at by a telephone."""
    make.closed(store, 1, make.fetch(size_bytes=500, elapsed_s=0.5), make.reading())
    run = make.begun(store, 2)
    rendered = make.fetch(page=OTHER, size_bytes=900, elapsed_s=2.5, rendered=True, cost=SHOWN)
    pages = [make.fetch(size_bytes=1000, elapsed_s=0.25), rendered]
    store.save_fetches(run, "xx/pay", pages, [make.capture()])
    failed = make.fetch(provider="xx/bank", outcome="timed_out", snapshot=None, elapsed_s=30.0)
    store.save_fetches(run, "xx/bank", [failed], [])
    elsewhere = [
        make.fetch(vantage="mobile", size_bytes=400, elapsed_s=0.5),
        make.fetch(page=OTHER, vantage="plain", size_bytes=300, elapsed_s=0.5),
    ]
    store.save_vantages(run, "xx/pay", elsewhere, [])
    store.close_run(run, make.night(2))
    return store


def test_each_page_is_told_with_all_that_was_spent_on_it(told):
    assert [(one.provider, one.page, one.looks, one.cost) for one in told.page_costs("run-2")] == [
        ("xx/bank", HELP, 1, Cost(seconds=30.0)),
        ("xx/pay", HELP, 2, Cost(bytes=1400, seconds=0.75)),
        # What came before the browser is in its cost, and is not counted twice.
        ("xx/pay", OTHER, 1, SHOWN),
    ]
    assert [one.provider for one in told.page_costs("run-2", "xx/bank")] == ["xx/bank"]
    assert told.page_costs("never") == []


def test_runs_are_listed_with_their_sums_the_latest_first(told, make):
    second, first = told.run_costs(limit=10)
    assert (second.id, second.pages, second.looks, second.failed) == ("run-2", 3, 4, 1)
    assert second.cost == Cost(bytes=71_400, seconds=33.75, renders=1)
    assert second.outcomes == {"ok": 2, "timed_out": 1}
    assert (first.id, first.at, first.cost.bytes, first.took_s) == ("run-1", make.at(1), 500, None)


def test_runs_are_chosen_by_provider_state_and_time(told, make):
    def ids(**asked):
        return [one.id for one in told.run_costs(limit=10, **asked)]

    assert ids(provider="xx/bank") == ["run-2"]
    assert told.run_costs(limit=1, provider="xx/bank")[0].pages == 1
    assert ids(state="invalid") == []
    assert ids(since=make.at(2)) == ["run-2"]
    assert ids(until=make.at(2)) == ["run-1"]
    assert [one.id for one in told.run_costs(limit=1)] == ["run-2"]


def test_a_run_of_the_schedule_tells_how_long_its_job_took(told, make):
    began = make.at(2)
    job = JobRun(
        job="nightly",
        due="2026-11-21T02:00 UTC",
        due_at=began,
        state="taken",
        taker="a",
        began_at=began,
        held_until=began + timedelta(minutes=4),
    )
    taken = told.take_job(job)
    told.end_job(taken, "done", {"run": "run-2"}, began + timedelta(seconds=90))
    assert told.run_costs(limit=1)[0].took_s == 90.0
