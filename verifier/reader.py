"""Which reader reads, told without loading it: whoever asks what was read by whom parses no page."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources
from importlib.metadata import version

from verifier.readers.image import can_recognize

# Every module of this package that reading loads, and its data.
READING = (
    "atoms.py", "codes.py", "codes.toml", "countries.py", "countries.toml", "country_names.toml", "dates.py", "document.py", "extension.py", "facts.py", "filters.py", "find.py", "fold.py", "glued.py", "joined.py", "listed.py", "masked.py", "masked.toml", "masks.py",
    "meaning.py", "meaning.toml", "north_american.py", "outcomes.toml", "overridden.py", "own.py", "owner.py", "owner.toml", "presence.py", "read_stretch.py", "reading.py", "refuse.py", "regions.py", "scopes.py", "service.py", "service.toml", "shapes.py", "sight.py", "skim.py", "split.py", "stretches.py", "surroundings.py", "topics.toml", "unlabelled.py",
    "vanity.py", "windows.py", "words.py", "words.toml",
)  # fmt: skip


@cache
def reader_digest() -> str:
    """Digest of everything that decides what a snapshot is read as: our reading code, its data, the libraries."""
    digest = hashlib.sha256()
    for package, names in (
        ("verifier", READING),
        ("verifier.readers", None),
        ("directory", ("countries.py", "countries.toml", "number.py", "plans.py", "printed.py", "terms.py")),
    ):
        for file in sorted(resources.files(package).iterdir(), key=lambda entry: entry.name):
            if file.name.endswith((".py", ".toml")) and (names is None or file.name in names):
                digest.update(f"{package}/{file.name}\x00".encode() + file.read_bytes() + b"\x00")
    for library in ("phonenumbers", "beautifulsoup4", "selectolax", "pypdfium2", "pypdf"):
        digest.update(f"{library}={version(library)}\x00".encode())
    # Without its extra a picture is no text, so its absence is part of how things are read.
    for library in ("rapidocr", "onnxruntime", "pillow") if can_recognize() else ():
        digest.update(f"{library}={version(library)}\x00".encode())
    return digest.hexdigest()
