"""Signatures of a release: raw Ed25519 beside each file, checked with the public key alone."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

# What stands beside a signed file, and the key that signed.
SIGNATURE = ".sig"
PUBLIC_KEY = "public.pem"
# Only the owner reads it.
KEY_MODE = 0o600


class KeyTrouble(ValueError):  # noqa: N818 - named like the trouble of the store
    """A signing key that cannot be used as it lies there."""


def load_or_create_key(path: Path, data: Path) -> Ed25519PrivateKey:
    """Load the signing key, or make one at its first use, readable by its owner alone.

    data: the data folder. It is copied, served and backed up, so a key in it is refused.
    Raises KeyTrouble for a key inside `data`, of another kind, or readable by others.
    """
    if path.resolve().is_relative_to(data.resolve()):
        raise KeyTrouble(f"{path}: lies in the data folder {data}; keep the signing key outside it")
    if not path.exists():
        _create_key(path)
    if path.stat().st_mode & 0o077:
        raise KeyTrouble(
            f"{path}: others may read the signing key, expected mode 0600; replace the key, then chmod 600"
        )
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except ValueError as error:
        raise KeyTrouble(f"{path}: {error}; expected an Ed25519 private key in PEM without a password") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyTrouble(f"{path}: holds a {type(key).__name__}, expected an Ed25519 private key")
    return key


def _create_key(path: Path) -> None:
    pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.parent.mkdir(parents=True, exist_ok=True)
    # Exclusive: of two first uses at once, one makes the key and the other stops.
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, KEY_MODE)
    with os.fdopen(descriptor, "wb") as file:
        file.write(pem)
        file.flush()
        os.fsync(file.fileno())


def public_pem(key: Ed25519PrivateKey) -> bytes:
    """Give the public half as PEM, as OpenSSL reads it."""
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def key_digest(pem: bytes) -> str:
    """Give the SHA-256, in hex, of a public key (its DER): the name under which a manifest or a notice knows it.

    Raises KeyTrouble for what is no Ed25519 public key.
    """
    der = _public_key(pem).public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return hashlib.sha256(der).hexdigest()


def is_signed(data: bytes, signature: bytes, pem: bytes) -> bool:
    """Say whether `signature` is that of `data` by the public key in `pem`. Raises KeyTrouble for another kind of key."""
    try:
        _public_key(pem).verify(signature, data)
    except InvalidSignature:
        return False
    return True


def _public_key(pem: bytes) -> Ed25519PublicKey:
    try:
        key = load_pem_public_key(pem)
    except ValueError as error:
        raise KeyTrouble(f"public key: {error}; expected an Ed25519 public key in PEM") from error
    if not isinstance(key, Ed25519PublicKey):
        raise KeyTrouble(f"public key: is a {type(key).__name__}, expected an Ed25519 public key")
    return key
