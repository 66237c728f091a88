"""What the program that made the release consists of: a bill of materials in CycloneDX, the same in every release of a version."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

from publish.contents import Contents


def render(_: Contents) -> Iterator[tuple[str, str]]:
    """Write `sbom.cdx.json`, as `make lock` drew it up from the lock."""
    yield "sbom.cdx.json", files("publish.formats").joinpath("sbom.json").read_text(encoding="utf-8")
