import http.client
import json
import os
import re
import signal
import subprocess
import sys
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from publish.api.server import listen
from tests.publish.api.conftest import a_server
from tests.publish.conftest import a_line
from tests.publish.releases import write_release
from tests.scheduler.cli.nights import LISTED, store_night
from tests.walks.desk import Person, a_world
from tests.walks.world import PASSWORD

BY = ("--by", "ann", "--reason", "the provider says so")

ROOT = Path(__file__).resolve().parents[3]
NOW = datetime.now(UTC)  # noqa: TID251 - the program itself asks the clock


@contextmanager
def serving(tmp_path, *options):
    """The program itself, with no database in its environment nor on its disk."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("HOTLINEWATCH_")}
    code = (
        "import sys; from scheduler.cli.main import main; code = main(); "
        "print(sorted({name.partition('.')[0] for name in sys.modules} & {'sqlalchemy', 'alembic', 'scrapy'})); "
        "sys.exit(code)"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, "serve", *options, "--port", "0", "--data", tmp_path / "nothing"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=tmp_path,
        env={**environment, "PYTHONPATH": str(ROOT)},
    )
    try:
        yield process, process.stdout.readline()
    finally:
        process.kill()
        process.communicate()


def test_the_api_runs_on_the_releases_folder_alone_without_a_database(tmp_path):
    write_release(tmp_path / "releases", [a_line()], NOW)
    with serving(tmp_path, "--only", "api", "--releases", tmp_path / "releases") as (process, line):
        assert "release 000001, signed · 1 lines" in line
        connection = http.client.HTTPConnection(re.search(r"http://(127\.0\.0\.1:\d+)/v1", line)[1], timeout=10)
        connection.request("GET", "/v1/numbers/+442079460123")
        assert json.load(connection.getresponse())["answer"] == "official"
        connection.close()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=10)
    assert process.returncode == 130
    assert "Traceback" not in err
    assert out.strip() == "[]"
    assert not (tmp_path / "nothing").exists()


def test_figures_are_told_on_an_address_of_their_own_that_no_host_option_opens(tmp_path):
    write_release(tmp_path / "releases", [a_line()], NOW)
    options = ("--only", "api", "--releases", tmp_path / "releases", "--host", "127.0.0.2", "--metrics-port", "0")
    with serving(tmp_path, *options) as (process, line):
        api = Person(re.search(r"http://127\.0\.0\.2:\d+", line)[0], {})
        metrics = Person(re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())[0], {})
        assert api.get("/v1/status").status == 200
        told = metrics.get("/metrics").html
        assert 'hotlinewatch_http_answers_total{server="api",status="2xx"} 1.0' in told
        assert "hotlinewatch_release_number 1.0" in told
        assert json.loads(metrics.get("/ready").html)["checks"] == {"release": True}
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=10)
    # Figures of the API alone need no database either.
    assert out.strip() == "[]"


def test_a_disputed_number_is_gone_from_the_api_within_a_second_of_the_decision(run, home, monkeypatch):
    monkeypatch.setenv("HOTLINEWATCH_KEY", str(home / "key.pem"))
    store_night(home)
    assert run("accept", "bbb", *BY).code == 0
    with a_server(home / "data" / "releases") as api:
        api.now = NOW
        assert api.ask(f"/v1/numbers/{LISTED}").json["answer"] == "official"
        assert run("dispute", LISTED, *BY).code == 0
        assert api.within_a_second(lambda: api.ask(f"/v1/numbers/{LISTED}").json["answer"] == "not_listed")
        assert api.ask("/v1/entries").json["total"] == 0


def test_desk_and_api_run_side_by_side_and_end_together(tmp_path):
    settings = a_world(tmp_path / "home")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("HOTLINEWATCH_")}
    told = (f"HOTLINEWATCH_{name}" for name in ("DATABASE", "PROVIDERS", "SHIPPED", "KEY"))
    values = (settings.database, str(settings.providers), "false", str(settings.key))
    command = [
        sys.executable,
        "-m",
        "scheduler.cli.main",
        "serve",
        "--port",
        "0",
        "--desk-port",
        "0",
        "--metrics-port",
        "0",
        "--data",
        settings.data,
    ]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=tmp_path,
        env={**environment, **dict(zip(told, values, strict=True)), "PYTHONPATH": str(ROOT)},
    )
    try:
        api, desk, metrics = (re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())[0] for _ in range(3))
        assert json.loads(Person(desk, {}).get("/health").html)["status"] == "ok"
        assert Person(api, {}).get("/v1/entries").status == 503
        told = Person(metrics, {}).get("/metrics").html
        assert "hotlinewatch_findings_open" in told
        assert "hotlinewatch_release_up 0.0" in told
        ada = Person(desk, {})
        assert "17 wait for an answer" in ada.post("/sign-in", name="ada", password=PASSWORD).text
    finally:
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=20)
    assert process.returncode == 143
    assert "Traceback" not in err


def test_a_desk_at_which_nobody_can_sign_in_says_how_to_make_an_account(tmp_path):
    with serving(tmp_path, "--only", "desk", "--desk-port", "0") as (_, line):
        assert "user add NAME" in line


def test_a_port_that_is_taken_is_told(run):
    with listen("127.0.0.1", 0) as listening:
        done = run("serve", "--only", "api", "--port", str(listening.getsockname()[1]))
    assert done.code == 2
    assert "cannot listen there" in done.err


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("HOTLINEWATCH_API__TRUSTED_PROXIES", '["proxy.example"]', "expected addresses or networks"),
        ("HOTLINEWATCH_API__PUBLIC_KEY", "nowhere.pem", "expected the PEM"),
        ("HOTLINEWATCH_API__PER_S", "0", "per_s"),
    ],
)
def test_a_setting_that_cannot_be_used_is_told(run, monkeypatch, name, value, told):
    monkeypatch.setenv(name, value)
    done = run("serve", "--only", "api", "--port", "0")
    assert done.code == 2
    assert told.lower() in done.err.lower()
