import errno

import pytest

from scheduler.disk_trouble import ADVICE, disk_trouble


@pytest.mark.parametrize("number", sorted(ADVICE))
def test_what_the_disk_refuses_is_told_with_what_to_do(number):
    told = disk_trouble(OSError(number, "refused", "data/reports/x.html"))
    assert told.startswith("data/reports/x.html: refused; ")
    assert "repeat the command" in told


def test_a_write_that_names_no_file_is_told_all_the_same():
    assert disk_trouble(OSError(errno.ENOSPC, "No space left on device")).startswith("the data folder: No space left")


@pytest.mark.parametrize(
    "error", [OSError("ours"), ConnectionResetError(errno.ECONNRESET, "reset"), FileNotFoundError(2, "x")]
)
def test_what_is_not_the_disks_is_not_told_as_such(error):
    assert disk_trouble(error) == ""
