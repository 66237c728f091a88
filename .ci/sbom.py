"""Write the bill of materials that every release carries: what an installation by the lock consists of, as CycloneDX 1.6.

Usage: sbom.py LOCK.txt OUT.json. The same lock gives the same bytes: no time and no serial number stand in it; the hashes
of the files themselves stand in the lock, whose SHA-256 it names.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import tomllib
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
PINNED = re.compile(r"^([a-z0-9][a-z0-9._-]*)(?:\[[^\]]*\])?==([^ ;\\]+)")
ASKED_BY = re.compile(r"^ {4}#(?: via)? +([a-z0-9][a-z0-9._-]*)(?: \(pyproject\.toml[^)]*\))?$")


class Part(NamedTuple):
    """One locked package, by whom it is asked for, and the hashes of its files."""

    name: str
    version: str
    asked_by: tuple[str, ...]
    hashes: int

    @property
    def purl(self) -> str:
        """Its name in the world: a package URL."""
        return f"pkg:pypi/{self.name}@{self.version}"


def read_lock(text: str) -> list[Part]:
    """Read every package of a lock, in its order. Raises ValueError where one has no hash."""
    parts: list[Part] = []
    for line in text.splitlines():
        if pinned := PINNED.match(line):
            parts.append(Part(pinned[1], pinned[2], (), 0))
        elif line.lstrip().startswith("--hash=sha256:"):
            parts[-1] = parts[-1]._replace(hashes=parts[-1].hashes + 1)
        elif parts and (asked := ASKED_BY.match(line)):
            parts[-1] = parts[-1]._replace(asked_by=(*parts[-1].asked_by, asked[1]))
    for part in parts:
        if not part.hashes:
            raise ValueError(f"{part.name}=={part.version}: the lock names no SHA-256 for it; make it again: make lock")
    return parts


def bill(lock: str, name: str, version: str) -> dict[str, object]:
    """Draw up the bill of the program `name`, which `lock` installs."""
    parts = read_lock(lock)
    own = f"pkg:pypi/{name}@{version}"
    refs = {part.name: part.purl for part in parts} | {name: own}
    needs: dict[str, list[str]] = {ref: [] for ref in refs.values()}
    for part in parts:
        for asker in part.asked_by:
            if asker in refs:
                needs[refs[asker]].append(part.purl)
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {"type": "application", "bom-ref": own, "name": name, "version": version, "purl": own},
            "properties": [{"name": "hotlinewatch:lock:sha256", "value": hashlib.sha256(lock.encode()).hexdigest()}],
        },
        "components": [
            {"type": "library", "bom-ref": one.purl, "name": one.name, "version": one.version, "purl": one.purl}
            for one in parts
        ],
        "dependencies": [{"ref": ref, "dependsOn": sorted(set(found))} for ref, found in sorted(needs.items())],
    }


def text_of(lock: Path) -> str:
    """The bill of this project by a lock, as it is written."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return json.dumps(bill(lock.read_text(encoding="utf-8"), project["name"], project["version"]), indent=1) + "\n"


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(text_of(Path(sys.argv[1])), encoding="utf-8")
