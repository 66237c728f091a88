import subprocess
import sys

import pytest

from crawler.job import read_lines, write_job
from crawler.run import MAX_MEMORY_BYTES, UNUSABLE
from tests.crawler.loopback import a_job, a_provider, run_job


def start(*arguments: str):
    return subprocess.run(
        [sys.executable, "-m", "crawler.run", *arguments], capture_output=True, text=True, timeout=60, check=False
    )


@pytest.mark.parametrize("arguments", [(), ("a.json", "b.json"), ("missing.json",)])
def test_a_start_without_a_job_is_bad_usage(arguments):
    done = start(*arguments)
    assert done.returncode == UNUSABLE
    assert done.stderr
    assert "Traceback" not in done.stderr


def test_progress_tells_the_beginning_every_page_and_the_end(site, tmp_path):
    _lines, events = run_job(a_job(site, tmp_path, a_provider("http://plain.pay.example/ok")))
    assert [event["event"] for event in events] == ["crawl_started", "page_fetched", "crawl_finished"]
    assert events[0]["of"] == 1
    assert events[1] == {
        "event": "page_fetched",
        "done": 1,
        "of": 1,
        "provider": "gb/pay",
        "page": "http://plain.pay.example/ok",
        "outcome": "ok",
    }


def test_a_job_without_pages_ends_well(site, tmp_path):
    lines, events = run_job(a_job(site, tmp_path))
    assert lines == {}
    assert events[-1] == {"event": "crawl_finished", "left": 0}


def test_a_full_disk_breaks_the_crawl_and_leaves_the_page_for_the_next_attempt(site, tmp_path):
    job = a_job(site, tmp_path, a_provider("http://plain.pay.example/page-1"), folder=str(tmp_path / "warc" / "run"))
    script = (
        "import resource, signal, sys, crawler.run\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (400, 400))\n"
        "sys.exit(crawler.run.main(sys.argv[1:]))"
    )
    run = tmp_path / "job.json"
    write_job(job, run)
    done = subprocess.run(
        [sys.executable, "-c", script, str(run)], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 1, done.stdout
    assert "crawl_broken" in done.stdout
    assert read_lines(tmp_path / "warc" / "run") == []


def test_the_process_limits_its_own_memory():
    script = (
        'import resource, crawler.run; crawler.run.main(["none"]); print(resource.getrlimit(resource.RLIMIT_AS)[0])'
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.splitlines()[-1] == str(MAX_MEMORY_BYTES)
