"""Files of releases, handed out byte for byte as they were signed, each held to its manifest first."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path
from typing import NamedTuple

import msgspec

from publish.api.problems import Problem
from publish.keys import KEYS, NEXT, REVOKED
from publish.release import NUMBERED, list_releases
from publish.shelf import Shelf
from publish.signing import PUBLIC_KEY, SIGNATURE, KeyTrouble
from publish.stored import MANIFEST, Manifest, read_manifest
from publish.withdrawn import WITHDRAWN

# Keys, and what takes lines or keys back: beside the releases, not in one.
BESIDE = (
    WITHDRAWN,
    WITHDRAWN + SIGNATURE,
    PUBLIC_KEY,
    NEXT,
    NEXT + SIGNATURE,
    REVOKED,
    REVOKED + SIGNATURE,
)
# Keys that took over, each signed by the one before it.
FOLLOWING = re.compile(rf"{KEYS}/[0-9A-Za-z-]+\.pem(?:{re.escape(SIGNATURE)})?")
# Keys that took over, by digest.
KEY_FILE = re.compile(r"keys/[0-9a-f]{64}\.pem(\.sig)?")
MEDIA = {
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".csv": "text/csv; charset=utf-8",
    ".ndjson": "application/x-ndjson",
    ".atom": "application/atom+xml",
    ".vcf": "text/vcard; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".pem": "application/x-pem-file",
}
DELTA = "delta.ndjson"
# A reader who is further behind takes the whole directory.
DELTAS_MOST = 100
DELTA_BYTES = 64 * 1024 * 1024


class Handed(NamedTuple):
    """A file to hand out: where it lies, its SHA-256, its size in bytes and what identifies it on disk."""

    path: Path
    digest: str
    media: str
    print: tuple[int, ...]


class Files:
    """The files of every release in the folder of `shelf`; what was verified once is known by inode, size and times."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._folder = shelf.folder
        self._manifests: dict[str, tuple[tuple[int, ...], Manifest]] = {}
        self._verified: dict[Path, tuple[tuple[int, ...], str]] = {}

    def releases(self) -> list[Manifest]:
        """List the manifests of all releases that can be verified, the newest first."""
        found = []
        for release in reversed(list_releases(self._folder)):
            try:
                found.append(self.manifest(release.name))
            except Problem:
                continue
        return found

    def manifest(self, name: str) -> Manifest:
        """Give the verified manifest of a release. name: of its folder. Raises Problem `no_such_release`, `damaged`."""
        release = self._release(name)
        path = release / MANIFEST
        if not path.is_file():
            raise Problem("no_such_release")
        mark = _print_of(path)
        known = self._manifests.get(name)
        if known is None or known[0] != mark:
            known = (mark, self._verified_manifest(release))
            self._manifests[name] = known
        return known[1]

    def file(self, release_name: str, name: str) -> Handed:
        """Find a file of a release, held to the manifest. Raises Problem `no_such_release`, `damaged`."""
        manifest = self.manifest(release_name)
        release = self._release(release_name)
        named = name.removesuffix(SIGNATURE)
        path = release / name
        if (named not in manifest.files and named not in (MANIFEST, PUBLIC_KEY)) or not path.is_file():
            raise Problem("no_such_release")
        if not path.resolve().is_relative_to(release.resolve()):
            raise Problem("damaged")
        handed = self._hand(path, name)
        if name in manifest.files and handed.digest != manifest.files[name]:
            raise Problem("damaged")
        return handed

    def beside(self, name: str) -> Handed:
        """Find a file beside the releases: a key, a notice, the list of lines taken back. Raises Problem `not_found`."""
        path = self._folder / name
        if (name not in BESIDE and KEY_FILE.fullmatch(name) is None) or not path.is_file():
            raise Problem("not_found")
        return self._hand(path, name)

    def deltas(self, since: int, newest: int) -> bytes:
        """Put together what changed from release `since` to `newest`, both numbers. Raises Problem `gap` where one is missing."""
        if since > newest:
            raise Problem("no_such_release")
        if newest - since > DELTAS_MOST:
            raise Problem("gap")
        parts: list[bytes] = []
        for number in range(since + 1, newest + 1):
            parts.append(self._delta(f"{number:06d}"))
            if sum(map(len, parts)) > DELTA_BYTES:
                raise Problem("gap")
        return b"".join(parts)

    def _delta(self, release_name: str) -> bytes:
        try:
            handed = self.file(release_name, DELTA)
        except Problem as problem:
            raise Problem("gap") from problem
        data = handed.path.read_bytes()
        if hashlib.sha256(data).hexdigest() != handed.digest:
            raise Problem("damaged")
        return data

    def _release(self, name: str) -> Path:
        if NUMBERED.fullmatch(name) is None:
            raise Problem("no_such_release")
        return self._folder / name

    def _verified_manifest(self, release: Path) -> Manifest:
        path = release / MANIFEST
        try:
            if not self._shelf.is_vouched_for(path, path.read_bytes(), release):
                raise Problem("damaged")
            return read_manifest(release)
        except (msgspec.DecodeError, KeyTrouble, OSError) as error:
            raise Problem("damaged") from error

    def _hand(self, path: Path, name: str) -> Handed:
        mark = _print_of(path)
        known = self._verified.get(path)
        if known is None or known[0] != mark:
            with path.open("rb") as file:
                known = (mark, hashlib.file_digest(file, "sha256").hexdigest())
            self._verified[path] = known
        return Handed(path, known[1], MEDIA.get(Path(name).suffix, "application/octet-stream"), mark)


def _print_of(path: Path) -> tuple[int, ...]:
    return print_of(path.stat())


def print_of(found: os.stat_result) -> tuple[int, ...]:
    """Name what lies in a file; only a new write or a new file changes it, and nobody can set the time of a change."""
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns
