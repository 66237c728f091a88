import json

from tests.reports.delivery.servers import webhook
from tests.scheduler.cli.test_schedule import as_home


def tells(monkeypatch, address):
    monkeypatch.setenv("HOTLINEWATCH_DELIVERY__TO", f'[{{ name = "chat", address = "{address}" }}]')


def test_a_run_is_shown_as_it_would_be_told_and_nothing_is_kept(run, tmp_path, monkeypatch):
    as_home(tmp_path, monkeypatch)
    tells(monkeypatch, "json://127.0.0.1:9/hook")
    done = run("deliver", "--dry-run", "--run", "run-2")
    assert done.code == 0, done.err
    assert "chat (digest)" in done.out
    *_, letter = json.loads(run("deliver", "--dry-run", "--run", "run-2", "--json").out)["letters"]
    assert (letter["to"], letter["kind"], letter["state"]) == ("chat", "digest", "waiting")
    assert run("deliver", "list").code == 4


def test_a_test_message_says_whether_the_way_works(run, tmp_path, monkeypatch):
    as_home(tmp_path, monkeypatch)
    with webhook() as (port, arrived):
        tells(monkeypatch, f"json://127.0.0.1:{port}/hook")
        assert run("deliver", "--test").code == 0
        assert run("deliver", "--lang", "zh", "--test").code == 0
    assert [("测试" in one["title"]) for one in arrived] == [False, True]
    assert run("deliver", "--test", "--json").code == 3


def test_delivery_without_recipients_or_to_an_unknown_one_is_bad_usage(run):
    assert "delivery.to" in run("deliver").err
    done = run("deliver", "--to", "nobody")
    assert done.code == 2
    assert "none yet" in done.err
