from pathlib import Path

import pytest

from scheduler.config import ConfigError, Settings, exceptions, load_settings


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def written(folder: Path, text: str) -> Path:
    file = folder / "hotlinewatch.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_without_a_file_the_data_lies_where_the_desktop_keeps_data(tmp_path):
    settings = load_settings(environ={"XDG_DATA_HOME": str(tmp_path / "share")})
    assert settings.data == tmp_path / "share" / "hotlinewatch"
    assert settings.database == f"sqlite:///{settings.data}/directory.db"


def test_a_file_in_the_current_folder_is_read_and_its_paths_are_its_neighbours(tmp_path):
    written(tmp_path, 'data = "here"\ncontact = "a@b.example"\n[crawl]\nca_file = "ca.pem"\ndelay_s = 3\n')
    settings = load_settings(environ={})
    assert (settings.data, settings.contact) == (tmp_path / "here", "a@b.example")
    assert (settings.crawl.ca_file, settings.crawl.delay_s) == (tmp_path / "ca.pem", 3.0)


def test_a_named_file_keeps_its_own_folder_for_relative_paths(tmp_path):
    (tmp_path / "etc").mkdir()
    file = written(tmp_path / "etc", 'data = "here"')
    assert load_settings(file, {}).data == tmp_path / "etc" / "here"
    assert load_settings(environ={"HOTLINEWATCH_CONFIG": str(file)}).data == tmp_path / "etc" / "here"


def test_variables_come_before_the_file_and_the_command_line_before_both(tmp_path):
    written(tmp_path, 'data = "file"\nlang = "en"\n[crawl]\ndelay_s = 3.0\ntimeout_s = 9.0\n')
    environ = {"HOTLINEWATCH_DATA": "variable", "HOTLINEWATCH_CRAWL__DELAY_S": "0.5", "HOTLINEWATCH_COUNTRY": "CN"}
    settings = load_settings(environ=environ)
    assert (settings.data, settings.country) == (tmp_path / "variable", "CN")
    assert (settings.crawl.delay_s, settings.crawl.timeout_s) == (0.5, 9.0)
    assert load_settings(environ=environ, data=Path("given"), lang="zh").data == tmp_path / "given"


def test_lists_and_tables_in_variables_are_written_as_in_the_file():
    environ = {
        "HOTLINEWATCH_CRAWL__ALLOW_PRIVATE": '["127.0.0.1:8443"]',
        "HOTLINEWATCH_CRAWL__RESOLVE": '{ "help.pay.example" = "127.0.0.1:8443" }',
    }
    crawl = load_settings(environ=environ).crawl
    assert crawl.allow_private == ("127.0.0.1:8443",)
    assert crawl.resolve == {"help.pay.example": "127.0.0.1:8443"}


def test_a_database_address_stands_as_it_was_given():
    assert load_settings(environ={"HOTLINEWATCH_DATABASE": "postgresql:///watch"}).database == "postgresql:///watch"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[crawl]\ndelay_s = 'slow'", ["crawl.delay_s", "'slow'", "float"]),
        ("[crawl]\ndelay_s = -1", ["crawl.delay_s", "-1", ">= 0"]),
        ("[crawl]\nspeed = 1", ["crawl.speed", "unknown key", "delay_s"]),
        ("colour = 'red'", ["colour", "unknown key", "contact"]),
        ("lang = 'fr'", ["lang", "'fr'"]),
        ("data = 5", ["data", "5", "path"]),
        ("country = 'China'", ["country", "'China'"]),
        ("crawl.resolve = { a = 1 }", ["crawl.resolve", "str"]),
        ("data = ", ["expected TOML"]),
    ],
)
def test_a_bad_file_is_told_with_its_name_key_and_value(tmp_path, text, words):
    file = written(tmp_path, text)
    with pytest.raises(ConfigError) as told:
        load_settings(environ={})
    assert all(word in str(told.value) for word in [str(file), *words]), told.value


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("HOTLINEWATCH_CRAWL__DELAY_S", "slow"),
        ("HOTLINEWATCH_CRAWL__DELAYS", "1"),
        ("HOTLINEWATCH_COLOUR", "red"),
        ("HOTLINEWATCH_COUNTRY__CODE", "CN"),
        ("HOTLINEWATCH_CRAWL__ALLOW_PRIVATE", "127.0.0.1"),
    ],
)
def test_a_bad_variable_is_told_by_its_name(name, text):
    with pytest.raises(ConfigError, match=name):
        load_settings(environ={name: text})


def test_a_named_file_that_is_missing_is_told(tmp_path):
    with pytest.raises(ConfigError, match="no such file"):
        load_settings(tmp_path / "gone.toml", {})


def test_only_settings_that_weaken_protection_are_exceptions(tmp_path):
    assert exceptions(load_settings(environ={})) == ()
    written(
        tmp_path,
        '[crawl]\nresolve = { "b.example" = "127.0.0.1:1", "a.example" = "127.0.0.1:2" }\n'
        'allow_private = ["127.0.0.1:1"]\nca_file = "ca.pem"\n',
    )
    assert exceptions(load_settings(environ={})) == (
        "crawl.resolve a.example = 127.0.0.1:2",
        "crawl.resolve b.example = 127.0.0.1:1",
        "crawl.allow_private 127.0.0.1:1",
        "crawl.ca_file ca.pem",
    )


def test_settings_are_frozen():
    with pytest.raises(AttributeError):
        load_settings(environ={}).lang = "zh"
    assert isinstance(load_settings(environ={}), Settings)


def test_no_page_is_looked_at_from_elsewhere_unless_the_settings_say_so(tmp_path):
    assert load_settings(environ={}).crawl.vantages == ()
    written(tmp_path, '[crawl]\nvantages = ["mobile"]\nvantage_share = 0.25\n')
    crawl = load_settings(environ={}).crawl
    assert (crawl.vantages, crawl.vantage_share) == (("mobile",), 0.25)


@pytest.mark.parametrize(
    "line", ['vantages = ["plain"]', 'vantages = ["fridge"]', "vantage_share = 0.0", "vantage_share = 2.0"]
)
def test_a_vantage_that_is_none_or_a_share_beyond_all_is_refused(tmp_path, line):
    written(tmp_path, f"[crawl]\n{line}\n")
    with pytest.raises(ConfigError, match="vantage"):
        load_settings(environ={})
