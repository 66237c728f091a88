"""A copy of the signing keys for a safe place of its own: one file, locked by a passphrase, never beside a backup.

Source of the form: PKCS #8 with PBES2 in PEM (RFC 5958, RFC 8018), as `openssl pkey` reads it.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from publish.signing import KEY_MODE, KeyTrouble
from scheduler.backing_up import MANIFEST
from scheduler.config import Settings
from scheduler.keys import key_path, signing_key

# Short ones are guessed: the file may lie on a stick in a drawer for years (NIST SP 800-63B, 3.1.1: 15 where it stands alone).
LEAST_PASSPHRASE = 15
# What lies beside the key: the one announced to follow it, and the public halves of those before it.
NEXT, EARLIER = ".next", ".earlier"
_PRIVATE = re.compile(rb"-----BEGIN ENCRYPTED PRIVATE KEY-----.+?-----END ENCRYPTED PRIVATE KEY-----\n", re.DOTALL)
_PUBLIC = re.compile(rb"-----BEGIN PUBLIC KEY-----.+?-----END PUBLIC KEY-----\n", re.DOTALL)


def copy_keys(settings: Settings, file: Path, passphrase: str) -> int:
    """Write the signing key, the announced next one and the public halves of earlier ones to a new file; count them.

    Raises KeyTrouble for a place inside the data folder or a backup, a file that is there, or a weak passphrase.
    """
    if len(passphrase) < LEAST_PASSPHRASE:
        raise KeyTrouble(f"passphrase: got {len(passphrase)} characters, expected at least {LEAST_PASSPHRASE}")
    if any((folder / MANIFEST).is_file() for folder in file.resolve().parents):
        raise KeyTrouble(f"{file}: lies in a backup; keys are kept apart, so that who finds one has not found both")
    if file.resolve().is_relative_to(settings.data.resolve()):
        raise KeyTrouble(f"{file}: lies in the data folder {settings.data}; keep keys outside it")
    path = key_path(settings)
    # Loads it with its own checks; a key that is not there yet must not be made here.
    if not path.is_file():
        raise KeyTrouble(f"{path}: there is no signing key yet; the first release makes one")
    found = [signing_key(settings)]
    following, earlier = (path.with_name(path.name + end) for end in (NEXT, EARLIER))
    if following.is_file():
        found.append(_load(following.read_bytes(), None, following))
    lock = BestAvailableEncryption(passphrase.encode())
    data = b"".join(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, lock) for key in found)
    public = earlier.read_bytes() if earlier.is_file() else b""
    _write_new(file, data + public)
    return len(found) + len(_PUBLIC.findall(public))


def restore_keys(settings: Settings, file: Path, passphrase: str) -> int:
    """Put copied keys where the settings say; count them. Raises KeyTrouble for a wrong passphrase or keys in place."""
    path, data = key_path(settings), file.read_bytes()
    blocks = _PRIVATE.findall(data)
    if not blocks:
        raise KeyTrouble(f"{file}: holds no locked key, expected what `backup keys` wrote")
    if path.exists():
        raise KeyTrouble(f"{path}: there is a signing key already; move it away if the copy shall take its place")
    keys = [_load(block, passphrase, file) for block in blocks]
    path.parent.mkdir(parents=True, exist_ok=True)
    for key, end in zip(keys, ("", NEXT), strict=False):
        pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        _write_new(path.with_name(path.name + end), pem)
    public = _PUBLIC.findall(data)
    if public:
        _write_new(path.with_name(path.name + EARLIER), b"".join(public))
    return len(keys) + len(public)


def _load(pem: bytes, passphrase: str | None, file: Path) -> Ed25519PrivateKey:
    try:
        key = load_pem_private_key(pem, None if passphrase is None else passphrase.encode())
    except ValueError as error:
        raise KeyTrouble(f"{file}: {error}; is it the passphrase that it was locked with?") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyTrouble(f"{file}: holds a {type(key).__name__}, expected an Ed25519 private key")
    return key


def _write_new(file: Path, data: bytes) -> None:
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, KEY_MODE)
    except FileExistsError as error:
        raise KeyTrouble(f"{file}: is there already; name a new file") from error
    with os.fdopen(descriptor, "wb") as writing:
        writing.write(data)
        writing.flush()
        os.fsync(writing.fileno())
