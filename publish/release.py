"""Releases: numbered folders, each made whole or not at all and never changed again."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from directory.public import PublicEntry, RetiredLine
from publish.contents import Contents, Ground
from publish.delta import Listing, delta_between
from publish.folder import alone, replace_file, write_whole
from publish.history import read_before
from publish.news import news_of, recent_news
from publish.render import render_all
from publish.signing import PUBLIC_KEY, SIGNATURE, key_digest, public_pem
from publish.stored import MANIFEST, MANIFEST_SCHEMA
from publish.withdrawn import GoingUp, Withdrawn, read_withdrawn, start_anew
from publish.written import print_time

# A release nobody renewed for a week may hide a withdrawal, so it no longer counts (design, 7, 12), unless the
# policy says otherwise.
VALID_DAYS = 7
LATEST = "latest"
NUMBERED = re.compile(r"\d{6}")
_LOCK = ".lock"
Line = TypeVar("Line", PublicEntry, RetiredLine)


class ReleaseRefused(ValueError):  # noqa: N818 - an answer to the shell: the last good one stays up
    """A release that must not be made, and why; the last good one stays up."""


def make_release(
    folder: Path,
    listing: Listing,
    made: datetime,
    ground: Ground,
    *,
    failed_guards: Sequence[str] = (),
    key: Ed25519PrivateKey | None = None,
    seen: Withdrawn | None = None,
    earlier_keys: Sequence[bytes] = (),
    valid_days: int = VALID_DAYS,
) -> Path:
    """Make the next release in `folder` and point `latest` at it; gives its folder, `<folder>/000001`.

    made: aware, UTC. ground: printed in it. failed_guards: why this state must not be published, if so.
    key: signs every file, a raw Ed25519 signature beside each; None leaves the release unsigned.
    seen: `withdrawn.json` as it was when the listing was gathered, None when nobody withdraws meanwhile.
    earlier_keys: public keys, PEM, that signed before `key` did; a release before by another is not built upon.
    valid_days: for so long it counts.
    Raises ReleaseRefused when a guard failed or a line stands twice, OSError when the disk refuses; then the
    release that was up stays up. A second maker at the same time waits for the first.
    """
    if failed_guards:
        raise ReleaseRefused(f"no release was made: {'; '.join(failed_guards)}")
    folder.mkdir(parents=True, exist_ok=True)
    with alone(folder, _LOCK):
        trusted = () if key is None else (public_pem(key), *earlier_keys)
        times = made, made + timedelta(days=valid_days)
        contents = _contents(folder, _sorted_listing(listing), times, _checked_ground(ground), trusted)
        release = folder / f"{contents.number:06d}"
        write_whole(folder, release, _files(contents, key))
        listed = {(entry.provider, entry.key) for entry in contents.entries}
        up = GoingUp(release.name, listed, read_withdrawn(folder) if seen is None else seen, valid_days)
        start_anew(folder, up, lambda: _point(folder, release, key), made, key)
    return release


def releases_in(data: Path) -> Path:
    """Where the releases of an installation lie, in its data folder."""
    return data / "releases"


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


def _point(folder: Path, release: Path, key: Ed25519PrivateKey | None) -> None:
    if key is not None and _differs(folder / PUBLIC_KEY, public_pem(key)):
        replace_file(folder / PUBLIC_KEY, public_pem(key))
    replace_file(folder / LATEST, f"{release.name}\n".encode())


def _differs(path: Path, data: bytes) -> bool:
    return not path.is_file() or path.read_bytes() != data


def _next_number(folder: Path) -> int:
    # Every numbered folder counts, whole or not: a number is never given twice.
    return max((int(path.name) for path in folder.iterdir() if NUMBERED.fullmatch(path.name)), default=0) + 1


def _checked_ground(ground: Ground) -> Ground:
    expected = set(Ground.__annotations__)
    if set(ground) != expected:
        raise ReleaseRefused(f"ground of the release: got {sorted(ground)}, expected {sorted(expected)}")
    return ground


def _contents(
    folder: Path, now: Listing, times: tuple[datetime, datetime], ground: Ground, trusted: Sequence[bytes]
) -> Contents:
    number = _next_number(folder)
    made, expires_at = times
    before = next((found for release in list_releases(folder)[-1:] if (found := read_before(release, trusted))), None)
    if before is None:
        delta = delta_between(Listing(), now, None, "")
    else:
        delta = delta_between(before.contents.listing, now, before.contents.number, before.base)
    listed = frozenset((entry.provider, entry.key) for entry in now.entries)
    return Contents(
        number=number,
        made=made,
        expires_at=expires_at,
        ground=ground,
        entries=now.entries,
        providers=now.providers,
        retired=now.retired,
        delta=delta,
        recent=recent_news(news_of(delta, number, made), () if before is None else before.news, listed),
    )


def _sorted_listing(listing: Listing) -> Listing:
    return Listing(
        entries=_sorted_lines(listing.entries),
        providers=tuple(sorted(listing.providers, key=lambda provider: provider.id)),
        retired=_sorted_lines(listing.retired),
    )


def _sorted_lines(lines: Sequence[Line]) -> tuple[Line, ...]:
    ordered = sorted(lines, key=lambda line: (line.provider, line.key))
    for one, other in pairwise(ordered):
        if (one.provider, one.key) == (other.provider, other.key):
            raise ReleaseRefused(f"{one.provider} {one.key}: stands twice, expected one line for provider and key")
    return tuple(ordered)


def _files(contents: Contents, key: Ed25519PrivateKey | None) -> Iterator[tuple[str, bytes]]:
    """Every file with its signature, the manifest last: it holds the digests of all others."""
    digests = {}
    for path, data in render_all(contents):
        digests[path] = hashlib.sha256(data).hexdigest()
        yield from _signed(path, data, key)
    manifest = {
        "schema": MANIFEST_SCHEMA,
        "number": contents.number,
        "made": print_time(contents.made),
        "expires_at": print_time(contents.expires_at),
        "entries": len(contents.entries),
        "key": "" if key is None else key_digest(public_pem(key)),
        "ground": dict(contents.ground),
        "files": dict(sorted(digests.items())),
    }
    data = msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n"
    yield from _signed(MANIFEST, data, key)
    if key is not None:
        yield PUBLIC_KEY, public_pem(key)


def _signed(path: str, data: bytes, key: Ed25519PrivateKey | None) -> Iterator[tuple[str, bytes]]:
    yield path, data
    if key is not None:
        yield path + SIGNATURE, key.sign(data)
