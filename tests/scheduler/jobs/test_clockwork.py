"""The schedule under a clock of the test: months pass in seconds, schedulers die, clocks jump."""

import random
import threading
from collections import Counter
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from directory.store import Store
from directory.store_trouble import RunUnderWay
from scheduler.config import load_settings
from scheduler.jobs.clockwork import BUSY_PAUSE, HOLD, Clockwork, JobBroken, Stopped
from scheduler.jobs.plan import Job
from scheduler.jobs.times import Cron
from scheduler.schedule_settings import ScheduleSettings

START = datetime(2026, 10, 1, 12, 0, tzinfo=UTC)


class World:
    """A clock, a store, and what was carried out."""

    def __init__(self, tmp_path, **jobs):
        self.now = START
        self.done = []
        self.trouble = None
        self.settings = load_settings(None, {}, data=tmp_path)
        self.jobs = {name: Job(name, cron, lambda _: {}) for name, cron in jobs.items()}

    def scheduler(self, name="a", settings=None):
        return Clockwork(settings or self.settings, self.jobs, lambda: self.now, self.carry, name)

    def carry(self, job, now):
        if self.trouble is not None:
            raise self.trouble
        self.done.append((job.name, now))
        return {"run": f"{now:%d}"}

    def runs(self, state=None):
        with Store.open(self.settings.database) as store:
            return [run for run in store.job_runs(state=state, limit=1000) if run.due != "first seen"]


@pytest.fixture
def world(tmp_path):
    return World(tmp_path, nightly=Cron("30 2 * * *"))


def begun(world, name="a"):
    scheduler = world.scheduler(name)
    scheduler.look()
    return scheduler


def test_a_month_with_two_schedulers_that_come_and_go_has_one_pass_a_night(tmp_path):
    chance = random.Random(7)
    world = World(tmp_path, nightly=Cron("30 2 * * *", "Europe/London"), others=Cron("0 */8 * * *"))
    begun(world)
    while world.now < START + timedelta(days=31):
        world.now += timedelta(minutes=chance.choice((50, 95, 175)))
        for name in "ab":
            if chance.random() < 0.7:
                world.scheduler(name + str(chance.random())).tick()
    nights = Counter(run.due for run in world.runs() if run.job == "nightly")
    assert len(nights) == 31
    assert set(nights.values()) == {1}
    assert Counter(name for name, _ in world.done)["nightly"] == 31
    assert not world.runs("missed")


def test_schedulers_that_wake_at_the_same_instant_carry_it_out_once(world):
    begun(world)
    world.now = START + timedelta(days=1)
    schedulers = [world.scheduler(name) for name in "abcdef"]
    threads = [threading.Thread(target=one.tick) for one in schedulers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(world.done) == 1


def test_a_time_that_was_missed_is_made_up_for_once(world):
    begun(world)
    world.now = datetime(2026, 10, 2, 20, 0, tzinfo=UTC)
    assert len(begun(world).tick()) == 1
    assert begun(world).tick() == []


def test_of_many_missed_nights_the_last_is_made_up_for(world):
    begun(world)
    world.now = datetime(2026, 10, 12, 9, 0, tzinfo=UTC)
    (run,) = begun(world).tick()
    assert run.due == "2026-10-12T02:30 UTC"


def test_what_is_too_late_is_told_as_missed_and_not_made_up_for(world):
    begun(world)
    world.settings = msgspec.structs.replace(world.settings, schedule=ScheduleSettings(grace_h=6.0))
    world.now = datetime(2026, 10, 2, 9, 0, tzinfo=UTC)
    assert world.scheduler().tick() == []
    assert [run.due for run in world.runs("missed")] == ["2026-10-02T02:30 UTC"]
    world.now = datetime(2026, 10, 3, 2, 30, tzinfo=UTC)
    assert len(world.scheduler().tick()) == 1


def test_a_new_installation_has_missed_nothing(world):
    world.now = datetime(2026, 10, 2, 3, 0, tzinfo=UTC)
    assert begun(world).tick() == []
    world.now += timedelta(days=1)
    assert len(world.scheduler().tick()) == 1


def test_a_clock_that_jumps_back_repeats_no_night_and_one_that_jumps_on_misses_none(world):
    begun(world)
    for at in ((2, 3), (2, 1), (1, 13), (2, 4), (2, 23), (3, 3), (2, 2), (3, 4), (9, 2), (9, 3)):
        world.now = datetime(2026, 10, *at, tzinfo=UTC)
        world.scheduler().tick()
    assert [run.due[:10] for run in reversed(world.runs())] == ["2026-10-02", "2026-10-03", "2026-10-08", "2026-10-09"]


def test_what_a_dead_scheduler_left_is_taken_up_before_what_is_new(world):
    begun(world)
    world.now = datetime(2026, 10, 2, 2, 30, tzinfo=UTC)
    world.trouble = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        world.scheduler("dies").tick()
    world.trouble = None
    assert world.scheduler("b").tick() == []
    world.now += HOLD
    (run,) = world.scheduler("b").tick()
    assert (run.due, run.tries) == ("2026-10-02T02:30 UTC", 2)


def test_a_run_that_is_under_way_is_waited_for(world):
    begun(world)
    world.now = datetime(2026, 10, 2, 2, 30, tzinfo=UTC)
    world.trouble = RunUnderWay("another run")
    for _ in range(9):
        assert world.scheduler().tick() == []
        world.now += BUSY_PAUSE
    world.trouble = None
    assert len(world.scheduler().tick()) == 1


def test_what_was_cut_off_by_an_end_is_taken_up_at_the_next_start(world):
    begun(world)
    world.now = datetime(2026, 10, 2, 2, 30, tzinfo=UTC)
    world.trouble = Stopped("nightly")
    assert world.scheduler().tick() == []
    world.trouble = None
    (run,) = world.scheduler("b").tick()
    assert run.tries == 1


def test_a_job_that_breaks_is_told_and_the_next_night_is_another(world):
    begun(world)
    world.now = datetime(2026, 10, 2, 2, 30, tzinfo=UTC)
    world.trouble = JobBroken("ended with 6: the disk is full")
    world.scheduler().tick()
    assert [run.result for run in world.runs("failed")] == [{"error": "ended with 6: the disk is full"}]
    world.trouble, world.now = None, world.now + timedelta(days=1)
    assert len(world.scheduler().tick()) == 1


def test_a_job_that_is_asked_for_now_stands_beside_its_due_times(world):
    scheduler = begun(world)
    assert len(scheduler.fire_now(world.jobs["nightly"])) == 1
    world.now = datetime(2026, 10, 2, 2, 30, tzinfo=UTC)
    assert len(scheduler.tick()) == 1
