"""Files of releases, handed out byte for byte as they were signed, each held to its manifest first."""

from __future__ import annotations

import hashlib
import os
import re
from collections import OrderedDict
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec

from publish.api.problems import Problem
from publish.keys import KEYS, NEXT, REVOKED
from publish.release import NUMBERED, list_releases
from publish.shelf import Shelf
from publish.signing import PUBLIC_KEY, SIGNATURE, KeyTrouble
from publish.stored import MANIFEST, Manifest, read_manifest
from publish.withdrawn import WITHDRAWN
from publish.written import print_time

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


# Manifests of many providers are large, digests are small.
MANIFESTS_KEPT = 8
DIGESTS_KEPT = 4096

Print = tuple[int, ...]
Name = TypeVar("Name")
Known = TypeVar("Known")


class ReleaseRow(msgspec.Struct, frozen=True):
    """One release; its manifest names its files. number: written with six digits in addresses."""

    number: int
    made: str
    expires_at: str
    entries: int


class ReleaseList(msgspec.Struct, frozen=True):
    """Every release that can be verified, the newest first."""

    releases: tuple[ReleaseRow, ...]


class Handed(NamedTuple):
    """A file to hand out: where it lies, its SHA-256, its size in bytes and what identifies it on disk."""

    path: Path
    digest: str
    media: str
    print: Print


class Files:
    """The files of every release in the folder of `shelf`; what was verified once is known by inode, size and times."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._folder = shelf.folder
        self._rows: dict[str, tuple[Print, ReleaseRow]] = {}
        self._manifests: OrderedDict[str, tuple[Print, Manifest]] = OrderedDict()
        self._verified: OrderedDict[Path, tuple[Print, str]] = OrderedDict()

    def releases(self) -> list[ReleaseRow]:
        """List all releases that can be verified, the newest first."""
        found = []
        for release in reversed(list_releases(self._folder)):
            mark = self._mark_of(release)
            known = self._rows.get(release.name)
            if known is None or known[0] != mark:
                try:
                    known = self._rows[release.name] = (mark, _row_of(self.manifest(release.name)))
                except Problem:
                    continue
            found.append(known[1])
        return found

    def manifest(self, name: str) -> Manifest:
        """Give the verified manifest of a release. name: of its folder. Raises Problem `no_such_release`, `damaged`."""
        release = self._release(name)
        if not (release / MANIFEST).is_file():
            raise Problem("no_such_release")
        mark = self._mark_of(release)
        known = self._manifests.get(name)
        if known is None or known[0] != mark:
            known = (mark, self._verified_manifest(release))
            _keep(self._manifests, name, known, MANIFESTS_KEPT)
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

    def _mark_of(self, release: Path) -> Print:
        """Name a manifest, and the notice that may revoke its key."""
        notice = self._folder / REVOKED
        return _print_of(release / MANIFEST) + (_print_of(notice) if notice.is_file() else ())

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
            _keep(self._verified, path, known, DIGESTS_KEPT)
        return Handed(path, known[1], MEDIA.get(Path(name).suffix, "application/octet-stream"), mark)


def _row_of(manifest: Manifest) -> ReleaseRow:
    return ReleaseRow(
        number=manifest.number,
        made=print_time(manifest.made),
        expires_at=print_time(manifest.expires_at),
        entries=manifest.entries,
    )


def _keep(kept: OrderedDict[Name, Known], name: Name, known: Known, most: int) -> None:
    """Remember the latest; whoever asks for every file of every release must not fill the memory."""
    kept[name] = known
    if len(kept) > most:
        kept.popitem(last=False)


def _print_of(path: Path) -> Print:
    return print_of(path.stat())


def print_of(found: os.stat_result) -> Print:
    """Name what lies in a file; only a new write or a new file changes it, and nobody can set the time of a change."""
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns
