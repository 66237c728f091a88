import pytest

from directory.crops import crop_file, keep_crop, read_crop


def test_a_picture_is_found_under_its_digest_until_it_is_something_else(tmp_path):
    digest = keep_crop(tmp_path, b"png")
    assert keep_crop(tmp_path, b"png") == digest
    assert read_crop(tmp_path, digest) == b"png"
    crop_file(tmp_path, digest).write_bytes(b"other")
    assert read_crop(tmp_path, digest) is None
    assert read_crop(tmp_path, "0" * 64) is None


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "0" * 63, "0" * 64 + "\n", "Z" * 64])
def test_a_name_that_is_no_digest_leads_nowhere(tmp_path, name):
    with pytest.raises(ValueError, match="64 hexadecimal"):
        read_crop(tmp_path, name)
