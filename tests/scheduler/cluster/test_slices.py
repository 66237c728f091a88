import pytest

from scheduler.cluster.slices import sweep_on_workers
from scheduler.config import Settings
from scheduler.progress import Meter
from scheduler.sweeping import sweep_slices
from tests.scheduler.test_sweeping import HEAD, PAGE, PROVIDERS

pytestmark = [pytest.mark.postgres, pytest.mark.timeout(300)]


def test_workers_give_what_one_machine_gives_and_leave_nothing(tmp_path, postgres_url):
    settings = Settings(data=tmp_path / "data", database=postgres_url)
    files = [tmp_path / f"{number}.warc" for number in range(2)]
    for number, file in enumerate(files):
        file.write_bytes((HEAD.encode() + PAGE + b"\r\n\r\n") * (number + 1))
    files.append(tmp_path / "none.warc")
    with Meter("slices", 3, quiet=True) as meter:
        assert list(sweep_on_workers(files, PROVIDERS, settings, meter)) == list(sweep_slices(files, PROVIDERS, 1))
    assert list((tmp_path / "data" / "sweeps").iterdir()) == []
