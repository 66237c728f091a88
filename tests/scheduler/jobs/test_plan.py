import msgspec
import pytest

from scheduler.config import ConfigError, load_settings
from scheduler.jobs.plan import jobs_of
from scheduler.schedule_settings import PassSettings, ScheduleSettings


def settings(tmp_path, **schedule):
    known = load_settings(None, {}, data=tmp_path)
    return msgspec.structs.replace(known, schedule=ScheduleSettings(**schedule))


def test_an_installation_that_says_nothing_has_every_job(tmp_path):
    assert set(jobs_of(settings(tmp_path))) == {
        "nightly",
        "weekly-deep",
        "recheck",
        "presence",
        "release",
        "alarm",
        "deliver",
        "retention",
    }


def test_names_are_given_once_and_times_are_times(tmp_path):
    with pytest.raises(ConfigError, match="two jobs are called 'release'"):
        jobs_of(settings(tmp_path, passes=(PassSettings(name="release", cron="0 1 * * *"),)))
    with pytest.raises(ConfigError, match=r"job 'presence': .*expected five"):
        jobs_of(settings(tmp_path, presence="soon"))
