import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from directory.records import Expect, Fetch, Page, Provider
from scheduler.nursery import ReadingPoolError
from scheduler.workers import PICTURE_TIME, ReadingPool, ReadJob

READERS = '''
import os, signal, time
from directory.records import Reading

def read(job):
    """Do what the body says, then give it back as the reading's detail."""
    order = job.body.decode()
    name, _, rest = order.partition(" ")
    {"loop": loop, "fill": fill, "exit": leave, "kill": kill, "raise": fail, "write": write, "deep": deep,
     "print": say, "sleep": sleep, "lie": str}.get(name, str)(rest)
    if name == "lie":
        return {"reading": 1}
    return Reading(snapshot=job.fetch.snapshot, outcome="ok", content="", detail=order)

def loop(_):
    while True:
        pass

def fill(_):
    bytearray(8 * 1024**3)

def leave(_):
    os._exit(7)

def kill(_):
    os.kill(os.getpid(), signal.SIGKILL)

def fail(_):
    raise KeyError("text of the page")

def write(path):
    with open(path, "wb") as file:
        file.write(b"x" * 100)

def deep(_):
    deep(_)

def say(_):
    os.write(1, b"heard"), os.write(2, b"heard")

def sleep(seconds):
    time.sleep(float(seconds))
'''


@pytest.fixture(autouse=True)
def _readers(tmp_path, monkeypatch):
    (tmp_path / "hostile_readers.py").write_text(READERS, encoding="utf-8")
    (tmp_path / "broken_reader.py").write_text("raise SystemExit(3)", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)


def a_job(order: str, media: str = "text/html") -> ReadJob:
    page = Page(
        url="https://help.pay.example/",
        channel="help",
        language="en",
        regions=("GB",),
        expect=Expect(least=0, most=9),
        filters=({"name": "letters_as_digits", "pairs": {"O": "0"}},),
    )
    provider = Provider(
        id="gb/example-pay",
        name="Example Pay",
        kind="wallet",
        country="GB",
        official_hosts=("pay.example",),
        hotline="published",
    )
    fetch = Fetch(
        provider=provider.id,
        page=page.url,
        at=datetime(2026, 11, 22, tzinfo=UTC),
        outcome="ok",
        media=media,
        snapshot="5" * 64,
    )
    return ReadJob(
        page=page, provider=provider, fetch=fetch, capture=None, known=(), data=Path("/data"), body=order.encode()
    )


def a_pool(**given) -> ReadingPool:
    return ReadingPool(**({"workers": 1, "timeout_s": 5.0, "reader": "hostile_readers:read"} | given))


def outcomes(pool: ReadingPool, *orders: str) -> dict[str, tuple[str, str]]:
    with pool:
        answers = list(pool.read(a_job(order) for order in orders))
    assert len(answers) == len(orders)
    return {job.body.decode(): (reading.outcome, reading.detail) for job, reading in answers}


def test_a_picture_has_longer_than_a_page():
    with a_pool(timeout_s=0.1) as pool:
        ((_, reading),) = pool.read([a_job("loop", media="image/png")])
    assert reading.detail == f"gave up after {0.1 * PICTURE_TIME:g} s"


@pytest.mark.parametrize(
    ("order", "outcome", "detail"),
    [
        ("loop", "unreadable", "gave up after"),
        ("sleep 60", "unreadable", "gave up after 1.5 s on the clock"),
        ("fill", "unreadable", "ran out of memory"),
        ("deep", "unreadable", "nested deeper"),
        ("exit", "unreadable", "worker died (exit 7)"),
        ("kill", "unreadable", "worker died (signal 9)"),
        ("raise", "internal_error", "KeyError in hostile_readers.py:"),
        ("write /tmp/hotlinewatch-never-written", "internal_error", "OSError in hostile_readers.py:"),
        ("lie", "internal_error", "no reading"),
    ],
)
def test_a_hostile_document_ends_in_a_named_outcome_and_the_next_three_are_read(order, outcome, detail):
    found = outcomes(a_pool(timeout_s=0.5), "before", order, "1", "2", "3")
    assert found[order][0] == outcome
    assert detail in found[order][1]
    assert "text of the page" not in found[order][1]
    assert [found[name] for name in ("before", "1", "2", "3")] == [("ok", name) for name in ("before", "1", "2", "3")]


def test_every_job_comes_back_once_from_several_workers():
    orders = [str(number) for number in range(50)]
    found = outcomes(a_pool(workers=2, timeout_s=0.7), *orders[:20], "exit", *orders[20:40], "loop", *orders[40:])
    assert [found[order] for order in orders] == [("ok", order) for order in orders]
    assert (found["exit"][0], found["loop"][0]) == ("unreadable", "unreadable")


def test_what_a_caller_gets_back_is_the_job_it_gave():
    job = a_job("same")
    with a_pool() as pool:
        assert next(pool.read([job]))[0] is job


def test_a_slow_caller_costs_no_document_its_time():
    with a_pool(timeout_s=0.5) as pool:
        found = []
        for _, reading in pool.read([a_job(str(number)) for number in range(6)]):
            found.append(reading.outcome)
            time.sleep(0.3)
    assert found == ["ok"] * 6


def test_a_pool_can_be_asked_again_also_after_a_caller_has_left_early():
    with a_pool() as pool:
        for _ in pool.read([a_job("1"), a_job("sleep 0.1"), a_job("3")]):
            break
        assert [reading.detail for _, reading in pool.read([a_job("4")])] == ["4"]
        assert [reading.detail for _, reading in pool.read([])] == []


def test_a_worker_is_replaced_before_it_grows_old(tmp_path):
    (tmp_path / "aging_reader.py").write_text(
        "import os\nfrom directory.records import Reading\nfrom scheduler import reading_child\n"
        "reading_child.DOCUMENTS_A_LIFE = 5\n"
        "def read(job):\n    return Reading(snapshot='', outcome='ok', content='', detail=str(os.getpid()))\n",
        encoding="utf-8",
    )
    with a_pool(reader="aging_reader:read") as pool:
        lives = [reading.detail for _, reading in pool.read([a_job("") for _ in range(12)])]
    assert [lives.count(life) for life in dict.fromkeys(lives)] == [5, 5, 2]


def test_what_a_document_makes_a_library_print_reaches_no_terminal(capfd):
    assert outcomes(a_pool(), "print")["print"][0] == "ok"
    assert capfd.readouterr() == ("", "")


def test_workers_do_not_see_our_surroundings(monkeypatch, tmp_path):
    (tmp_path / "curious_reader.py").write_text(
        "import os\nfrom directory.records import Reading\n"
        "def read(job):\n    return Reading(snapshot='', outcome='ok', content='', detail=' '.join(os.environ))\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("HOTLINEWATCH_DATABASE", "postgresql://watch:secret@db.example/watch")
    with a_pool(reader="curious_reader:read") as pool:
        assert [reading.detail.count("HOTLINEWATCH") for _, reading in pool.read([a_job("")])] == [0]


def test_workers_that_cannot_start_are_told_as_our_own_trouble(capfd):
    with a_pool(reader="broken_reader:read") as pool, pytest.raises(ReadingPoolError, match="exit 3 while starting"):
        list(pool.read([a_job("1")]))
    capfd.readouterr()


PARENT = """
import json, os, sys
sys.path[:] = json.loads(sys.argv[1])
sys.path.insert(0, sys.argv[2])
import importlib.util
spec = importlib.util.spec_from_file_location("cases", sys.argv[3])
cases = importlib.util.module_from_spec(spec)
spec.loader.exec_module(cases)
with cases.a_pool(timeout_s=0.7) as pool:
    for number, _ in enumerate(pool.read([cases.a_job("1"), cases.a_job("loop")])):
        print(pool._workers[0].process.pid, flush=True)
"""


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGKILL])
def test_no_worker_outlives_its_parent(tmp_path, end):
    command = [sys.executable, "-c", textwrap.dedent(PARENT), json.dumps(sys.path), str(tmp_path), __file__]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as parent:
        worker = int(parent.stdout.readline())
        parent.send_signal(end)
        parent.wait(10)
    for _ in range(100):
        if not is_alive(worker):
            return
        time.sleep(0.1)
    pytest.fail("the worker still runs")


def is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text(encoding="ascii")
