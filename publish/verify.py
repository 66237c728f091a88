"""Whether a release is whole and unchanged, told with nothing but its folder and a public key."""

from __future__ import annotations

import hashlib
from pathlib import Path, PurePosixPath

import msgspec

from publish.keys import NEXT, is_signed_by_any, trusted_keys
from publish.release import LATEST, ReleaseRefused, read_latest
from publish.signing import PUBLIC_KEY, SIGNATURE
from publish.stored import MANIFEST, MANIFEST_SCHEMA, Manifest, read_manifest
from publish.withdrawn import SCHEMA as WITHDRAWN_SCHEMA
from publish.withdrawn import WITHDRAWN, WithdrawnDamaged, read_withdrawn


def verify_release(release: Path, public_key: bytes | None = None) -> tuple[str, ...]:
    """List what is wrong with a release, each with its file; () when it is whole and unchanged.

    public_key: PEM of the key that must have signed every file, or from which the one that did took over. None checks
    the digests alone: they show damage, not forgery, for whoever can rewrite the files can rewrite the manifest.
    Raises KeyTrouble when `public_key` is no Ed25519 key or was revoked.
    """
    try:
        manifest = read_manifest(release)
    except (msgspec.DecodeError, OSError) as error:
        return (f"{MANIFEST}: cannot be read: {error}",)
    keys = () if public_key is None else trusted_keys(release.parent, public_key)
    if keys and (forged := _signature_faults(release, MANIFEST, keys)):
        # What it says of the other files counts for nothing.
        return tuple(forged)
    faults = []
    if manifest.schema != MANIFEST_SCHEMA:
        faults.append(f"{MANIFEST}: schema {manifest.schema!r}, expected {MANIFEST_SCHEMA!r}")
    if f"{manifest.number:06d}" != release.name:
        faults.append(f"{MANIFEST}: number {manifest.number}, expected that of its folder {release.name}")
    faults += _digest_faults(release, manifest)
    for name in filter(_lies_inside, manifest.files if keys else ()):
        faults += _signature_faults(release, name, keys)
    return tuple(faults)


def verify_beside(folder: Path, public_key: bytes | None = None) -> tuple[str, ...]:
    """List what is wrong with what stands beside the releases: the pointer, the withdrawn lines, the keys.

    Raises KeyTrouble as `verify_release` does.
    """
    faults = []
    try:
        read_latest(folder)
    except ReleaseRefused as error:
        faults.append(f"{LATEST}: {error}")
    try:
        withdrawn = read_withdrawn(folder)
        if withdrawn.schema != WITHDRAWN_SCHEMA:
            faults.append(f"{WITHDRAWN}: schema {withdrawn.schema!r}, expected {WITHDRAWN_SCHEMA!r}")
        if not withdrawn.number:
            faults.append(f"{WITHDRAWN}: is not there, expected beside the releases")
    except WithdrawnDamaged as error:
        faults.append(f"{WITHDRAWN}: cannot be read: {error}")
    if public_key is not None:
        keys = trusted_keys(folder, public_key)
        faults += _signature_faults(folder, WITHDRAWN, keys)
        if (folder / NEXT).is_file():
            faults += _signature_faults(folder, NEXT, keys)
        if not (folder / PUBLIC_KEY).is_file() or (folder / PUBLIC_KEY).read_bytes() not in keys:
            faults.append(f"{PUBLIC_KEY}: is not the given key, nor one that took over from it")
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


def _signature_faults(folder: Path, name: str, keys: tuple[bytes, ...]) -> list[str]:
    path, signature = folder / name, folder / (name + SIGNATURE)
    if not signature.is_file():
        return [f"{name}: has no signature beside it"]
    if path.is_file() and not is_signed_by_any(path.read_bytes(), signature.read_bytes(), keys):
        return [f"{name}: its signature is not by the given key"]
    return []
