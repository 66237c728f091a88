import json
from datetime import UTC, datetime, timedelta

from directory.providers import load_providers
from scheduler.jobs.plan import jobs_of
from scheduler.jobs.works import Work
from scheduler.watching import watch
from tests.scheduler.test_addressed import settings_for, third_party

__all__ = ["third_party"]
NOW = datetime(2026, 11, 21, 18, tzinfo=UTC)
FALSE = "<html><body><p>支付宝客服电话 400-712-0345，24小时人工服务</p></body></html>"


def test_each_week_only_what_is_new_is_told(tmp_path, third_party):
    (tmp_path / "watch.txt").write_text("http://www.lists.example/list\nhttp://www.lists.example/gone\nsaved.html\n")
    (tmp_path / "saved.html").write_text("<html><body>Nothing yet.</body></html>", encoding="utf-8")
    settings = settings_for(tmp_path, third_party, watch=tmp_path / "watch.txt")
    providers = load_providers(None)
    first = watch(settings, providers, NOW, quiet=True)
    assert (first.addresses, first.pages, first.new) == (2, 2, {})
    assert list(first.unread) == ["http://www.lists.example/gone"]
    (tmp_path / "saved.html").write_text(FALSE, encoding="utf-8")
    second = watch(settings, providers, NOW + timedelta(days=7), quiet=True)
    assert second.new == {"cn/alipay +864007120345": ["saved:saved.html"]}
    again = jobs_of(settings)["watch"].does(Work(settings, None, providers, NOW + timedelta(days=14)))
    assert (again["new"], again["claims"], again["unread"], again["folder"]) == ("0", "1", "1", "2026-12-05")
    [line] = (tmp_path / "watched/2026-12-05/claims.ndjson").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["verdict"] == "suspicious"


def test_without_a_list_there_is_no_such_job(tmp_path, third_party):
    assert "watch" not in jobs_of(settings_for(tmp_path, third_party))
