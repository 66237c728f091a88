"""`make spark-test` runs this on a master and two workers of this machine; elsewhere it is skipped where Spark is absent."""

import os
import re
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from directory.records import Provider
from directory.store_trouble import StoreTrouble
from scheduler.cli.main import main
from scheduler.spark_sweep import spark_context, sweep_on_spark
from scheduler.sweeping import sweep_slices

ROOT = Path(__file__).resolve().parents[2]
ONE = Provider(id="us/alpha", name="Alphawallet", kind="wallet", country="US", official_hosts=(), hotline="published")
PROVIDERS = {ONE.id: ONE}


def test_without_the_extra_it_says_what_to_install(tmp_path, monkeypatch, capfd):
    monkeypatch.setitem(sys.modules, "pyspark", None)
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    (tmp_path / "a.warc").write_bytes(b"")
    assert main(["sweep", "--data", str(tmp_path), "--spark", "local[1]", str(tmp_path / "a.warc")]) == 6
    assert "pip install 'hotlinewatch[spark]'" in capfd.readouterr().err
    with pytest.raises(StoreTrouble), spark_context("local[1]"):
        pass


@contextmanager
def a_cluster(folder):
    """A standalone master and two workers; give the master's address."""
    pyspark = pytest.importorskip("pyspark", reason="the extra `spark` is not installed; `make spark-test` installs it")
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java, which is not on this machine")
    home = Path(pyspark.__file__).parent
    env = {**os.environ, "SPARK_HOME": str(home), "PYTHONPATH": str(ROOT), "SPARK_WORKER_DIR": str(folder / "work")}
    started = []

    def start(*words):
        log = folder / f"{len(started)}.log"
        command = [str(home / "bin/spark-class"), f"org.apache.spark.deploy.{words[0]}", *words[1:]]
        with log.open("wb") as out:
            started.append(subprocess.Popen(command, env=env, stdout=out, stderr=out, start_new_session=True))
        return log

    def said(log, pattern):
        until = time.monotonic() + 60
        while time.monotonic() < until:
            if found := re.search(pattern, log.read_text(encoding="utf-8", errors="replace")):
                return found
            time.sleep(0.2)
        raise AssertionError(log.read_text(encoding="utf-8", errors="replace")[-2000:])

    try:
        host = ("--host", "127.0.0.1", "--webui-port", "0")
        master = said(start("master.Master", *host, "--port", "0"), r"Starting Spark master at (spark://\S+)")[1]
        for log in [start("worker.Worker", *host, "-c", "1", "-m", "2g", master) for _ in range(2)]:
            said(log, "Successfully registered with master")
        yield master
    finally:
        for process in started:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, 9)
            process.wait()


@pytest.mark.timeout(300)
def test_a_cluster_gives_what_one_machine_gives(tmp_path, monkeypatch):
    files = []
    for number in range(6):
        page = f"<html><body>Alphawallet phone: 202-555-01{number:02}</body></html>".encode()
        answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
        head = f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://a{number}.example/\r\nContent-Length: {len(answer)}\r\n\r\n"
        files.append(tmp_path / f"{number}.warc")
        files[-1].write_bytes((head.encode() + answer + b"\r\n\r\n") * (number + 1))
    files.append(tmp_path / "none.warc")
    here = list(sweep_slices(files, PROVIDERS, 1))
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
    with a_cluster(tmp_path) as master, spark_context(master) as context:
        assert list(sweep_on_spark(context, files, PROVIDERS)) == here
        assert context.defaultParallelism == 2, "both workers took part"
    assert [len(one.claims) for one in here] == [1, 2, 3, 4, 5, 6, 0]
