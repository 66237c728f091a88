from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from directory.jobs import JobRun
from directory.providers import load_providers
from directory.records import Entry
from directory.store import Store
from scheduler.config import load_settings
from scheduler.jobs.works import Work, due_for_recheck, make_release, pass_over, raise_alarm, ranked_by_risk, recheck
from scheduler.schedule_settings import PassSettings
from tests.walks.desk import a_world
from tests.walks.world import NIGHTS


@pytest.fixture
def work(tmp_path):
    settings = a_world(tmp_path / "home")
    with Store.open(settings.database) as store:
        yield Work(settings, store, load_providers(settings.providers), NIGHTS[1] + timedelta(hours=1))


def at(work, hours):
    return work._replace(now=NIGHTS[1] + timedelta(hours=hours))


def test_a_provider_with_an_open_finding_is_looked_at_again_after_hours_then_days(work):
    everyone = {"gb/example-bank", "gb/example-pay", "gb/planted-pay"}
    assert due_for_recheck(at(work, 5)) == []
    assert set(due_for_recheck(at(work, 6))) == everyone
    # Whoever looked at seven hours is not asked again before the step of thirty hours.
    work.store.begin_run("later", NIGHTS[1] + timedelta(hours=7), "later", {})
    later = msgspec.structs.replace(work.store.fetches("run-2", "gb/example-bank")["https://bank.example/help"])
    capture = work.store.capture(later.snapshot)
    work.store.save_fetches("later", "gb/example-bank", [later], [capture])
    assert "gb/example-bank" not in due_for_recheck(at(work, 29))
    assert "gb/example-bank" in due_for_recheck(at(work, 30))


def test_where_nothing_is_due_nothing_is_fetched(work):
    assert recheck(work) == {"note": "nothing to look at"}
    assert pass_over(PassSettings(name="x", cron="0 0 * * *", providers=("cn/*",)))(work) == {
        "note": "nothing to look at"
    }


def test_a_line_of_a_wallet_is_a_higher_risk_than_an_older_one_of_a_carrier(work):
    bank = work.providers["gb/example-bank"]
    providers = {
        "wallet": msgspec.structs.replace(bank, kind="wallet"),
        "carrier": msgspec.structs.replace(bank, kind="carrier"),
        "pages-less": msgspec.structs.replace(bank, kind="wallet", pages=()),
    }
    now = datetime(2026, 11, 22, tzinfo=UTC)

    def line(owner, days, presence="unseen"):
        seen = now - timedelta(days=days)
        return Entry(id=0, provider=owner, key="+442079460000", status="verified", presence=presence, last_seen=seen)

    entries = [line("carrier", 7), line("wallet", 1), line("pages-less", 99)]
    assert ranked_by_risk(providers, entries, now) == ["wallet", "carrier"]
    assert ranked_by_risk(providers, [line("wallet", 9, "seen")], now) == []


def test_a_release_is_made_of_what_is_accepted(work):
    assert make_release(work)["release"] == "000001"


def test_silence_is_an_alarm_after_26_hours(work):
    assert "alarm" not in raise_alarm(at(work, 26))
    assert "no valid run within 26 hours" in raise_alarm(at(work, 26.1))["alarm"]


def test_a_new_installation_is_given_as_long_before_its_first_night(tmp_path):
    settings = load_settings(None, {}, data=tmp_path)
    with Store.open(settings.database) as store:
        first = JobRun(
            job="alarm",
            due="first seen",
            due_at=NIGHTS[0],
            state="taken",
            taker="x",
            began_at=NIGHTS[0],
            held_until=NIGHTS[0],
        )
        store.take_job(first)
        work = Work(settings, store, {}, NIGHTS[0] + timedelta(hours=26))
        assert raise_alarm(work) == {"last": "none yet"}
        assert "never" in raise_alarm(work._replace(now=NIGHTS[0] + timedelta(hours=27)))["alarm"]
