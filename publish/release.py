"""Releases: numbered folders, each made whole or not at all and never changed again."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from directory.public import PublicEntry
from publish.contents import Contents, Ground, print_time
from publish.render import render_all
from publish.signing import public_pem

# A release nobody renewed for a week may hide a withdrawal, so it no longer counts (design, 7, 12).
VALID_DAYS = 7
SCHEMA = "hotlinewatch-release/1"
MANIFEST = "manifest.json"
LATEST = "latest"
PUBLIC_KEY = "public.pem"
SIGNATURE = ".sig"
NUMBERED = re.compile(r"\d{6}")
# Of a release that was being made when the machine stopped; the next one clears it away.
UNFINISHED = ".unfinished-"


class ReleaseRefused(ValueError):  # noqa: N818 - an answer to the shell: the last good one stays up
    """A release that must not be made, and why; the last good one stays up."""


def make_release(
    folder: Path,
    entries: Sequence[PublicEntry],
    made: datetime,
    ground: Ground,
    *,
    failed_guards: Sequence[str] = (),
    key: Ed25519PrivateKey | None = None,
) -> Path:
    """Make the next release in `folder` and point `latest` at it; gives its folder, `<folder>/000001`.

    made: aware, UTC. ground: printed in it. failed_guards: why this state must not be published, if so.
    key: signs every file, a raw Ed25519 signature beside each; None leaves the release unsigned.
    Raises ReleaseRefused when a guard failed or a line stands twice, OSError when the disk refuses; then the
    release that was up stays up. A second maker at the same time waits for the first.
    """
    if failed_guards:
        raise ReleaseRefused(f"no release was made: {'; '.join(failed_guards)}")
    ordered = _sorted_entries(entries)
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder):
        number = _next_number(folder)
        contents = Contents(
            number=number,
            made=made,
            expires_at=made + timedelta(days=VALID_DAYS),
            ground=_checked_ground(ground),
            entries=ordered,
        )
        release = folder / f"{number:06d}"
        _write_whole(folder, release, _signed(_with_manifest(contents), key))
        _replace_file(folder / LATEST, f"{release.name}\n".encode())
    return release


def list_releases(folder: Path) -> list[Path]:
    """List the releases in `folder`, the oldest first; [] when there is none."""
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if NUMBERED.fullmatch(path.name) and (path / MANIFEST).is_file())


def read_latest(folder: Path) -> Path | None:
    """Give the folder of the release that is up, None before the first.

    Raises ReleaseRefused when `latest` names no release in `folder`.
    """
    pointer = folder / LATEST
    if not pointer.is_file():
        return None
    name = pointer.read_text(encoding="utf-8").strip()
    release = folder / name
    if NUMBERED.fullmatch(name) is None or not (release / MANIFEST).is_file():
        raise ReleaseRefused(f"{pointer}: names {name!r}, expected a release in the same folder; make one anew")
    return release


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keep other makers out; the lock goes with the process, however it ends."""
    with (folder / ".lock").open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _next_number(folder: Path) -> int:
    # Every numbered folder counts, whole or not: a number is never given twice.
    return max((int(path.name) for path in folder.iterdir() if NUMBERED.fullmatch(path.name)), default=0) + 1


def _checked_ground(ground: Ground) -> Ground:
    expected = set(Ground.__annotations__)
    if set(ground) != expected:
        raise ReleaseRefused(f"ground of the release: got {sorted(ground)}, expected {sorted(expected)}")
    return ground


def _sorted_entries(entries: Iterable[PublicEntry]) -> tuple[PublicEntry, ...]:
    ordered = sorted(entries, key=lambda entry: (entry.provider, entry.key))
    for one, other in pairwise(ordered):
        if (one.provider, one.key) == (other.provider, other.key):
            raise ReleaseRefused(f"{one.provider} {one.key}: stands twice, expected one line for provider and key")
    return tuple(ordered)


def _with_manifest(contents: Contents) -> dict[str, bytes]:
    files = render_all(contents)
    manifest = {
        "schema": SCHEMA,
        "number": contents.number,
        "made": print_time(contents.made),
        "expires_at": print_time(contents.expires_at),
        "entries": len(contents.entries),
        "ground": dict(contents.ground),
        "files": {name: hashlib.sha256(data).hexdigest() for name, data in sorted(files.items())},
    }
    return {**files, MANIFEST: (json.dumps(manifest, ensure_ascii=False, indent=1) + "\n").encode("utf-8")}


def _signed(files: Mapping[str, bytes], key: Ed25519PrivateKey | None) -> dict[str, bytes]:
    if key is None:
        return dict(files)
    signatures = {name + SIGNATURE: key.sign(data) for name, data in files.items()}
    return {**files, **signatures, PUBLIC_KEY: public_pem(key)}


def _write_whole(folder: Path, release: Path, files: Mapping[str, bytes]) -> None:
    for left_over in folder.glob(f"{UNFINISHED}*"):
        shutil.rmtree(left_over)
    unfinished = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=folder))
    try:
        for name, data in files.items():
            _write_file(unfinished / name, data)
        unfinished.chmod(0o755)
        _sync_folder(unfinished)
        unfinished.rename(release)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    _sync_folder(folder)


def _write_file(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    # Releases are never changed.
    path.chmod(0o444)


def _replace_file(path: Path, data: bytes) -> None:
    temporary = path.with_name(f".{path.name}.part")
    with temporary.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
