import msgspec
import pytest

from scheduler.cluster.slice_child import do_slice
from scheduler.cluster.slices import PROVIDERS as KNOWN
from scheduler.cluster.slices import Task
from scheduler.sweeping import Slice
from tests.scheduler.test_sweeping import HEAD, PAGE, PROVIDERS


def test_what_a_slice_says_is_there_whole_or_not_at_all(tmp_path):
    (tmp_path / "a.warc").write_bytes(HEAD.encode() + PAGE + b"\r\n\r\n")
    (tmp_path / "000001.json").write_bytes(msgspec.json.encode(Task(file=str(tmp_path / "a.warc"))))
    with pytest.raises(FileNotFoundError):
        do_slice(tmp_path / "000001.json")
    (tmp_path / KNOWN).write_bytes(msgspec.msgpack.encode(PROVIDERS))
    do_slice(tmp_path / "000001.json")
    said = msgspec.msgpack.decode((tmp_path / "000001.said").read_bytes(), type=Slice)
    assert [claim.provider for claim in said.claims] == ["us/alpha"]
    assert {one.suffix for one in tmp_path.iterdir()} == {".warc", ".json", ".msgpack", ".said"}
