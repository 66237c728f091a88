import click
from click.testing import CliRunner

from scheduler.cli.options import DONE, NOTHING, common_options, exit_codes


def test_exit_codes_are_told_with_their_meaning():
    assert exit_codes(DONE, NOTHING) == "Exit codes: 0 done, 4 nothing there."


def test_a_verb_is_given_the_settings_and_its_own_options(home):
    @click.command()
    @click.option("--mine")
    @common_options
    def verb(*, mine, settings):
        click.echo(f"{mine} {settings.data} {settings.lang}")

    done = CliRunner().invoke(verb, ["--mine", "x", "--lang", "zh"])
    assert done.output == f"x {home / 'data'} zh\n"


def test_a_config_file_may_be_named(home):
    (home / "other.toml").write_text('data = "elsewhere"', encoding="utf-8")

    @click.command()
    @common_options
    def verb(*, settings):
        click.echo(str(settings.data))

    assert CliRunner().invoke(verb, ["--config", "other.toml"]).output == f"{home / 'elsewhere'}\n"
