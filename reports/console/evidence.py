"""The evidence of one finding as a person reads it: what is quoted, where it stands, what it looked like, before and after."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Literal, NamedTuple

from directory.findings import Evidence, Finding
from directory.number import core_digits
from directory.records import Fetch, Record
from directory.requests import UNFINISHED, Crop, Request
from directory.spots import number_in
from directory.store import Store
from reports.console.tokens import Opens
from reports.digits import cut_quote, mark_difference
from reports.shown import safe_link, show
from reports.view import Piece
from reports.words import Lang, say

# A place, a label or a detail longer than this tells a reader nothing more.
MOST_CHARS = 300
# Signs the token of one captured page; the desk's own secret stays with the desk.
Signs = Callable[[Opens], str]


class Picture(Record, frozen=True):
    """The crop of one number, or why there is none. state: `shown`, `not_rendered` (nobody asked yet), or the crop's note."""

    state: Literal["shown", "not_rendered", "not_visible", "not_drawn", "bytes_gone", "no_page"]
    digest: str = ""
    width: int = 0
    height: int = 0
    is_late: bool = False
    detail: str = ""


class Place(Record, frozen=True):
    """One place where a number stands.

    side: whether it is the number of now or of before. before, number, after: the quoted words, cut; number "" where it is
    not in them. link: the address as it may be followed, None where it stays text. captured: "" where it is not known.
    token: opens the captured page, "" where there is none.
    """

    side: Literal["now", "was"]
    before: str
    number: str
    after: str
    url: str
    link: str | None
    place: str
    layer: str
    snapshot: str
    captured: str
    is_rendered: bool
    token: str
    picture: Picture


class Seen(Record, frozen=True):
    """The evidence of a finding: both numbers with their differing digits marked, every place, and what is asked for."""

    finding: str
    was: tuple[Piece, ...]
    now: tuple[Piece, ...]
    is_gone: bool
    places: tuple[Place, ...]
    request: Request | None
    can_ask: bool


class Facts(NamedTuple):
    """What the store knows beside the finding. crops: by (snapshot, number); asked: the finding's latest request or None."""

    crops: Mapping[tuple[str, str], Crop]
    fetches: Mapping[str, Fetch]
    asked: Request | None = None


def gather_evidence(finding: Finding, store: Store, lang: Lang, signs: Signs) -> Seen:
    """Gather what proves a finding, from the store: the same few queries, however many places there are."""
    snapshots = {each.snapshot for each in finding.evidence if each.snapshot}
    asked = store.requests(("waiting", "taken", "failed", "done"), finding=finding.id, limit=1)
    facts = Facts(store.crops(snapshots), store.fetches_of(snapshots), asked[0] if asked else None)
    return lay_out(finding, facts, lang, signs)


def lay_out(finding: Finding, facts: Facts, lang: Lang, signs: Signs) -> Seen:
    """Lay out the evidence of a finding; pure but for the signing."""
    now = "" if finding.matter == "removal" else finding.number
    was = finding.was or ("" if now else finding.number)
    old, new = mark_difference(was, now)
    places = tuple(_place(each, finding, facts, lang, signs) for each in finding.evidence)
    is_waiting = facts.asked is not None and facts.asked.state in UNFINISHED
    return Seen(
        finding=finding.id,
        was=old,
        now=new,
        is_gone=finding.matter == "removal",
        places=places,
        request=facts.asked,
        can_ask=not is_waiting and any(one.picture.state in ("not_rendered", "not_drawn") for one in places),
    )


def _place(evidence: Evidence, finding: Finding, facts: Facts, lang: Lang, signs: Signs) -> Place:
    key = number_in(evidence, finding)
    before, number, after = cut_quote(evidence.quote, key)
    fetch = facts.fetches.get(evidence.snapshot)
    opens = Opens(snapshot=evidence.snapshot, place=evidence.place, digits=core_digits(key) if key else "")
    is_was = bool(key) and (finding.matter == "removal" or (key == finding.was and key != finding.number))
    return Place(
        side="was" if is_was else "now",
        before=show(before),
        number=show(number),
        after=show(after),
        url=show(evidence.url)[:MOST_CHARS],
        link=safe_link(evidence.url),
        place=show(evidence.place)[:MOST_CHARS],
        layer=say(lang, f"layer.{evidence.layer}"),
        snapshot=evidence.snapshot,
        captured="" if fetch is None else print_time(fetch.at),
        is_rendered=fetch is not None and fetch.rendered,
        token=signs(opens) if evidence.snapshot else "",
        picture=_picture(facts.crops.get((evidence.snapshot, key))),
    )


def _picture(crop: Crop | None) -> Picture:
    if crop is None:
        return Picture(state="not_rendered")
    if not crop.digest:
        return Picture(state=crop.note or "not_drawn", detail=show(crop.detail)[:MOST_CHARS])
    return Picture(state="shown", digest=crop.digest, width=crop.width, height=crop.height, is_late=crop.is_late)


def print_time(at: datetime) -> str:
    """Write a time for people, in UTC, with its zone."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
