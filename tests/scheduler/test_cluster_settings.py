import pytest

from scheduler.config import ConfigError, load_settings


def test_a_cluster_is_off_unless_it_is_asked_for(tmp_path):
    assert not load_settings(None, {"XDG_DATA_HOME": str(tmp_path)}).cluster.shards


def test_a_wrong_size_says_which_setting_it_was(tmp_path):
    file = tmp_path / "hotlinewatch.toml"
    file.write_text("[cluster]\npages_a_shard = 0\n")
    with pytest.raises(ConfigError, match=r"cluster\.pages_a_shard: got 0"):
        load_settings(file, {})
