import pytest

from scheduler.config import ConfigError, load_settings, read_settings, settings_json


def test_the_schedule_is_read_from_the_installations_file(tmp_path):
    file = tmp_path / "hotlinewatch.toml"
    file.write_text(
        'data = "data"\n[schedule]\ngrace_h = 6\n[[schedule.passes]]\nname = "china"\ncron = "0 3 * * *"\n'
        'zone = "Asia/Shanghai"\nproviders = ["cn/*"]\n',
        encoding="utf-8",
    )
    settings = load_settings(file, {})
    assert [one.name for one in settings.schedule.passes] == ["china"]
    assert settings.schedule.grace_h == 6.0


@pytest.mark.parametrize("line", ["grace_h = 0", "graze_h = 1", '[[schedule.passes]]\nname = "Bad Name"\ncron = "x"'])
def test_a_setting_of_the_schedule_that_is_wrong_is_told(tmp_path, line):
    file = tmp_path / "hotlinewatch.toml"
    file.write_text(f"[schedule]\n{line}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="schedule"):
        load_settings(file, {})


def test_settings_reach_a_child_as_they_are(tmp_path):
    settings = load_settings(None, {"HOTLINEWATCH_KEY": str(tmp_path / "key.pem")}, data=tmp_path)
    assert read_settings(settings_json(settings)) == settings
