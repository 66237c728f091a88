import asyncio
import os
import shutil
import time

import msgspec
import psycopg
import pytest
from procrastinate.exceptions import ConnectorException

from directory.store_trouble import StoreTrouble
from scheduler.cluster.queue import STEPS, ShardBroken, address_of, do_shard, upgrade_queue
from scheduler.cluster_settings import ClusterSettings
from scheduler.config import Settings

pytestmark = pytest.mark.postgres
COUNT = "SELECT count(*) FROM pg_class WHERE relname LIKE 'procrastinate%'"


async def lives():
    """Reach the store, as a worker whose network is well."""


async def is_cut_off():
    raise ConnectorException


@pytest.fixture
def settings(tmp_path, postgres_url):
    return Settings(data=tmp_path, database=postgres_url)


def say(url, statement):
    with psycopg.connect(url) as connection:
        return (
            connection.execute(statement).fetchone()
            if statement.startswith("SELECT")
            else connection.execute(statement)
        )


def test_the_tables_are_made_once_and_say_their_version(settings, postgres_url):
    upgrade_queue(settings)
    made = say(postgres_url, COUNT)
    upgrade_queue(settings)
    assert say(postgres_url, COUNT) == made
    assert say(postgres_url, "SELECT obj_description('procrastinate_jobs'::regclass)")[0].startswith("hotlinewatch 03.")


def test_an_older_version_gets_the_steps_it_has_not_seen(settings, postgres_url, tmp_path):
    upgrade_queue(settings)
    later = tmp_path / "steps"
    shutil.copytree(STEPS, later)
    for name in ("98.00.00_01_pre_one.sql", "98.00.00_50_post_two.sql"):
        column = name.partition(".sql")[0][-3:]
        (later / name).write_text(f"ALTER TABLE procrastinate_jobs ADD COLUMN {column} text;")
    upgrade_queue(settings, later)
    upgrade_queue(settings, later)
    assert say(postgres_url, "SELECT obj_description('procrastinate_jobs'::regclass)") == ("hotlinewatch 98.00.00",)
    assert say(postgres_url, "SELECT one, two FROM procrastinate_jobs") is None
    with pytest.raises(StoreTrouble, match="newer program"):
        upgrade_queue(settings)


def test_tables_of_somebody_else_are_left_alone(settings, postgres_url):
    upgrade_queue(settings)
    say(postgres_url, "COMMENT ON TABLE procrastinate_jobs IS NULL")
    with pytest.raises(StoreTrouble, match="newer program"):
        upgrade_queue(settings)


def test_a_file_is_no_store_for_many_machines(tmp_path):
    with pytest.raises(StoreTrouble, match="expected database = "):
        address_of(Settings(data=tmp_path, database=f"sqlite:///{tmp_path / 'directory.db'}"))


def test_a_machine_without_the_shared_archive_says_so(settings):
    with pytest.raises(ShardBroken, match="archive folder that all workers share"):
        asyncio.run(do_shard(settings, "20261123T023000Z-0000", "0001-0000", lives))


def test_a_shard_that_cannot_be_read_tells_why(settings, tmp_path):
    folder = tmp_path / "warc" / "run" / "shards"
    folder.mkdir(parents=True)
    (folder / "0001.json").write_text("{}")
    with pytest.raises(ShardBroken, match="run_id"):
        asyncio.run(do_shard(settings, "run", "0001", lives))


def test_a_worker_that_does_not_reach_the_store_lets_its_shard_go_before_it_is_anothers(settings):
    gone_s = 3.0
    settings = msgspec.structs.replace(settings, cluster=ClusterSettings(gone_s=gone_s))
    folder = settings.data / "warc" / "run" / "shards"
    folder.mkdir(parents=True)
    # A shard that takes for ever: nobody ever writes into this pipe.
    os.mkfifo(folder / "0001.json")
    with pytest.raises(ShardBroken, match="could not reach the store"):
        asyncio.run(do_shard(settings, "run", "0001", is_cut_off))

    async def work_for(seconds):
        await asyncio.wait_for(do_shard(settings, "run", "0001", lives), seconds)

    began = time.monotonic()
    with pytest.raises(TimeoutError):
        asyncio.run(work_for(2 * gone_s))
    assert time.monotonic() - began > 2 * gone_s, "one that reaches it goes on"
