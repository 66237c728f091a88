"""A whole pass beside a bare Scrapy spider over the same loopback sites, and its second night beside its first.

The pass is the program: fetch, read in worker processes, compare, judge, close, report. On the second night one page in twenty
has changed and the others answer 304. The bare spiders ask the same conditional questions; one writes the same WARC
records, the other only downloads. Interleaved rounds, medians; processor time counts every child.
"""

import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.loopback_sites import body_of, number_of, serving, url_of

ROOT = Path(__file__).resolve().parents[1]
HOSTS, PAGES = 400, 5
ROUNDS = 3
CONCURRENCY = 8
# An answer of a near server; without it two processors measure only the server.
DELAY_MS = 20
LEAST_SHARE = 0.85
MOST_SECOND = 0.10


class Spent(NamedTuple):
    """Seconds on the clock and of processors, of one command and its children."""

    wall: float
    cpu: float


def run(command: list[str], cwd: Path) -> Spent:
    """Run one command to its end."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    env = {**os.environ, "PYTHONPATH": str(ROOT), "HOME": str(cwd)}
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False)
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 3):
        raise SystemExit(f"{' '.join(command)}: exit {done.returncode}\n{done.stderr}")
    return Spent(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def write_installation(home: Path, hosts: int = HOSTS, pages: int = PAGES) -> None:
    """Write one provider a host."""
    (home / "own" / "gb").mkdir(parents=True)
    for host in range(hosts):
        text = f'name = "Site {host}"\nkind = "bank"\ncountry = "GB"\nofficial_hosts = ["site-{host}.example"]\nhotline = "published"\n'
        for page in range(pages):
            text += f'\n[[pages]]\nurl = "{url_of(host, page)}"\nchannel = "help"\nlanguage = "en"\nregions = ["GB"]\n'
            text += "expect = { least = 1, most = 5 }\n"
            text += f'\n[[known]]\nnumber = "{number_of(host, page)}"\ncountry = "GB"\npurpose = "general"\n'
            text += 'origin = "an invented list"\nsure = "high"\n'
        (home / "own" / "gb" / f"site-{host}.toml").write_text(text, encoding="utf-8")


def write_settings(home: Path, port: int, hosts: int = HOSTS, concurrency: int = CONCURRENCY) -> None:
    """Send every host to the sites' port."""
    pins = "\n".join(f'"help.site-{host}.example" = "127.0.0.1:{port}"' for host in range(hosts))
    (home / "hotlinewatch.toml").write_text(
        f'data = "data"\nproviders = "own"\nshipped = false\ncontact = "bench@hotlinewatch.example"\n'
        f'[crawl]\ndelay_s = 0.0\nconcurrency = {concurrency}\nallow_private = ["127.0.0.1:{port}"]\n[crawl.resolve]\n{pins}\n',
        encoding="utf-8",
    )


def pass_over(home: Path, port: int) -> Spent:
    """One pass of the program."""
    write_settings(home, port)
    return run([sys.executable, "-m", "scheduler.cli.main", "run", "--quiet", "--json"], home)


def accept_all(home: Path) -> None:
    """Answer what the first night asked, as a maintainer would: the second is about what changed."""
    program = [sys.executable, "-m", "scheduler.cli.main"]
    run([*program, "user", "add", "ann", "--role", "reviewer", "--no-password"], home)
    run([*program, "accept", "--all", "--by", "ann", "--reason", "the sites of the benchmark"], home)


def bare(home: Path, port: int, etags: dict[str, str], *, writes: bool) -> Spent:
    """One pass of the bare spider."""
    warc = home / "bare.warc.gz"
    warc.unlink(missing_ok=True)
    pages = [[url_of(host, page), etags.get(url_of(host, page), "")] for page in range(PAGES) for host in range(HOSTS)]
    job = {"pages": pages, "port": port, "concurrency": CONCURRENCY, "warc": str(warc) if writes else ""}
    (home / "job.json").write_text(json.dumps(job), encoding="utf-8")
    return run([sys.executable, str(ROOT / "benchmarks/bare_spider.py"), str(home / "job.json")], home)


def etags_of(night: int) -> dict[str, str]:
    """What the sites called each page on that night."""
    import hashlib  # noqa: PLC0415

    return {
        url_of(host, page): f'"{hashlib.md5(body_of(host, page, night)).hexdigest()}"'  # noqa: S324
        for host in range(HOSTS)
        for page in range(PAGES)
    }


def main() -> None:
    """Print pages a second of each, the shares, and the second night's cost."""
    found: dict[str, list[Spent]] = {}
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        write_installation(home)
        with serving(1, DELAY_MS) as port:
            first = pass_over(home, port)
        accept_all(home)
        shutil.copytree(home / "data", home / "kept")
        etags = etags_of(1)
        for _ in range(ROUNDS):
            shutil.rmtree(home / "data")
            shutil.copytree(home / "kept", home / "data")
            with serving(2, DELAY_MS) as port:
                found.setdefault("pass", []).append(pass_over(home, port))
                found.setdefault("bare, same WARC", []).append(bare(home, port, etags, writes=True))
                found.setdefault("bare, download only", []).append(bare(home, port, etags, writes=False))
    pages = HOSTS * PAGES
    print(f"{pages} pages of {HOSTS} sites, {DELAY_MS} ms an answer, {CONCURRENCY} at once; medians of {ROUNDS} rounds")
    wall = {name: statistics.median(one.wall for one in spent) for name, spent in found.items()}
    cpu = {name: statistics.median(one.cpu for one in spent) for name, spent in found.items()}
    print(f"first night             {pages / first.wall:7.1f} pages/s  {first.cpu:6.1f} s of processors")
    for name in found:
        print(f"{name:23} {pages / wall[name]:7.1f} pages/s  {cpu[name]:6.1f} s of processors")
    share = wall["bare, same WARC"] / wall["pass"]
    print(f"pass beside bare with the same WARC: {share:.2f} of its pages/s (target {LEAST_SHARE})")
    print(f"pass beside bare that only downloads: {wall['bare, download only'] / wall['pass']:.2f}")
    print(f"second night beside first: {cpu['pass'] / first.cpu:.3f} of the processor time (target {MOST_SECOND})")


if __name__ == "__main__":
    main()
