import msgspec
import pytest

from publish.release import make_release
from publish.stored import listed_lines, read_contents


def test_a_release_is_read_back_as_it_was_made(tmp_path, listing, made, ground):
    release = make_release(tmp_path, listing, made, ground)
    contents = read_contents(release)
    assert (contents.number, contents.made, contents.ground) == (1, made, ground)
    assert sorted(contents.entries, key=lambda one: one.key) == sorted(listing.entries, key=lambda one: one.key)
    assert [one.id for one in contents.providers] == ["cn/alipay", "gb/example-pay", "us/no-pay"]
    assert contents.retired == listing.retired


def test_its_lines_are_named_without_reading_the_rest(tmp_path, listing, made, ground):
    release = make_release(tmp_path, listing, made, ground)
    assert [(line.provider, line.tel) for line in listed_lines(release)] == [
        ("cn/alipay", "tel:95188;phone-context=+86"),
        ("gb/example-pay", "tel:+442079460123"),
    ]


def test_a_file_of_another_schema_is_told(tmp_path, listing, made, ground):
    release = make_release(tmp_path, listing, made, ground)
    file = release / "directory.json"
    file.chmod(0o644)
    file.write_bytes(file.read_bytes().replace(b"directory/1", b"directory/9"))
    with pytest.raises(msgspec.ValidationError, match="directory/9"):
        read_contents(release)
