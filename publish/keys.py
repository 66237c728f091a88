"""How a reader's one key leads to the keys after it: each next one is signed by the old, a notice revokes."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from directory.records import Record
from publish.folder import replace_file
from publish.signing import PUBLIC_KEY, SIGNATURE, KeyTrouble, is_signed, key_digest, public_pem

SCHEMA = "hotlinewatch-revoked/1"
# The key that will sign some day, for readers to take up before it does.
NEXT = "next.pem"
REVOKED = "revoked.json"
# Every key that ever took over, by its digest, with the signature of the one before it.
KEYS = "keys"


class Revocation(Record):
    """One key that signs no more; key: its digest (SHA-256 of the DER). since: aware, UTC."""

    key: str
    since: datetime
    reason: str


class Revoked(Record):
    """`revoked.json`: every revoked key."""

    schema: str = SCHEMA
    keys: tuple[Revocation, ...] = ()


def announce_next(folder: Path, key: Ed25519PrivateKey, following: Ed25519PrivateKey) -> None:
    """Publish the next key, signed by the present one, as `next.pem`."""
    pem = public_pem(following)
    replace_file(folder / (NEXT + SIGNATURE), key.sign(pem))
    replace_file(folder / NEXT, pem)


def hand_over(folder: Path, key: Ed25519PrivateKey, following: Ed25519PrivateKey) -> None:
    """Publish that the announced key takes over, for readers who hold an older one.

    Raises KeyTrouble where another key was announced, or none: readers must have had the time to see it.
    """
    pem = public_pem(following)
    signature = folder / (NEXT + SIGNATURE)
    is_announced = (folder / NEXT).is_file() and (folder / NEXT).read_bytes() == pem and signature.is_file()
    if not is_announced or not is_signed(pem, signature.read_bytes(), public_pem(key)):
        raise KeyTrouble(f"{folder / NEXT}: is not the key that is to take over; announce it with `release next-key`")
    keys = folder / KEYS
    keys.mkdir(exist_ok=True)
    name = f"{key_digest(pem)}.pem"
    replace_file(keys / (name + SIGNATURE), signature.read_bytes())
    replace_file(keys / name, pem)
    (folder / NEXT).unlink()
    signature.unlink()


def revoke(folder: Path, revoked: str, reason: str, since: datetime, key: Ed25519PrivateKey) -> None:
    """Publish that the key of digest `revoked` counts no more, signed by another one. since: aware, UTC."""
    earlier = _read_notice(folder).keys if (folder / REVOKED).is_file() else ()
    now = Revocation(key=revoked, since=since.astimezone(UTC).replace(microsecond=0), reason=reason)
    notice = Revoked(keys=tuple(sorted((*earlier, now), key=lambda one: (one.since, one.key))))
    data = msgspec.json.format(msgspec.json.encode(notice), indent=1) + b"\n"
    replace_file(folder / (REVOKED + SIGNATURE), key.sign(data))
    replace_file(folder / REVOKED, data)


def trusted_keys(folder: Path, pem: bytes) -> tuple[bytes, ...]:
    """Give the keys that a reader of `pem` may trust: itself and all that took over from it, one after the other.

    Raises KeyTrouble when `pem` itself was revoked: whoever stole it may have named a next one, so only a new key from a
    place that the reader trusts will do.
    """
    keys = [pem]
    following = sorted((folder / KEYS).glob("*.pem"))
    for key in keys:
        for path in following:
            signature = path.with_name(path.name + SIGNATURE)
            candidate = path.read_bytes()
            if candidate not in keys and signature.is_file() and is_signed(candidate, signature.read_bytes(), key):
                keys.append(candidate)
    return _not_revoked(folder, tuple(keys))


def key_beside(release: Path) -> bytes | None:
    """Give the key that stands beside the releases, PEM, or the one that signed this release if the other took over from it.

    None where there is none. Raises KeyTrouble when the key was revoked.
    """
    own, beside = release / PUBLIC_KEY, release.parent / PUBLIC_KEY
    if not beside.is_file():
        return own.read_bytes() if own.is_file() else None
    key = beside.read_bytes()
    return own.read_bytes() if own.is_file() and key in trusted_keys(release.parent, own.read_bytes()) else key


def is_signed_by_any(data: bytes, signature: bytes, keys: tuple[bytes, ...]) -> bool:
    """Say whether `signature` is that of `data` by one of the keys."""
    return any(is_signed(data, signature, key) for key in keys)


def revocations(folder: Path, keys: tuple[bytes, ...]) -> tuple[Revocation, ...]:
    """Give the keys that a notice by one of `keys` revokes.

    Raises KeyTrouble for a notice by nobody of them: it may be forged, or tell of what the reader cannot follow.
    """
    file, signature = folder / REVOKED, folder / (REVOKED + SIGNATURE)
    if not file.is_file():
        return ()
    if not signature.is_file() or not is_signed_by_any(file.read_bytes(), signature.read_bytes(), keys):
        raise KeyTrouble(
            f"{file}: is not signed by a key that follows from the given one; take no key from this folder"
        )
    return _read_notice(folder).keys


def _not_revoked(folder: Path, keys: tuple[bytes, ...]) -> tuple[bytes, ...]:
    revoked = {one.key: one for one in revocations(folder, keys)}
    root = revoked.get(key_digest(keys[0]))
    if root is not None:
        raise KeyTrouble(
            f"the given key {root.key[:12]} was revoked on {root.since:%Y-%m-%d}: {root.reason}; get the new one from a "
            "place that you trust"
        )
    return tuple(key for key in keys if key_digest(key) not in revoked)


def _read_notice(folder: Path) -> Revoked:
    try:
        return msgspec.json.decode((folder / REVOKED).read_bytes(), type=Revoked)
    except msgspec.DecodeError as error:
        raise KeyTrouble(f"{folder / REVOKED}: {error}; expected a revocation notice") from error
