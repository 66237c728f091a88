from datetime import timedelta

from tests.scheduler.cli.nights import AT, a_night, store_night


def test_the_latest_run_is_rendered_in_the_format_asked_for(run, home):
    store_night(home)
    store_night(home, a_night("2026-11-21T030000Z-2", AT + timedelta(days=1)))
    assert run("report", "--json").json["run"]["id"] == "2026-11-21T030000Z-2"
    assert "<!doctype html>" in run("report", "--format", "html").out.lower()
    assert run("report", "2026-11-20T030000Z-1", "--format", "json").json["run"]["id"] == "2026-11-20T030000Z-1"


def test_an_unknown_run_is_nothing_there_and_an_unknown_format_bad_usage(run, home):
    store_night(home)
    assert run("report", "1999").code == 4
    done = run("report", "--format", "pdf")
    assert done.code == 2
    assert "html" in done.err


def test_a_directory_without_a_finished_run_has_no_report(run):
    run("user", "add", "ann", "--no-password")
    done = run("report")
    assert done.code == 4
    assert "no run is finished" in done.err
