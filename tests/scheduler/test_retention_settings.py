import pytest

from scheduler.config import ConfigError, load_settings


def test_captures_are_kept_for_at_least_a_month(tmp_path):
    file = tmp_path / "hotlinewatch.toml"
    file.write_text("[retention]\nkeep_days = 90\n", encoding="utf-8")
    assert load_settings(file, {}).retention.keep_days == 90
    file.write_text("[retention]\nkeep_days = 1\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="keep_days"):
        load_settings(file, {})
