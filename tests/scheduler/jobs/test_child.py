import subprocess
import sys

import msgspec

from directory.store import Store
from scheduler.config import settings_json
from scheduler.jobs.child import BUSY
from tests.walks.desk import a_world


def child(settings, name):
    command = [sys.executable, "-m", "scheduler.jobs.child", name]
    return subprocess.run(command, input=settings_json(settings), capture_output=True, timeout=60, check=False)


def test_a_job_is_carried_out_in_a_process_of_its_own(tmp_path):
    settings = a_world(tmp_path / "home")
    done = child(settings, "release")
    assert done.returncode == 0, done.stderr
    assert msgspec.json.decode(done.stdout)["release"] == "000001"


def test_a_run_that_is_under_way_elsewhere_is_told_apart_from_trouble(tmp_path):
    settings = a_world(tmp_path / "home")
    with Store.open(settings.database) as store, store.one_run():
        assert child(settings, "nightly").returncode == BUSY
    broken = msgspec.structs.replace(settings, database=f"sqlite:///{tmp_path / 'no' / 'such' / 'folder.db'}")
    done = child(broken, "nightly")
    assert done.returncode == 6
    assert b"Traceback" not in done.stderr
