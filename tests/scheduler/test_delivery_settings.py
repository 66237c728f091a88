import pytest

from scheduler.config import ConfigError, load_settings


def test_recipients_are_read_with_what_they_want(tmp_path):
    file = tmp_path / "hotlinewatch.toml"
    file.write_text(
        '[delivery.mail]\nhost = "mail.example"\nsender = "watch@x.example"\n'
        '[[delivery.to]]\nname = "desk"\naddress = "desk@x.example"\n'
        '[[delivery.to]]\nname = "crawl"\naddress = "ntfy://x"\nwants = ["pages"]\nlang = "zh"\n',
        encoding="utf-8",
    )
    told = load_settings(file, {"HOTLINEWATCH_DELIVERY__MAIL__PASSWORD": "s"}).delivery
    desk, crawl = told.to
    assert desk.is_mail
    assert desk.is_for("urgent")
    assert not desk.is_for("pages")
    assert not crawl.is_mail
    assert crawl.is_for("pages")
    assert told.mail.password == "s"  # noqa: S105 - the test's own


def test_a_wish_that_is_none_is_refused_with_its_place(tmp_path):
    file = tmp_path / "hotlinewatch.toml"
    file.write_text('[[delivery.to]]\nname = "desk"\naddress = "a@x.example"\nwants = ["gossip"]\n', encoding="utf-8")
    with pytest.raises(ConfigError, match="gossip"):
        load_settings(file, {})
