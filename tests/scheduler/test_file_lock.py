import pytest

from directory.store_trouble import RunUnderWay
from scheduler.file_lock import hold_files


def test_readers_share_the_files_and_who_deletes_is_alone(tmp_path):
    with hold_files(tmp_path), hold_files(tmp_path), pytest.raises(RunUnderWay, match="a backup is being made"):
        hold_files(tmp_path, alone=True).__enter__()
    with hold_files(tmp_path, alone=True), pytest.raises(RunUnderWay, match="captures are being deleted"):
        hold_files(tmp_path).__enter__()
    with hold_files(tmp_path, alone=True):
        pass
