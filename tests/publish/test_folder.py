import pytest

from publish.folder import replace_file, write_whole


def test_a_folder_is_there_whole_and_its_files_are_read_only(tmp_path):
    write_whole(tmp_path, tmp_path / "000001", iter([("a.txt", b"a"), ("in/side/b.txt", b"b")]))
    assert (tmp_path / "000001" / "in" / "side" / "b.txt").read_bytes() == b"b"
    assert (tmp_path / "000001" / "a.txt").stat().st_mode & 0o777 == 0o444
    assert [path.name for path in tmp_path.iterdir()] == ["000001"]


def test_what_raises_on_the_way_leaves_nothing(tmp_path):
    def files():
        yield "a.txt", b"a"
        raise RuntimeError("the disk is full")

    with pytest.raises(RuntimeError, match="disk"):
        write_whole(tmp_path, tmp_path / "000001", files())
    assert list(tmp_path.iterdir()) == []


def test_what_a_stopped_maker_left_is_cleared_away(tmp_path):
    (tmp_path / ".unfinished-x").mkdir()
    write_whole(tmp_path, tmp_path / "000001", iter([]))
    assert [path.name for path in tmp_path.iterdir()] == ["000001"]


def test_a_file_is_replaced_in_one_step(tmp_path):
    replace_file(tmp_path / "latest", b"1")
    replace_file(tmp_path / "latest", b"2")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("latest", b"2")]
