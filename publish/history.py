"""What the release before said, as far as the next one builds on it: only what is signed by a key of ours counts."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import msgspec

from directory.public import NotAccepted
from publish.contents import Contents
from publish.news import News
from publish.signing import SIGNATURE, is_signed
from publish.stored import DIRECTORY, MANIFEST, read_contents, read_manifest

# The news that a release tells, so that the next one need not read all before it.
NEWS = "news.ndjson"


class Before(msgspec.Struct, frozen=True, kw_only=True):
    """The release before: what it says, the digest of its `directory.json`, its news."""

    contents: Contents
    base: str
    news: tuple[News, ...]


def read_before(release: Path, trusted: Sequence[bytes]) -> Before | None:
    """Read a release to build on; None when it is damaged, or not signed by a key in `trusted`.

    trusted: public keys, PEM, from outside the data folder; () for an unsigned installation, where digests must do.
    Otherwise whoever can write into the folder could put a number into the news of the next release, and have it signed.
    """
    try:
        manifest = read_manifest(release)
        data = (release / MANIFEST).read_bytes()
        if trusted and not _is_ours(data, release / (MANIFEST + SIGNATURE), trusted):
            return None
        if not all(_is_whole(release / name, manifest.files.get(name)) for name in (DIRECTORY, NEWS)):
            return None
        lines = (release / NEWS).read_bytes().splitlines()
        news = tuple(msgspec.json.decode(line, type=News) for line in lines)
        return Before(contents=read_contents(release), base=manifest.files[DIRECTORY], news=news)
    except (OSError, msgspec.DecodeError, NotAccepted):
        return None


def _is_ours(data: bytes, signature: Path, trusted: Sequence[bytes]) -> bool:
    return signature.is_file() and any(is_signed(data, signature.read_bytes(), pem) for pem in trusted)


def _is_whole(path: Path, digest: str | None) -> bool:
    return digest is not None and hashlib.sha256(path.read_bytes()).hexdigest() == digest
