"""What people attest with: a picture rewritten and cut, or a document as it is; kept in the data folder by its digest."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from scheduler.picture_child import MEMORY_BYTES, PROCESSOR_S, Order

# A screenshot or a scanned letter; more is no proof that anybody will look through.
PROOF_MOST_BYTES = 64 * 1024 * 1024
PROOF_FOLDER = "attested"
# What a kept picture may take: the largest there can be, as PNG of a photograph.
KEPT_MOST_BYTES = 64 * 1024 * 1024
_PICTURES = ((b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpg"), (b"RIFF", "png"))
# Twice the processor time on the clock: a machine may be busy, a picture that waits for something is none.
_CLOCK_S = 2 * PROCESSOR_S
_START = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from scheduler.picture_child import main; sys.exit(main(sys.stdin.buffer, sys.stdout.buffer))"
_PASSED_ON = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH")

Cut = tuple[int, int, int, int]


class BadProof(ValueError):  # noqa: N818 - what is said to a person
    """A file that proves nothing here: says what came, what was expected, what to do."""


class Proof(NamedTuple):
    """A file as it is kept. digest: SHA-256 hex of what is kept; is_rewritten: a picture, bare of all but its colours."""

    digest: str
    suffix: str
    body: bytes
    is_rewritten: bool


def make_proof(body: bytes, cuts: Sequence[Cut] = ()) -> Proof:
    """Make a file fit to be kept; the same file and cuts give the same digest, so that a second person can confirm it.

    PNG, JPEG and WebP are written anew in a process of their own, PDF and plain text (a letter, a mail) stay as they
    are. Raises BadProof for everything else, and for cuts in what is no picture.
    """
    if not 0 < len(body) <= PROOF_MOST_BYTES:
        raise BadProof(f"got {len(body)} bytes, expected 1 to {PROOF_MOST_BYTES}")
    suffix = _picture_suffix(body)
    if suffix:
        kept = _rewritten(body, Order(cuts=tuple(cuts)))
        return Proof(hashlib.sha256(kept).hexdigest(), suffix, kept, is_rewritten=True)
    if cuts:
        raise BadProof("--cut: got a file that is no PNG, JPEG or WebP; nothing can be painted over in it")
    suffix = "pdf" if body.startswith(b"%PDF-") else "txt" if _is_text(body) else ""
    if not suffix:
        raise BadProof("got a file of another kind, expected a screenshot (PNG, JPEG, WebP), a PDF or plain text")
    return Proof(hashlib.sha256(body).hexdigest(), suffix, body, is_rewritten=False)


def keep_proof(proof: Proof, data: Path) -> Path:
    """Put the file under its digest into the data folder, for its owner's eyes only; gives its place."""
    folder = data / PROOF_FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Written beside and renamed, so that the name is only ever there with the whole file behind it.
    part = folder / f".{proof.digest}.part"
    part.touch(mode=0o600)
    part.write_bytes(proof.body)
    return part.replace(folder / f"{proof.digest}.{proof.suffix}")


def find_proof(digest: str, data: Path) -> Path | None:
    """Where a kept file lies, None for one that is gone or is no longer what its digest says."""
    found = next(iter(sorted((data / PROOF_FOLDER).glob(f"{digest}.*"))), None)
    if found is None:
        return None
    with found.open("rb") as file:
        return found if hashlib.file_digest(file, "sha256").hexdigest() == digest else None


def _picture_suffix(body: bytes) -> str:
    if body.startswith(b"RIFF") and body[8:12] != b"WEBP":
        return ""
    return next((suffix for start, suffix in _PICTURES if body.startswith(start)), "")


def _is_text(body: bytes) -> bool:
    try:
        return b"\x00" not in body and not body.decode("utf-8").lstrip().startswith(("<svg", "<?xml"))
    except UnicodeDecodeError:
        return False


def _rewritten(body: bytes, order: Order) -> bytes:
    """Rewrite a picture in a process of its own, with limits: what kills a decoder kills no more than that."""
    words = [sys.executable, "-c", _START, json.dumps(sys.path)]
    given = msgspec.json.encode(order) + b"\n" + body
    surroundings = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and our own words
            words, input=given, capture_output=True, check=False, timeout=_CLOCK_S, env=surroundings
        )
    except subprocess.TimeoutExpired as error:
        raise BadProof(f"the picture took longer than {_CLOCK_S} s to decode; save it anew") from error
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        gave_up = f"decoding it took more than {MEMORY_BYTES // 1024**2} MiB or {PROCESSOR_S} s"
        raise BadProof(said[-1] if said and done.returncode == 2 else f"the picture could not be read: {gave_up}")
    if not 0 < len(done.stdout) <= KEPT_MOST_BYTES:
        raise BadProof(
            f"the picture takes {len(done.stdout)} bytes when written anew, expected at most {KEPT_MOST_BYTES}"
        )
    return done.stdout
