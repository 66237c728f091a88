"""Whether a release is whole and unchanged, told with nothing but its folder and a public key."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path, PurePosixPath

import msgspec

from publish.release import MANIFEST, SCHEMA
from publish.signing import PUBLIC_KEY, SIGNATURE, is_signed


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """The manifest of a release, as far as checking needs it."""

    schema: str
    number: int
    made: datetime
    expires_at: datetime
    entries: int
    key: str
    files: dict[str, str]


def read_manifest(release: Path) -> Manifest:
    """Read the manifest of a release. Raises msgspec.DecodeError when it is none, OSError when it is not there."""
    return msgspec.json.decode((release / MANIFEST).read_bytes(), type=Manifest)


def verify_release(release: Path, public_key: bytes | None = None) -> tuple[str, ...]:
    """List what is wrong with a release, each with its file; () when it is whole and unchanged.

    public_key: PEM of the key that must have signed every file. None checks the digests alone: they show
    damage, not forgery, for whoever can rewrite the files can rewrite the manifest.
    Raises KeyTrouble when `public_key` is no Ed25519 key.
    """
    try:
        manifest = read_manifest(release)
    except (msgspec.DecodeError, OSError) as error:
        return (f"{MANIFEST}: cannot be read: {error}",)
    faults = []
    if manifest.schema != SCHEMA:
        faults.append(f"{MANIFEST}: schema {manifest.schema!r}, expected {SCHEMA!r}")
    if f"{manifest.number:06d}" != release.name:
        faults.append(f"{MANIFEST}: number {manifest.number}, expected that of its folder {release.name}")
    faults += _digest_faults(release, manifest)
    if public_key is not None:
        faults += _signature_faults(release, [*manifest.files, MANIFEST], public_key)
    return tuple(faults)


def _digest_faults(release: Path, manifest: Manifest) -> list[str]:
    faults = []
    for name, digest in sorted(manifest.files.items()):
        path = release / name
        if not _lies_inside(name) or not path.is_file() or path.is_symlink():
            faults.append(f"{name}: not in the release, expected by its manifest")
        elif hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            faults.append(f"{name}: its SHA-256 is not the manifest's; the file was changed or damaged")
    beside = {name + SIGNATURE for name in [*manifest.files, MANIFEST]}
    known = {*manifest.files, MANIFEST, PUBLIC_KEY, *beside}
    found = sorted(path.relative_to(release).as_posix() for path in release.rglob("*") if not path.is_dir())
    return faults + [f"{name}: not in the manifest" for name in found if name not in known]


def _lies_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return path.as_posix() == name and not path.is_absolute() and ".." not in path.parts


def _signature_faults(release: Path, names: list[str], public_key: bytes) -> list[str]:
    faults = []
    for name in names:
        path, signature = release / name, release / (name + SIGNATURE)
        if not signature.is_file():
            faults.append(f"{name}: has no signature beside it")
        elif path.is_file() and not is_signed(path.read_bytes(), signature.read_bytes(), public_key):
            faults.append(f"{name}: its signature is not by the given key")
    return faults
