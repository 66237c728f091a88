from tests.scheduler.cli.nights import store_night


def test_promises_are_told_as_text_as_a_page_and_for_programs(home, run):
    store_night(home)
    assert "What this installation promises" in run("slo").out
    assert "本站的承诺" in run("slo", "--lang", "zh").out
    assert run("slo", "--html").out.startswith("<!DOCTYPE html>")
    told = run("slo", "--json").json
    assert told["objectives"][0]["id"] == "nights"


def test_a_check_fails_where_a_promise_is_not_kept(home, run):
    # One night long ago, and none since.
    store_night(home)
    assert run("slo", "--days", "3650").code == 0
    assert run("slo", "--days", "3650", "--check").code == 3


def test_two_forms_at_once_and_no_directory_are_told(home, run):
    assert run("slo").code == 4
    store_night(home)
    assert run("slo", "--html", "--json").code == 2
