"""Ask the open database of vulnerabilities (osv.dev) for every locked package, by name and version.

Usage: audit.py LOCK.txt [ADDRESS]. Exit 0: nothing is known; 1: something is, printed a line each; 4: nobody could be asked,
which says nothing about the packages. What is sent: names and versions of the lock, nothing else.
"""

from __future__ import annotations

import json
import sys
import urllib.request  # noqa: TID251 - a tool of developers, no part of the program
from collections.abc import Sequence
from pathlib import Path

from sbom import Part, read_lock

ADDRESS = "https://api.osv.dev/v1/querybatch"
TIMEOUT_S = 30
KNOWN, UNASKED = 1, 4


def known(parts: Sequence[Part], address: str) -> list[tuple[Part, str]]:
    """Give what is known against the packages: package and id. Raises OSError where nobody answers, ValueError for nonsense."""
    asked = json.dumps({"queries": [{"package": {"purl": part.purl}} for part in parts]}).encode()
    request = urllib.request.Request(address, asked, {"content-type": "application/json"})  # noqa: S310, TID251 - https, or a test
    with urllib.request.urlopen(request, timeout=TIMEOUT_S) as answer:  # noqa: S310, TID251
        told = json.load(answer)
    if not isinstance(told, dict) or len(told.get("results", ())) != len(parts):
        raise ValueError(
            f"{address}: got an answer of another shape, expected one result for each of {len(parts)} packages"
        )
    return [
        (part, found["id"])
        for part, result in zip(parts, told["results"], strict=True)
        for found in result.get("vulns", ())
    ]


def main(lock: str, address: str = ADDRESS) -> int:
    """Ask, and tell."""
    parts = read_lock(Path(lock).read_text(encoding="utf-8"))
    try:
        found = known(parts, address)
    except (OSError, ValueError) as error:
        print(
            f"{lock}: NOT CHECKED: {error}. A network that reaches {address} is needed; ask again where there is one."
        )
        return UNASKED
    for part, name in found:
        print(f"{part.name}=={part.version}: {name}, see https://osv.dev/vulnerability/{name}")
    print(f"{lock}: {len(parts)} packages, {len(found)} known vulnerabilities")
    return KNOWN if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
