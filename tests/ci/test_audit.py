import importlib
import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCK = "alpha==1.0 \\\n    --hash=sha256:00\nbeta==2.0 \\\n    --hash=sha256:11\n"


@pytest.fixture
def audit(monkeypatch):
    monkeypatch.syspath_prepend(ROOT / ".ci")
    return importlib.import_module("audit")


@pytest.fixture
def lock(tmp_path):
    file = tmp_path / "lock.txt"
    file.write_text(LOCK)
    return str(file)


@contextmanager
def database(answer):
    """Answers every question so, and keeps what was asked."""
    asked = []

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self):
            asked.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps(answer).encode())

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Answers) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}).start()
        yield f"http://127.0.0.1:{server.server_port}/", asked
        server.shutdown()


def test_what_is_known_against_a_package_is_told(audit, lock, capsys):
    with database({"results": [{}, {"vulns": [{"id": "GHSA-aaaa"}]}]}) as (address, asked):
        assert audit.main(lock, address) == 1
    assert asked == [
        {"queries": [{"package": {"purl": "pkg:pypi/alpha@1.0"}}, {"package": {"purl": "pkg:pypi/beta@2.0"}}]}
    ]
    assert "beta==2.0: GHSA-aaaa" in capsys.readouterr().out


def test_where_nothing_is_known_it_ends_well(audit, lock):
    with database({"results": [{}, {}]}) as (address, _):
        assert audit.main(lock, address) == 0


def test_an_answer_of_another_shape_is_no_clean_bill(audit, lock, capsys):
    with database({"results": []}) as (address, _):
        assert audit.main(lock, address) == 4
    assert "NOT CHECKED" in capsys.readouterr().out


def test_without_a_network_it_says_that_nothing_was_checked(audit, lock, capsys):
    assert audit.main(lock, "http://127.0.0.1:9/") == 4
    assert "NOT CHECKED" in capsys.readouterr().out
