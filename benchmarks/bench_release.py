"""How long a release takes to gather, make and verify, its memory, how soon a disputed line is taken back; whether that grows evenly.

    .venv/bin/python benchmarks/bench_release.py            # up to 100,000 lines
    .venv/bin/python benchmarks/bench_release.py --most 10000

Each size is made in a process of its own, so that its memory is its own: a first release, then the night after, in
which every line was seen again, one in a hundred says something else, and one in a thousand is replaced. Gathering the
lines and taking one back are measured on a directory of the same size, decided line by line.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from itertools import groupby, pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from directory.decisions import Decision, DirectoryState, Effect
from directory.public import PublicEntry, PublicProvider, RetiredLine
from directory.records import Entry, Provider
from directory.store import Store
from publish.delta import Listing
from publish.release import make_release
from publish.signing import public_pem
from publish.stored import listed_lines
from publish.verify import verify_release
from publish.withdrawn import read_withdrawn
from scheduler.config import Settings
from scheduler.listing import public_listing
from scheduler.withdrawing import withdraw_unaccepted

MADE = datetime(2026, 11, 22, 2, 10, tzinfo=UTC)
SIZES = (1_000, 10_000, 100_000)
# The shipped providers have some twenty lines each where they publish many (bank and carrier lists).
LINES_OF_A_PROVIDER = 100
GROUND = {
    "policy": "policy:0123456789ab",
    "rules": {"two_persons": True},
    "chain_length": 1,
    "chain_head": "ab" * 32,
    "licence": "CC-BY-4.0",
    "contact": "corrections@hotlinewatch.example",
    "takedown": "Write to the contact.",
    "run": "2026-11-22T0204Z-4be1a0",
}


def a_line(number: int) -> PublicEntry:
    """Make an invented line; keys are numbered, not real."""
    key = f"+44306999{number:06d}"
    owner = number // LINES_OF_A_PROVIDER
    return PublicEntry(
        provider=f"gb/pay-{owner:04d}",
        name=f"Example Pay {owner}",
        names={"zh": "示例支付"},
        key=key,
        tel=f"tel:{key}",
        country="GB",
        dial_home=f"0306 999 {number:06d}",
        dial_abroad=f"+44 306 999 {number:06d}",
        abroad="yes",
        purpose="lost_card",
        audience="personal customers",
        hours="24/7",
        languages=("en", "zh"),
        label="Lost or stolen card",
        first_seen=MADE - timedelta(days=200),
        last_seen=MADE,
        verified_on=date(2026, 11, 1),
        expires_on=date(2027, 4, 30),
        accepted_by="person",
        source="https://www.example-pay.example/lost",
        evidence="9f2c" * 16,
        status="verified",
        presence="seen",
    )


def first_night(lines: int) -> Listing:
    entries = tuple(a_line(number) for number in range(lines))
    providers = tuple(
        PublicProvider(
            id=name,
            name=name,
            names={},
            aliases=(),
            kind="wallet",
            country="GB",
            group="",
            official_hosts=("example-pay.example",),
            hotline="published",
        )
        for name in sorted({entry.provider for entry in entries})
    )
    return Listing(entries=entries, providers=providers)


def night_after(before: Listing) -> Listing:
    """Give the same lines a night later: seen again, 1 in 100 reworded, 1 in 1,000 replaced."""
    entries, retired = [], []
    for place, entry in enumerate(before.entries):
        seen = msgspec.structs.replace(entry, last_seen=MADE + timedelta(days=1), evidence="00" * 32)
        if place % 1000 == 500:
            new = msgspec.structs.replace(seen, key=f"{entry.key};ext=1", tel=f"{entry.tel};ext=1")
            entries.append(new)
            retired.append(
                RetiredLine(
                    provider=entry.provider,
                    key=entry.key,
                    tel=entry.tel,
                    retired_on=date(2026, 11, 22),
                    replaced_by=new.key,
                )
            )
        else:
            entries.append(msgspec.structs.replace(seen, hours="9-18") if place % 100 == 7 else seen)
    return Listing(entries=tuple(entries), providers=before.providers, retired=tuple(retired))


def decided(store: Store, listing: Listing) -> None:
    """Fill a directory with these lines, one decision a provider."""
    for provider, found in groupby(listing.entries, key=lambda entry: entry.provider):
        lines = tuple(found)
        draft = Decision(
            seq=0, kind="attest", provider=provider, who="1", via="desk", at=MADE, reason="seen", key=lines[0].key
        )
        store.decide(draft, lambda state, lines=lines: Effect(entries=tuple(an_entry(one, state) for one in lines)))


def an_entry(line: PublicEntry, state: DirectoryState) -> Entry:
    return Entry(
        id=0,
        provider=line.provider,
        key=line.key,
        status="verified",
        accepted_by="person",
        decision=state.decision.seq,
        verified_on=line.verified_on,
        source=line.source,
    )


def measure_directory(place: Path, listing: Listing, release: Path) -> tuple[float, float]:
    """Seconds to gather what a release tells, and from a dispute to the list that takes the line back."""
    settings = Settings(data=place, database=f"sqlite:///{place / 'directory.db'}", key=place.parent / "release.pem")
    hosts = {"official_hosts": ("example-pay.example",), "hotline": "published", "kind": "wallet", "country": "GB"}
    providers = {one.id: Provider(id=one.id, name=one.name, **hosts) for one in listing.providers}
    with Store.open(settings.database) as store:
        decided(store, listing)
        at = time.perf_counter()
        assert len(public_listing(store, providers).entries) == len(listing.entries)
        gathered = time.perf_counter() - at
        line = listed_lines(release)[len(listing.entries) // 2]
        held = next(entry for entry in store.entries(line.provider) if entry.key == line.key)
        gone = Effect(entries=(msgspec.structs.replace(held, status="disputed"),))
        draft = Decision(
            seq=0, kind="dispute", provider=line.provider, who="1", via="desk", at=MADE, reason="wrong", key=line.key
        )
        at = time.perf_counter()
        store.decide(draft, lambda _: gone)
        withdraw_unaccepted(store, settings, providers, MADE, {line.provider})
        taken_back = time.perf_counter() - at
    assert line.key in {one.key for one in read_withdrawn(release.parent).lines}
    return gathered, taken_back


def measure(lines: int) -> dict[str, float]:
    """Make two releases of so many lines in this process; seconds, MiB."""
    key = Ed25519PrivateKey.generate()
    listing = first_night(lines)
    later = night_after(listing)
    before_kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "data" / "releases"
        times = [time.perf_counter()]
        folder.parent.mkdir()
        make_release(folder, listing, MADE, GROUND, key=key)
        times.append(time.perf_counter())
        release = make_release(folder, later, MADE + timedelta(days=1), GROUND, key=key)
        times.append(time.perf_counter())
        assert verify_release(release, public_pem(key)) == ()
        times.append(time.perf_counter())
        files = [path for path in release.rglob("*") if path.is_file()]
        size = sum(path.stat().st_size for path in files)
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before_kib
        gathered, taken_back = measure_directory(folder.parent, later, release)
    first, second, verified = (after - at for at, after in pairwise(times))
    return {
        "gather_s": gathered,
        "first_s": first,
        "second_s": second,
        "verify_s": verified,
        "taken_back_s": taken_back,
        "files": len(files),
        "size_mib": size / 2**20,
        "memory_mib": grown / 2**10,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--most", type=int, default=SIZES[-1], help="the largest size")
    parser.add_argument("--lines", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.lines:
        print(json.dumps(measure(given.lines)))
        return
    print(
        "lines     gather    first     next      verify    take back  files   size      memory    next, each 1,000 lines"
    )
    rates = []
    for lines in (size for size in SIZES if size <= given.most):
        command = [sys.executable, __file__, "--lines", str(lines)]
        found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        rates.append(found["second_s"] / lines * 1000)
        print(
            f"{lines:<9,} {found['gather_s']:6.2f} s  {found['first_s']:6.2f} s  {found['second_s']:6.2f} s  {found['verify_s']:6.2f} s  "
            f"{found['taken_back_s']:7.3f} s  {found['files']:<7,.0f} {found['size_mib']:6.1f} MiB "
            f"{found['memory_mib']:6.0f} MiB  {rates[-1] * 1000:6.1f} ms"
        )
    if len(rates) > 1:
        print(
            f"growth: a line costs {rates[-1] / rates[-2]:.2f} of what it costs at a tenth of the size (1.00: linear)"
        )


if __name__ == "__main__":
    main()
