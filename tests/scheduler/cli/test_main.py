import json
import subprocess
import sys

import pytest

from scheduler.cli.main import VERBS

LIGHT = """
import sys
from scheduler.cli.main import main
code = main(sys.argv[1:])
heavy = sorted({name.partition(".")[0] for name in sys.modules} & set("scrapy twisted sqlalchemy rich phonenumbers".split()))
print(code, *heavy, file=sys.stderr)
"""


def test_help_lists_every_verb_and_exit_code_and_imports_nothing_heavy():
    done = subprocess.run([sys.executable, "-c", LIGHT, "--help"], capture_output=True, text=True, check=True)
    assert done.stderr == "0\n"
    assert all(f"  {verb} " in done.stdout for verb in VERBS)
    assert "5 canary missed" in done.stdout


def test_reading_a_file_needs_no_database_and_no_crawler(tmp_path):
    (tmp_path / "page.txt").write_text("Call 020 7946 0018", encoding="utf-8")
    command = [sys.executable, "-c", LIGHT, "read", str(tmp_path / "page.txt"), "--region", "GB", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path)
    assert json.loads(done.stdout)["numbers"] == ["+442079460018"]
    assert done.stderr.splitlines()[-1].split()[0] == "0"
    assert not {"sqlalchemy", "scrapy", "twisted"} & set(done.stderr.split())


def test_an_unknown_verb_is_refused_with_the_near_one(run):
    done = run("chek", "95188")
    assert done.code == 2
    assert "did you mean 'check'?" in done.err


def test_an_unknown_option_is_bad_usage(run):
    assert run("entries", "--colour").code == 2


def test_the_version_is_told(run):
    done = run("--version")
    assert (done.code, done.out.split()[0]) == (0, "hotlinewatch")


def test_a_bad_setting_is_told_with_its_place(run, home):
    (home / "hotlinewatch.toml").write_text("lang = 'fr'", encoding="utf-8")
    done = run("entries")
    assert done.code == 2
    assert "hotlinewatch.toml: lang: got 'fr'" in done.err


def test_an_option_after_the_verb_wins_over_the_same_one_before_it(run, home):
    assert str(home / "one") in run("--data", home / "one", "entries").err
    assert str(home / "two") in run("--data", home / "one", "entries", "--data", home / "two").err


def test_a_directory_that_is_not_there_yet_is_exit_code_4_with_what_to_do(run):
    for verb in (["entries"], ["review"], ["report"], ["user", "list"]):
        done = run(*verb)
        assert (done.code, done.out) == (4, "")
        assert "there is no directory yet; `hotlinewatch run`" in done.err


def test_a_broken_database_is_exit_code_6(run, home):
    (home / "data").mkdir()
    (home / "data" / "directory.db").write_bytes(b"not a database at all, and long enough to look at" * 100)
    done = run("entries")
    assert done.code == 6
    assert "directory.db" in done.err


@pytest.mark.parametrize("verb", ["read", "show", "entries", "review", "user", "report", "doctor"])
def test_every_verb_tells_its_options_and_exit_codes(run, verb):
    done = run(verb, "--help")
    assert done.code == 0
    assert "Exit codes: 0 done" in done.out
