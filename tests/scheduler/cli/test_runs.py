import pytest

from directory.records import Fetch
from directory.store import Store
from tests.scheduler.cli.nights import AT, PAGE, a_night, store_night

RUN = "2026-11-20T030000Z-1"


@pytest.fixture
def night(home, run):
    """One night over two pages of one provider."""
    (home / "data").mkdir()
    with Store.open(f"sqlite:///{home / 'data' / 'directory.db'}") as store:
        store.begin_run(RUN, AT, "inputs", {})
        told = {"provider": "gb/example-pay", "at": AT, "snapshot": None}
        pages = [
            Fetch(page=PAGE, outcome="ok", size_bytes=2048, elapsed_s=0.5, **told),
            Fetch(page=f"{PAGE}/slow", outcome="timed_out", elapsed_s=30.0, **told),
        ]
        store.save_fetches(RUN, "gb/example-pay", pages, [])
        store.close_run(RUN, a_night(RUN))
    return run


def test_runs_are_listed_with_their_cost_in_all_and_a_page(night):
    (told,) = night("runs", "--json").json["runs"]
    assert (told["id"], told["state"], told["pages"], told["failed"]) == (RUN, "closed", 2, 1)
    assert told["cost"] == {"bytes": 2048, "seconds": 30.5, "renders": 0}
    assert told["a_page"] == {"bytes": 1024, "seconds": 15.25, "renders": 0.0}
    shown = night("runs").out
    assert "2.0 KiB" in shown
    assert "1.0 KiB, 15.25 s" in shown


def test_the_pages_of_a_run_are_sorted_and_chosen(night):
    dearest = night("runs", "latest", "--sort", "seconds", "--limit", "1", "--json").json
    assert (dearest["run"], dearest["total"]) == (RUN, 2)
    assert [one["page"] for one in dearest["pages"]] == [f"{PAGE}/slow"]
    assert [one["page"] for one in night("runs", RUN, "--outcome", "ok", "--json").json["pages"]] == [PAGE]
    assert "另有 1 个" in night("runs", RUN, "--limit", "1", "--lang", "zh").out


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--provider", "example pay"], 0),
        (["--since", "2026-11-20", "--until", "2026-11-20"], 0),
        (["--since", "2026-11-21"], 4),
        (["--until", "2026-11-19"], 4),
        (["--state", "open"], 4),
        (["--provider", "alipay"], 4),
        (["--provider", "nobody"], 2),
        (["no-such-run"], 4),
    ],
)
def test_what_is_asked_for_decides_what_is_shown(night, options, code):
    assert night("runs", *options).code == code


def test_a_run_that_fetched_nothing_has_no_cost_a_page(home, run):
    store_night(home)
    (told,) = run("runs", "--json").json["runs"]
    assert (told["pages"], told["a_page"]) == (0, None)
    assert run("runs", "latest").code == 4


def test_without_a_directory_there_is_nothing_to_list(run):
    assert run("runs").code == 4
