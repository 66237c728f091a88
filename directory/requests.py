"""What the desk asks of the shell, and the pictures that the shell makes for it. Pure."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, get_args

import msgspec

from directory.records import Record

# `crop`: the pictures of one finding; `run_page`, `run_provider`: a run over the provider, now.
RequestKind = Literal["crop", "run_page", "run_provider"]
RequestState = Literal["waiting", "taken", "done", "failed"]
REQUEST_KINDS: tuple[RequestKind, ...] = get_args(RequestKind)
UNFINISHED: tuple[RequestState, ...] = ("waiting", "taken")
# Why there is no picture: the number is visible nowhere on it, the page was not drawn or gave no screenshot, the bytes are
# gone, or what was captured is no page.
CropNote = Literal["", "not_visible", "not_drawn", "bytes_gone", "no_page"]


class Request(Record):
    """One thing asked for. Two askers of the same unfinished thing share it.

    page: an address, finding: an id; "" where the kind names none. by: id of the account, as decisions hold it.
    taker, held_until: who works on it, and until when it is theirs ("" for nobody; then it
    waits until that time, None for no longer); tries: how often it was
    taken. progress: what is under way, result: what came of it or why nothing did, in words for a person by language.
    """

    id: int
    kind: RequestKind
    provider: str
    by: str
    at: datetime
    page: str = ""
    finding: str = ""
    state: RequestState = "waiting"
    taker: str = ""
    held_until: datetime | None = None
    tries: int = 0
    progress: dict[str, str] = msgspec.field(default_factory=dict)
    result: dict[str, str] = msgspec.field(default_factory=dict)
    ended_at: datetime | None = None


class Crop(Record):
    """The part of a captured page around one number, as a picture in the data folder.

    digest: SHA-256 hex of the PNG, which is its name; "" where there is none, and `note` says why; detail: in whose words.
    is_late: drawn later from the captured bytes alone, without the page's scripts and what it loads from elsewhere;
    else cut from the screenshot of the night itself. width, height: in pixels. at: when it was made, aware.
    """

    snapshot: str
    number: str
    at: datetime
    digest: str = ""
    width: int = 0
    height: int = 0
    is_late: bool = False
    note: CropNote = ""
    detail: str = ""
