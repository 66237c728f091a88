"""The summary of a sweep: which numbers are claimed for whom, where, since when, and which false ones pages share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

# Addresses that a summary names of one number; all of them stand in the claims beside it.
MOST_URLS = 20
# Distinct claims and hosts that one summary holds, so that memory stays flat whatever is swept; what is left out is counted.
MOST_CLAIMS = 100_000
MOST_HOSTS = 1000
WRONG = ("suspicious", "known_false", "official_other_provider", "retired")


class Summary:
    """What some judged claims come to; grows with the distinct numbers, not with the pages."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, str], dict[str, Any]] = {}
        self.left_out = 0

    def add(self, line: Mapping[str, Any]) -> None:
        """Count one judged claim."""
        key = (str(line["provider"]), str(line["number"]))
        if key not in self.rows and len(self.rows) >= MOST_CLAIMS:
            self.left_out += 1
            return
        fresh = {
            "verdict": "",
            "score": -1.0,
            "reasons": [],
            "pages": 0,
            "hosts": set(),
            "urls": [],
            "first": "",
            "last": "",
        }
        row = self.rows.setdefault(key, fresh)
        if line["score"] > row["score"]:
            row |= {
                "verdict": line["verdict"],
                "score": line["score"],
                "reasons": [one["id"] for one in line["reasons"]],
            }
        row["pages"] += 1
        if len(row["hosts"]) < MOST_HOSTS:
            row["hosts"].add(host_of(line["url"]))
        if len(row["urls"]) < MOST_URLS and line["url"] not in row["urls"]:
            row["urls"].append(line["url"])
        dates = [at for at in (row["first"], row["last"], line["at"]) if at]
        row |= {"first": min(dates, default=""), "last": max(dates, default="")}

    def claims(self) -> list[dict[str, Any]]:
        """The claims, the most suspicious first: provider, number, verdict, where, since when."""
        rows = [
            {"provider": provider, "number": number} | row | {"hosts": sorted(row["hosts"])}
            for (provider, number), row in self.rows.items()
        ]
        return sorted(rows, key=lambda row: (-row["score"], -row["pages"], row["provider"], row["number"]))

    def clusters(self) -> list[dict[str, Any]]:
        """Groups of hosts that share false numbers, the largest first: whoever planted one has a hand in the others."""
        wrong = [row for row in self.claims() if row["verdict"] in WRONG]
        groups: list[tuple[set[str], set[str], int]] = []
        for row in wrong:
            hosts, numbers, pages = set(row["hosts"]), {row["number"]}, row["pages"]
            apart = []
            for group in groups:
                if group[0] & hosts or group[1] & numbers:
                    hosts, numbers, pages = hosts | group[0], numbers | group[1], pages + group[2]
                else:
                    apart.append(group)
            groups = [*apart, (hosts, numbers, pages)]
        shared = [group for group in groups if group[2] > 1]
        shared.sort(key=lambda group: (-group[2], sorted(group[1])))
        return [{"numbers": sorted(two), "hosts": sorted(one), "pages": pages} for one, two, pages in shared]


def host_of(url: str) -> str:
    """The host of an address, "" where it has none."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def summarize(lines: Iterable[Mapping[str, Any]]) -> Summary:
    """Add up some judged claims."""
    summary = Summary()
    for line in lines:
        summary.add(line)
    return summary
