import json
import time

import pytest

from tests.scheduler.cluster.conftest import PAGES_A_NIGHT, await_child, await_workers, install

pytestmark = [pytest.mark.postgres, pytest.mark.timeout(300)]
NIGHT = ("run", "--quiet", "--json", "--at", "2026-11-23T02:30:00Z")


def test_a_night_of_three_workers_one_killed_and_one_late_is_that_of_one_machine(home, tmp_path, sites):
    (tmp_path / "one").mkdir()
    alone = install(tmp_path / "one", f"sqlite:///{tmp_path / 'one' / 'directory.db'}", sites)
    code, told, err = alone.run(*NIGHT)
    assert code == 0, err
    workers = [home.start("worker", "--json") for _ in range(2)]
    await_workers(home.database, len(workers))
    night = home.start(*NIGHT, cluster__shards="true")
    killed = await_child(*workers)
    time.sleep(1.0)
    killed.kill()
    late = home.start("worker", "--json")
    workers.append(late)
    out, err = night.communicate(timeout=90)
    assert night.returncode == 0, err
    assert json.loads(out) | {"run": 0} == json.loads(told) | {"run": 0}
    assert json.loads(out)["run"]["fetched"] == PAGES_A_NIGHT
    assert home.directory() == alone.directory()
    assert home.fetched() == alone.fetched(), "nothing was fetched twice"
    shards = home.shards()
    assert {one["state"] for one in shards} == {"succeeded"}
    assert sorted(one["attempts"] for one in shards)[-2:] == [1, 2], "one shard was taken over, once"
    for one in workers:
        if one is killed:
            continue
        one.terminate()
        said = {json.loads(line)["shard"] for line in one.communicate(timeout=10)[0].splitlines()}
        assert said < {one["shard"] for one in shards}
        assert said or one is not late, "who joins late has its share"


def test_what_is_left_of_a_run_whose_machine_died_is_ended_by_the_next(home):
    few = {"cluster__shards": "true", "cluster__pages_a_shard": PAGES_A_NIGHT // 2}
    first = home.start(*NIGHT, **few)
    await_child(first)
    first.kill()
    first.communicate()
    later = (*NIGHT[:-1], "2026-11-24T02:30:00Z")
    code, told, err = home.run(*later, **few)
    assert code == 0, err
    assert json.loads(told)["run"]["fetched"] == PAGES_A_NIGHT
    states = {(one["run"][:8], one["state"]) for one in home.shards()}
    assert {state for night, state in states if night == "20261123"} <= {"cancelled", "failed"}
    assert {state for night, state in states if night == "20261124"} == {"succeeded"}
    # The first night can still be taken up: the same command does what is missing.
    code, told, err = home.run(*NIGHT, **few)
    assert code == 0, err
    assert json.loads(told)["run"]["fetched"] == PAGES_A_NIGHT
