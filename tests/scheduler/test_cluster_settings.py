import pytest

from scheduler.config import ConfigError, load_settings


def test_a_cluster_is_off_unless_it_is_asked_for(tmp_path):
    assert not load_settings(None, {"XDG_DATA_HOME": str(tmp_path)}).cluster.shards


@pytest.mark.parametrize(("name", "size"), [("pages_a_shard", "0"), ("gone_s", "1.0")])
def test_a_wrong_size_says_which_setting_it_was(tmp_path, name, size):
    file = tmp_path / "hotlinewatch.toml"
    file.write_text(f"[cluster]\n{name} = {size}\n")
    with pytest.raises(ConfigError, match=rf"cluster\.{name}: got {size}"):
        load_settings(file, {})
