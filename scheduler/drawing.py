"""Pictures of captured pages, made by processes of their own: a page drawn from its bytes, parts cut out of a screenshot."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence

import msgspec

from crawler.still import STILL_LIMIT_S, Still
from directory.shots import Shot
from scheduler.crop_child import PROCESSOR_S, Box, Cuts, Piece

_START = (
    "import importlib, json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "sys.exit(importlib.import_module(sys.argv[2]).main(sys.stdin.buffer, sys.stdout.buffer))"
)
# The children get no more of our surroundings than they need: a database address may hold a password.
_PASSED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "PLAYWRIGHT_NODEJS_PATH", "TMPDIR")
# Start of the interpreter and end of the browser around the time that drawing itself may take.
_AROUND_S = 30.0


class NotDrawn(RuntimeError):  # noqa: N818 - named as the state it tells of
    """No picture came of it: says why, and what to do."""


def draw_still(body: bytes, still: Still) -> tuple[Shot, bytes]:
    """Draw a captured page from its bytes alone; gives its layout and screenshot (PNG, b"" for none).

    Raises NotDrawn, also where the extra `browser` or a Chromium is missing: then it names the command that installs it.
    """
    said = ask_child("crawler.still", msgspec.json.encode(still) + b"\n" + body, STILL_LIMIT_S + _AROUND_S)
    layout, _end, image = said.partition(b"\n")
    return msgspec.json.decode(layout, type=Shot), image


def cut_pieces(png: bytes, boxes: Sequence[Box]) -> list[tuple[Piece, bytes]]:
    """Cut the parts around these boxes out of a screenshot, in their order. Raises NotDrawn for what is no screenshot."""
    given = msgspec.json.encode(Cuts(boxes=tuple(boxes))) + b"\n" + png
    said = ask_child("scheduler.crop_child", given, 2 * PROCESSOR_S)
    found = []
    for _ in boxes:
        line, _end, said = said.partition(b"\n")
        piece = msgspec.json.decode(line, type=Piece)
        found.append((piece, said[: piece.size_bytes]))
        said = said[piece.size_bytes :]
    return found


def ask_child(module: str, given: bytes, limit_s: float) -> bytes:
    """Give what the process of a module answers; what kills it, kills no more than that.

    module: has `main(source, target)`, which gives an exit code and says on standard error why it could not.
    Raises NotDrawn in those words.
    """
    words = [sys.executable, "-c", _START, json.dumps(sys.path), module]
    surroundings = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and our own words
            words, input=given, capture_output=True, check=False, timeout=limit_s, env=surroundings
        )
    except subprocess.TimeoutExpired as error:
        raise NotDrawn(f"not drawn within {limit_s:g} s; ask again when the machine is less busy") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise NotDrawn(said[-1][:300] if said else f"the process that draws ended with code {done.returncode}")
    return done.stdout
