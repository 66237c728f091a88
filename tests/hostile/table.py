"""All attacks by family, and the page that tells how each was met."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tests.hostile import archives, crawled, documents, wire
from tests.hostile.cases import Case, Met

FAMILIES = {
    "Bombs and bodies over HTTP": "the crawler's process",
    "Ways into our own network": "the crawler's process",
    "robots.txt": "the crawler's process",
    "Documents": "a reading worker",
    "WARC files": "the process of `run --from`",
}
HEAD = f"""# Hostile inputs, measured

Written by `make hostile`; a quick part of it runs in every `make test` (tests/hostile). Each attack is played alone against
the program's own processes with the limits it ships with, but for the time of a page ({wire.TIMEOUT_S:g} s in place of 30 s, so that
what waits ends sooner; a page is asked three times). Behind or beside each attack stands a good page, which must be read as ever.

- **outcome**: what the run's report says of the page. `too_large`, `timed_out`, `unreachable`, `http_error`, `dns_error` and
  `left_official_host` are fetches that gave nothing; `unreadable`, `wrong_type`, `empty` and `below_expectation` readings of which
  no line is ever called removed.
- **s** on the clock, with the server on the same machine; **MiB**: the most memory of the process that met it, the program
  included; both with their limits, which are the test.
"""


def attacks(trap: int) -> Iterator[tuple[str, Case]]:
    over_http, inside, rules = "Bombs and bodies over HTTP", "Ways into our own network", "robots.txt"
    families = wire.families(trap)
    for name, cases in zip((over_http, over_http, inside, rules), families, strict=True):
        yield from ((name, case) for case in cases)
    yield from (("Documents", case) for family in documents.FAMILIES for case in family())
    yield from (("WARC files", case) for case in archives.records())


def page_names(trap: int) -> list[str]:
    return [case.name for _, case in attacks(trap)]


def play(wanted: Sequence[str], folder: Path, tell: Callable[[str, Met], None]) -> list[tuple[str, Met]]:
    """Meet every attack whose name begins with one of `wanted`, all of them where it is empty."""
    found: list[tuple[str, Met]] = []
    with wire.a_trap() as (trap, came), documents.a_pool() as pool:
        for family, case in attacks(trap):
            if wanted and not case.name.startswith(tuple(wanted)):
                continue
            if family == "Documents":
                met = documents.meet(case, pool)
            elif family == "WARC files":
                met = archives.meet(case, folder / case.name)
            else:
                (met,) = crawled.meet([case], folder / case.name, trap)
            if came:
                met = Met(case, "reached our own network", str(came), met.seconds, met.mib, went_on=False)
                came.clear()
            tell(family, met)
            found.append((family, met))
    return found


def as_markdown(rows: Sequence[tuple[str, Met]]) -> str:
    parts = [HEAD]
    for family, where in FAMILIES.items():
        parts.append(f"\n## {family}\n\nMet by {where}.\n\n| case | attack | outcome | s | limit | MiB | limit |")
        parts.append("| --- | --- | --- | --: | --: | --: | --: |")
        for name, met in rows:
            if name == family:
                case = met.case
                parts.append(
                    f"| {case.name} | {case.attack.replace('|', '/')} | `{met.outcome}` | {met.seconds:.1f} | {case.seconds:g} "
                    f"| {met.mib:.0f} | {case.mib:.0f} |"
                )
    return "\n".join(parts) + "\n"
