"""A night over slow loopback sites done by one worker, and by two; print how much faster two are.

    python benchmarks/bench_workers.py

Both nights are `run` with `[cluster] shards = true` over a PostgreSQL of its own; the second has a `worker` beside it, both on
this machine. Pages answer after a quarter of a second, and each worker has few requests in flight: what waits for the
network is shared well, what the processors do only where there are several. Interleaved rounds, medians.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import psycopg

from benchmarks.bench_pass import ROOT, write_installation, write_settings
from benchmarks.loopback_sites import serving
from tests.postgres import ROLE, a_server, is_here

PROGRAM = [sys.executable, "-m", "scheduler.cli.main"]
HOSTS, PAGES = 60, 4
DELAY_MS, CONCURRENCY, PAGES_A_SHARD = 400, 2, 40
ROUNDS = 3
WAIT_S = 4.0


def night(home: Path, database: str, workers: int) -> float:
    """Seconds of one night with so many workers in all, which have started before it."""
    env = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "HOME": str(home),
        "HOTLINEWATCH_DATABASE": database,
        "HOTLINEWATCH_CLUSTER__SHARDS": "true",
        "HOTLINEWATCH_CLUSTER__PAGES_A_SHARD": str(PAGES_A_SHARD),
    }
    quiet = {"cwd": home, "env": env, "stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
    beside = [subprocess.Popen([*PROGRAM, "worker"], **quiet) for _ in range(workers - 1)]
    try:
        time.sleep(WAIT_S)
        began = time.perf_counter()
        done = subprocess.run([*PROGRAM, "run", "--quiet", "--json"], check=False, **quiet)
        taken = time.perf_counter() - began
    finally:
        for one in beside:
            one.terminate()
            one.communicate()
    if done.returncode:
        raise SystemExit(f"the night of {workers}: exit {done.returncode}\n{done.stderr.decode()}")
    return taken


def main() -> None:
    """Print seconds and the ratio."""
    if not is_here():
        raise SystemExit("this benchmark needs PostgreSQL's initdb and pg_ctl on this machine")
    taken: dict[int, list[float]] = {1: [], 2: []}
    with a_server() as server, serving(1, DELAY_MS) as port:
        for turn in range(ROUNDS):
            for workers, seconds in taken.items():
                name = f"bench_{turn}_{workers}"
                with psycopg.connect(server.url("postgres"), autocommit=True) as admin:
                    admin.execute(f"CREATE DATABASE {name} OWNER {ROLE}")
                with tempfile.TemporaryDirectory() as folder:
                    home = Path(folder)
                    write_installation(home, HOSTS, PAGES)
                    write_settings(home, port, HOSTS, CONCURRENCY)
                    seconds.append(night(home, server.url(name), workers))
                print(f"round {turn + 1}, {workers} worker(s): {seconds[-1]:.1f} s", flush=True)
    print(
        f"{HOSTS * PAGES} pages of {HOSTS} sites, {DELAY_MS} ms an answer, {CONCURRENCY} requests a worker, shards of "
        f"{PAGES_A_SHARD}; medians of {ROUNDS} rounds"
    )
    for workers, seconds in taken.items():
        print(f"{workers} worker(s): {statistics.median(seconds):6.1f} s a night")
    print(
        f"two beside one: {statistics.median(taken[1]) / statistics.median(taken[2]):.2f} times as fast (2 is all there is)"
    )


if __name__ == "__main__":
    main()
