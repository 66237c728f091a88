"""What is secret stands in its own place alone: not in logs, reports, the archive, releases or the database."""

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.safety.world import write_home
from tests.walks.desk import Person

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "a-long-word-for-the-desk-7781"  # noqa: S105 - of this test alone
MAIL_PASSWORD = "mail-secret-word-4471"  # noqa: S105
TOKEN = "hook-secret-token-9912"  # noqa: S105
DATABASE_PASSWORD = "database-secret-word-5523"  # noqa: S105
SECRETS = (PASSWORD, MAIL_PASSWORD, TOKEN, DATABASE_PASSWORD)


class Home:
    """An installation whose settings hold secrets, and everything that its programs ever printed."""

    def __init__(self, folder):
        self.folder = folder
        self.printed = ""
        # Nobody listens there: what could not be delivered is told, too.
        to = (
            '[{ name = "mail", address = "to@hotlinewatch.example" }, '
            f'{{ name = "hook", address = "json://user:{TOKEN}@127.0.0.1:9/{TOKEN}" }}]'
        )
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "PYTHONPATH": str(ROOT),
            "HOTLINEWATCH_LOG": "json",
            "HOTLINEWATCH_DELIVERY__MAIL__HOST": "127.0.0.1",
            "HOTLINEWATCH_DELIVERY__MAIL__PORT": "9",
            "HOTLINEWATCH_DELIVERY__MAIL__SENDER": "us@hotlinewatch.example",
            "HOTLINEWATCH_DELIVERY__MAIL__USER": "us",
            "HOTLINEWATCH_DELIVERY__MAIL__PASSWORD": MAIL_PASSWORD,
            "HOTLINEWATCH_DELIVERY__TO": to,
        }

    def start(self, *words, **more):
        command = [sys.executable, "-m", "scheduler.cli.main", *map(str, words)]
        pipe = subprocess.PIPE
        environment = {**self.environment, **more}
        return subprocess.Popen(
            command, stdin=pipe, stdout=pipe, stderr=pipe, text=True, cwd=self.folder, env=environment
        )

    def call(self, *words, given="", **more):
        out, err = self.start(*words, **more).communicate(given, timeout=120)
        self.printed += out + err
        return out


@pytest.fixture(scope="module")
def used(tmp_path_factory):
    """The installation after a night, decisions, a release, deliveries that failed and people who signed in."""
    home = Home(tmp_path_factory.mktemp("secrets"))
    warc = write_home(home.folder)
    home.call("run", "--from", warc, "--quiet")
    home.call("user", "add", "ann", "--role", "admin", "--password-stdin", given=f"{PASSWORD}\n")
    asked = [one["id"] for one in json.loads(home.call("review", "list", "--json"))["findings"]]
    home.call("accept", *asked[:3], "--by", "ann", "--reason", "the provider says so")
    home.call("deliver")
    home.call("deliver", "--test")
    home.call("entries", HOTLINEWATCH_DATABASE=f"postgresql://us:{DATABASE_PASSWORD}@127.0.0.1:9/none")
    desk = home.start("serve", "--only", "desk", "--desk-port", "0")
    address = re.search(r"http://127\.0\.0\.1:\d+", desk.stdout.readline())[0]
    person = Person(address, {})
    person.post("/sign-in", name="ann", password="not " + PASSWORD)
    signed = person.post("/sign-in", name="ann", password=PASSWORD)
    assert signed.path == "/", signed.html
    person.get("/lines")
    home.cookies = [one.value for one in person.jar if len(one.value) > 20]
    desk.send_signal(signal.SIGTERM)
    home.printed += "".join(desk.communicate(timeout=60))
    return home


def held(file):
    """What a file holds, its gzip members opened."""
    raw = file.read_bytes()
    if file.name.endswith(".gz"):
        raw += subprocess.run(["zcat", file], capture_output=True, check=True).stdout
    return raw


def test_no_secret_of_the_settings_is_printed_logged_or_kept(used):
    assert "findings" in used.printed or "run_closed" in used.printed
    found = [(secret, "printed") for secret in SECRETS if secret in used.printed]
    for file in (used.folder / "data").rglob("*"):
        if file.is_file():
            found += [(secret, file.name) for secret in SECRETS if secret.encode() in held(file)]
    assert found == []


def test_a_signing_key_lies_outside_the_data_folder_readable_for_its_owner_alone(used):
    key = used.folder / "key.pem"
    assert key.stat().st_mode & 0o077 == 0
    middle = key.read_bytes().splitlines()[1]
    assert not any(middle in held(file) for file in (used.folder / "data").rglob("*") if file.is_file())
    assert middle.decode() not in used.printed


def test_who_reads_the_database_can_neither_sign_in_nor_take_over_a_session(used):
    assert used.cookies
    base = sqlite3.connect(used.folder / "data" / "directory.db")
    dump = "\n".join(base.iterdump())
    base.close()
    assert not any(cookie in dump or cookie in used.printed for cookie in used.cookies)
    assert "$argon2id$" in dump
