"""Pictures around numbers as files of the data folder: written whole, named by digest, checked when read."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

CROPS = "crops"
DIGEST = re.compile(r"[0-9a-f]{64}\Z", re.ASCII)


def crop_file(data: Path, digest: str) -> Path:
    """Give where the picture of that digest lies, or would. Raises ValueError for what is no digest."""
    if DIGEST.match(digest) is None:
        raise ValueError(f"crop {digest!r}: expected 64 hexadecimal digits")
    return data / CROPS / digest[:2] / f"{digest}.png"


def keep_crop(data: Path, png: bytes) -> str:
    """Write a picture into the data folder and give its digest; one that is there already stays."""
    digest = hashlib.sha256(png).hexdigest()
    file = crop_file(data, digest)
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        # Written beside and renamed, so that the name is only ever there with the whole file behind it.
        part = file.with_suffix(".part")
        part.write_bytes(png)
        part.replace(file)
    return digest


def read_crop(data: Path, digest: str) -> bytes | None:
    """Give a picture, None for one that is gone or is no longer what its digest says. Raises ValueError."""
    try:
        png = crop_file(data, digest).read_bytes()
    except FileNotFoundError:
        return None
    return png if hashlib.sha256(png).hexdigest() == digest else None
