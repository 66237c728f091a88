"""How long the desk's pages take over a full store, beside an almost empty one, in the same run.

    .venv/bin/python benchmarks/bench_desk.py                         # 10,000 findings, 1,000 providers, 365 nights
    .venv/bin/python benchmarks/bench_desk.py --findings 1000 --providers 100 --nights 30

Prints for each page the median seconds over both stores, their ratio, and the queries each took.
"""

import argparse
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from sqlalchemy import Engine, event

from directory.findings import Change, Finding, Hit
from directory.nights import Night, Run
from directory.records import Entry
from directory.store import Store
from directory.terms import LEVELS
from scheduler.config import Settings
from tests.walks.desk import Person, a_desk
from tests.walks.world import PASSWORD, provider_file

LAST = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
TIMES = 15
PAGES = (
    "/",
    "/?level=urgent",
    "/providers",
    "/lines",
    "/runs",
    "/decisions",
    "/finding/{finding}",
    "/provider/gb/p0000",
)


ASKED: list[str] = []


def main() -> None:
    """Fill two stores, ask both in turn, print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--findings", type=int, default=10_000)
    parser.add_argument("--providers", type=int, default=1_000)
    parser.add_argument("--nights", type=int, default=365)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        small = make(Path(folder) / "small", 1, 1, 1)
        print(
            f"filling {given.providers} providers, {given.nights} nights, {given.findings} findings …", file=sys.stderr
        )
        large = make(Path(folder) / "large", given.providers, given.nights, given.findings)
        with a_desk(small) as one, a_desk(large) as other:
            event.listen(Engine, "before_cursor_execute", note)
            people = [room.person("ada") for room in (one, other)]
            print(f"{'page':28} {'empty s':>9} {'full s':>9} {'ratio':>6} {'queries':>9}")
            for pattern in PAGES:
                path = pattern.replace("{finding}", finding_id(0))
                took, asked = measure(people, path)
                ratio = took[1] / took[0]
                print(f"{pattern:28} {took[0]:9.4f} {took[1]:9.4f} {ratio:6.2f} {asked[0]:>4}/{asked[1]:<4}")


def measure(people: list[Person], path: str) -> tuple[list[float], list[int]]:
    """Give the median seconds and the queries of a page for each of two people, who ask in turn."""
    seconds: list[list[float]] = [[], []]
    queries = [0, 0]
    for person in people:
        person.get(path)
    for _ in range(TIMES):
        for n, person in enumerate(people):
            ASKED.clear()
            began = time.perf_counter()
            answer = person.get(path)
            seconds[n].append(time.perf_counter() - began)
            if answer.status != 200:
                raise SystemExit(f"{path}: {answer.status}")
            queries[n] = len([one for one in ASKED if one.lstrip().upper().startswith("SELECT")])
    return [statistics.median(one) for one in seconds], queries


def note(*told: object) -> None:
    """Keep a statement that is sent to a database."""
    ASKED.append(str(told[2]))


def make(home: Path, providers: int, nights: int, findings: int) -> Settings:
    """Fill an installation: every provider has four lines, seen each night; the findings are of the last night."""
    for n in range(providers):
        file = home / "providers" / "gb" / f"p{n:04}.toml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(provider_file(f"Provider {n}", f"服务方{n}", "bank", f"p{n}.example"), encoding="utf-8")
    data = home / "data"
    data.mkdir()
    settings = Settings(
        data=data,
        database=f"sqlite:///{data / 'directory.db'}",
        contact="tests@hotlinewatch.example",
        providers=home / "providers",
        shipped=False,
        key=home / "release.pem",
    )
    with Store.open(settings.database) as store:
        store.add_account("ada", "reviewer", PASSWORD, LAST)
        for night in range(nights):
            at = LAST - timedelta(days=nights - 1 - night)
            name = f"run-{night:04}"
            store.begin_run(name, at, name, {})
            is_last = night == nights - 1
            told = tuple(a_finding(n, providers) for n in range(findings)) if is_last else ()
            counts = {"providers": providers, "pages": 0, "fetched": 0, "unchanged": 0, "failed": 0, "held": ()}
            run = Run(id=name, at=at, canary="seen", reference="f" * 64, **counts)
            moves = tuple(
                Change(provider=f"gb/p{n:04}", number=key(n, line), change="stayed", cause="provider")
                for n in range(providers)
                for line in range(4)
            )
            lines = [a_line(n, line, at) for n in range(providers) for line in range(4)] if is_last else []
            store.close_run(name, Night(run=run, changes=moves, findings=told), lines)
    return settings


def key(provider: int, line: int) -> str:
    """A key of its own for each line; the store does not ask whether it could be dialled."""
    return f"+4420794{provider:04}{line}"[:13]


def finding_id(n: int) -> str:
    """The id of the n-th finding."""
    return f"f{n:011x}"


def a_finding(n: int, providers: int) -> Finding:
    """The n-th finding, of one level after the other."""
    level = LEVELS[n % len(LEVELS)]
    said = {"en": f"Number {n} is new", "zh": f"号码{n}是新的"}
    return Finding(
        id=finding_id(n),
        provider=f"gb/p{n % providers:04}",
        number=f"+44207946{n % 10000:04}",
        matter="addition",
        level=level,
        score=float(n % 17),
        ground=f"g{n}",
        keys=(f"+44207946{n % 10000:04}",),
        signals=(Hit(id="new_number", weight=3.0, reason=said),),
        summary=said,
        page="https://p0.example/help",
    )


def a_line(provider: int, line: int, at: datetime) -> Entry:
    """One line of the directory, as a night leaves it."""
    return Entry(
        id=0,
        provider=f"gb/p{provider:04}",
        key=key(provider, line),
        status="candidate",
        presence="seen",
        first_seen=at,
        last_seen=at,
        night_on=at.date(),
    )


if __name__ == "__main__":
    main()
