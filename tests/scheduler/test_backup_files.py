import hashlib
import os

from scheduler.backup_files import Kept, copy_file, digest_of, faults_in, files_under, keep_file


def test_links_and_what_is_left_out_are_no_files_of_the_backup(tmp_path):
    (tmp_path / "warc").mkdir()
    for name in ("warc/one", "directory.db", "directory.db-wal"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "out").symlink_to("/etc/hostname")
    besides = (tmp_path / "directory.db", tmp_path / "directory.db-wal")
    assert [path.as_posix() for path in files_under(tmp_path, besides)] == ["warc/one"]


def test_a_file_is_digested_as_it_is_copied(tmp_path):
    (tmp_path / "a").write_bytes(b"abc")
    assert copy_file(tmp_path / "a", tmp_path / "b") == (hashlib.sha256(b"abc").hexdigest(), 3)
    assert digest_of(tmp_path / "b") == hashlib.sha256(b"abc").hexdigest()


def test_an_unchanged_file_shares_the_bytes_of_the_backup_before(tmp_path):
    source = tmp_path / "a"
    source.write_bytes(b"abc")
    first = keep_file(source, tmp_path / "1" / "a", None)
    second = keep_file(source, tmp_path / "2" / "a", (tmp_path / "1" / "a", first))
    assert first == second
    assert (tmp_path / "1" / "a").samefile(tmp_path / "2" / "a")


def test_a_changed_file_and_one_that_the_backup_before_lost_are_copied(tmp_path):
    source = tmp_path / "a"
    source.write_bytes(b"abc")
    first = keep_file(source, tmp_path / "1" / "a", None)
    os.utime(source, ns=(1, 1))
    changed = keep_file(source, tmp_path / "2" / "a", (tmp_path / "1" / "a", first))
    assert not (tmp_path / "1" / "a").samefile(tmp_path / "2" / "a")
    (tmp_path / "2" / "a").unlink()
    assert keep_file(source, tmp_path / "3" / "a", (tmp_path / "2" / "a", changed)) == changed


def test_a_file_that_is_gone_or_changed_is_a_fault(tmp_path):
    (tmp_path / "a").write_bytes(b"abc")
    kept = Kept(size_bytes=3, sha256=digest_of(tmp_path / "a"), modified_ns=1)
    assert faults_in(tmp_path, {"a": kept}) == []
    (tmp_path / "a").write_bytes(b"abd")
    changed, gone = faults_in(tmp_path, {"a": kept, "b": kept})
    assert "SHA-256" in changed
    assert "No such file" in gone
