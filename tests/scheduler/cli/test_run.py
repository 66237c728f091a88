import json

import pytest

from scheduler.cli.main import main
from tests.scheduler.conftest import DEMO


@pytest.fixture(autouse=True)
def patient(monkeypatch):
    monkeypatch.setenv("HOTLINEWATCH_READING__TIMEOUT_S", "60")
    monkeypatch.delenv("HOTLINEWATCH_CONTACT", raising=False)


def run(data, *words):
    return main(["run", "--data", str(data), "--providers", str(DEMO / "providers"), "--quiet", *words])


def test_a_live_run_without_a_contact_is_refused(tmp_path, capfd):
    assert run(tmp_path) == 2
    assert "HOTLINEWATCH_CONTACT" in capfd.readouterr().err


def test_a_time_without_a_zone_is_refused(tmp_path, capfd):
    assert run(tmp_path, "--from", str(DEMO / "night-1.warc.gz"), "--at", "2026-11-22T02:00:00") == 2
    assert "no zone" in capfd.readouterr().err


def test_the_json_is_the_object_of_the_design(tmp_path, capfd):
    assert run(tmp_path, "--from", str(DEMO / "night-1.warc.gz"), "--json") == 0
    told = json.loads(capfd.readouterr().out)
    assert set(told) == {"run", "changes", "findings", "outcomes"}
    assert set(told["run"]) == {
        "id", "at", "providers", "pages", "fetched", "unchanged", "failed", "held", "canary", "reference",
    }  # fmt: skip
    assert {change["change"] for change in told["changes"]} == {"appeared"}
    assert {outcome["reading"] for outcome in told["outcomes"]} == {"ok"}


def test_one_provider_alone_can_be_run_by_any_of_its_names(tmp_path, capfd):
    assert run(tmp_path, "支付宝", "--from", str(DEMO / "night-1.warc.gz"), "--json") == 0
    told = json.loads(capfd.readouterr().out)
    assert told["run"]["providers"] == 1
    assert {change["provider"] for change in told["changes"]} == {"cn/alipay"}


def test_a_page_that_died_makes_the_run_done_in_part(tmp_path, capfd):
    assert run(tmp_path, "--from", str(DEMO / "night-1.warc.gz")) == 0
    assert run(tmp_path, "--from", str(DEMO / "night-2.warc.gz")) == 3
    assert "kf.weixin.example" in capfd.readouterr().out


def test_files_with_none_of_the_pages_are_nothing_fetched(tmp_path, capfd):
    assert run(tmp_path, "e-cny", "--from", str(DEMO / "night-1.warc.gz")) == 2
    assert "e-cny" in capfd.readouterr().err


def test_a_run_for_a_time_that_has_not_come_says_so(tmp_path, capfd):
    words = ("wechat-pay", "--from", str(DEMO / "night-1.warc.gz"), "--at", "2199-01-01T00:00:00Z")
    assert run(tmp_path, *words) == 0
    assert "the run stands for 2199-01-01T00:00:00Z" in capfd.readouterr().err
