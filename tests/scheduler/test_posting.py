from datetime import timedelta

import msgspec
import pytest

from directory.store import Store
from scheduler.delivery_settings import DeliverySettings, Recipient
from scheduler.posting import post_alarm, post_runs, preview
from tests.walks.desk import a_world
from tests.walks.world import NIGHTS

NOW = NIGHTS[1] + timedelta(hours=1)
DESK = Recipient(name="desk", address="desk@x.example", wants=("digest", "urgent", "alarm"))
CRAWL = Recipient(name="crawl", address="crawl@x.example", wants=("pages",), lang="zh")
SEEN = "https://pay.example/help"


@pytest.fixture
def told(tmp_path):
    settings = a_world(tmp_path / "home")
    settings = msgspec.structs.replace(settings, delivery=DeliverySettings(to=(DESK, CRAWL)))
    with Store.open(settings.database) as store:
        yield settings, store


def close(store, number, **fields):
    """One more night, three hours after the last."""
    before = store.night("run-2")
    at = NOW + timedelta(hours=3 * number)
    run = msgspec.structs.replace(before.run, id=f"later-{number}", at=at)
    store.begin_run(run.id, at, run.id, {})
    whole = {"findings": before.findings, "changes": (), **fields}
    store.close_run(run.id, msgspec.structs.replace(before, run=run, **whole), [])
    return at


def test_a_run_is_told_once_however_often_one_looks(told):
    settings, store = told
    kept = post_runs(settings, store, NOW)
    assert [(one.to, one.kind) for one in kept if one.kind == "digest"] == [("desk", "digest")] * 2
    assert post_runs(settings, store, NOW) == []
    assert len({one.id for one in kept}) == len(kept)


def test_what_is_urgent_is_told_once_and_again_only_on_new_evidence(told):
    settings, store = told
    post_runs(settings, store, NOW)
    findings = store.night("run-2").findings
    urgent = msgspec.structs.replace(findings[0], level="urgent", ground="one")
    at = close(store, 1, findings=(urgent, *findings[1:]))
    assert [one.kind for one in post_runs(settings, store, at)] == ["urgent"]
    at = close(store, 2, findings=(urgent, *findings[1:]))
    assert post_runs(settings, store, at) == []
    at = close(store, 3, findings=(msgspec.structs.replace(urgent, ground="two"), *findings[1:]))
    assert [one.kind for one in post_runs(settings, store, at)] == ["urgent"]


def test_a_quiet_pass_is_told_and_a_quiet_look_in_between_is_not(told):
    settings, store = told
    post_runs(settings, store, NOW)
    at = close(store, 1)
    assert post_runs(settings, store, at) == []
    at = close(store, 2)
    assert [one.kind for one in post_runs(settings, store, at, passes=["later-2"])] == ["digest"]


@pytest.mark.parametrize(
    ("how", "nights", "is_told"), [("first", 1, 1), ("nth", 2, 0), ("nth", 3, 1), ("recovered", 3, 1)]
)
def test_a_page_is_told_to_whoever_sees_to_pages_when_it_turns(told, how, nights, is_told):
    settings, store = told
    post_runs(settings, store, NOW)
    at = close(store, 1, transitions={SEEN: (how, nights)})
    kept = [one for one in post_runs(settings, store, at) if one.kind == "pages"]
    assert [one.to for one in kept] == ["crawl"] * is_told
    assert all(SEEN in one.body and "页面" in one.title for one in kept)
    at = close(store, 2, transitions={SEEN: (how, nights)})
    assert post_runs(settings, store, at) == []


def test_a_crash_between_two_messages_loses_none_and_repeats_none(told, monkeypatch):
    settings, store = told
    keep, kept = store.keep_letter, []

    def dies(letter, *rest):
        if len(kept) == 1:
            raise KeyboardInterrupt
        kept.append(letter)
        return keep(letter, *rest)

    with monkeypatch.context() as context:
        context.setattr(store, "keep_letter", dies)
        with pytest.raises(KeyboardInterrupt):
            post_runs(settings, store, NOW)
    post_runs(settings, store, NOW)
    bodies = [one.body for one in store.letters() if one.kind == "digest"]
    assert len(bodies) == len(set(bodies)) == 2


def test_an_alarm_is_told_once_a_day(told):
    settings, store = told
    assert [one.to for one in post_alarm(settings, store, NOW, "")] == ["desk"]
    assert post_alarm(settings, store, NOW + timedelta(hours=1), "") == []
    assert len(post_alarm(settings, store, NOW + timedelta(days=1), "")) == 1


def test_a_preview_keeps_nothing(told):
    settings, store = told
    assert [one.kind for one in preview(settings, store, NOW, "run-2")][-1] == "digest"
    assert preview(settings, store, NOW, None)
    assert store.letters() == []
    assert post_runs(settings, store, NOW)
    assert preview(settings, store, NOW, None) == []
