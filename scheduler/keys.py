"""The signing keys of an installation: where they lie, which comes next, and how one takes over or is revoked."""

from __future__ import annotations

import hashlib
import os
import re
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from publish import keys
from publish.release import releases_in
from publish.signing import KeyTrouble, key_digest, load_or_create_key, public_pem
from scheduler.config import Settings

_PEM = re.compile(rb"-----BEGIN PUBLIC KEY-----.+?-----END PUBLIC KEY-----\n", re.DOTALL)


def key_path(settings: Settings) -> Path:
    """Where the signing key lies: as the settings say, else in the user's settings folder, one a data folder."""
    if settings.key is not None:
        return settings.key
    home = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return home / "hotlinewatch" / f"release-{hashlib.sha256(bytes(settings.data.resolve())).hexdigest()[:12]}.pem"


def signing_key(settings: Settings) -> Ed25519PrivateKey:
    """Load the key that signs, or make one at its first use. Raises KeyTrouble."""
    return load_or_create_key(key_path(settings), settings.data)


def earlier_keys(settings: Settings) -> tuple[bytes, ...]:
    """Give the public halves, PEM, of the keys that signed before this one, the oldest first."""
    file = _earlier(settings)
    return tuple(_PEM.findall(file.read_bytes())) if file.is_file() else ()


def announce_next_key(settings: Settings) -> tuple[Path, str]:
    """Make the next key, if there is none yet, and publish it signed by the present one: `next.pem` and its digest."""
    folder = releases_in(settings.data)
    if not folder.is_dir():
        raise KeyTrouble(f"{folder}: there is no release yet; make one before its key gets a successor")
    following = load_or_create_key(_following(settings), settings.data)
    keys.announce_next(folder, signing_key(settings), following)
    return folder / keys.NEXT, key_digest(public_pem(following))


def roll_key(settings: Settings) -> str:
    """Let the announced key sign from now on and give its digest; of the old one only the public half is kept.

    What was released before stays signed by the old key, so make a release next. Raises KeyTrouble when none was announced.
    """
    following = _following(settings)
    if not following.is_file():
        raise KeyTrouble(f"{following}: there is no next key; `release next-key` makes and announces one")
    key, next_key = signing_key(settings), load_or_create_key(following, settings.data)
    keys.hand_over(releases_in(settings.data), key, next_key)
    with _earlier(settings).open("ab") as file:
        file.write(public_pem(key))
    following.replace(key_path(settings))
    return key_digest(public_pem(next_key))


def revoke_key(settings: Settings, reason: str, at: datetime) -> tuple[str, Path]:
    """Let the next key take over and publish that the present one counts no more: its digest and the notice.

    at: aware, UTC. A next key that was not announced before is announced now: then readers must fetch it anew.
    """
    revoked = key_digest(public_pem(signing_key(settings)))
    if not _following(settings).is_file():
        announce_next_key(settings)
    roll_key(settings)
    folder = releases_in(settings.data)
    keys.revoke(folder, revoked, reason, at, signing_key(settings))
    return revoked, folder / keys.REVOKED


def _following(settings: Settings) -> Path:
    path = key_path(settings)
    return path.with_name(f"{path.name}.next")


def _earlier(settings: Settings) -> Path:
    path = key_path(settings)
    return path.with_name(f"{path.name}.earlier")
