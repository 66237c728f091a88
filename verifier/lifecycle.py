"""What a night and what a decision make of a line: records in, records out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec

from directory.records import CONFIRMING_LAYERS, Change, Entry, Fetch, Presence, Reading
from verifier.case import SEEN_ORIGIN, Seen, own_in
from verifier.policy import Policy, load_policy

DEFAULTS = load_policy()


def after_night(
    entries: Sequence[Entry],
    changes: Sequence[Change],
    now: Mapping[str, Reading],
    fetches: Mapping[str, Fetch],
    at: datetime,
    held: bool,
    policy: Policy = DEFAULTS,
) -> list[Entry]:
    """The provider's lines as a night leaves them: new candidates, presence, dates; never a status.

    now: page address → good reading. fetches: every page's fetch. at: aware, UTC, of the run.
    held: the provider lost too much to be believed, so its lines stay as they were.
    The same night twice on one UTC date counts once.
    """
    if held:
        return list(entries)
    owned: dict[str, list[Seen]] = defaultdict(list)
    for seen in own_in(dict(now)):
        owned[seen.sighting.number].append(seen)
    unread = {change.number for change in changes if change.change == "unread"}
    known = {entry.key for entry in entries}
    kept = [_after(entry, owned.get(entry.key, []), now, fetches, at, entry.key in unread, policy) for entry in entries]
    fresh = sorted(
        change.number for change in changes if change.change in ("appeared", "replaced") and change.number not in known
    )
    return kept + [_new_entry(changes, key, owned[key], fetches, at) for key in fresh if owned[key]]


def _new_entry(
    changes: Sequence[Change],
    key: str,
    seen: Sequence[Seen],
    fetches: Mapping[str, Fetch],
    at: datetime,
) -> Entry:
    """A candidate for a key that the pages own and nobody claimed."""
    first = seen[0]
    provider = next(change.provider for change in changes if change.number == key)
    captured = _captured(seen, fetches, at)
    return Entry(
        id=0,
        provider=provider,
        key=key,
        status="candidate",
        presence="seen",
        purpose=first.sighting.purpose,
        audience=first.sighting.audience,
        label=first.sighting.label,
        hours=first.sighting.hours,
        origin=f"{SEEN_ORIGIN}{first.page}",
        pages=tuple(sorted({one.page for one in seen})),
        first_seen=captured,
        last_seen=captured,
        night_on=at.date(),
        source=first.page,
        snapshot=first.reading.snapshot,
    )


def _after(
    entry: Entry,
    seen: Sequence[Seen],
    now: Mapping[str, Reading],
    fetches: Mapping[str, Fetch],
    at: datetime,
    is_unread: bool,
    policy: Policy,
) -> Entry:
    if entry.status == "retired" or (entry.last_seen is not None and entry.last_seen > at):
        return entry
    shown = sorted(
        {one.page for one in seen}
        | {page for page, reading in now.items() if CONFIRMING_LAYERS & set(reading.presence.get(entry.key, ()))}
    )
    if shown:
        return _seen_entry(entry, seen, shown, now, fetches, at)
    if entry.first_seen is None:
        return entry
    if is_unread or not any(page in now for page in entry.pages):
        return msgspec.structs.replace(entry, presence=_presence(entry, at, policy))
    counts = entry.night_on is None or at.date() > entry.night_on
    missed = entry.missed_nights + 1 if counts else max(1, entry.missed_nights)
    night_on = at.date() if counts else entry.night_on
    return msgspec.structs.replace(
        entry, presence=_presence(entry, at, policy), missed_nights=missed, night_on=night_on
    )


def _seen_entry(
    entry: Entry,
    seen: Sequence[Seen],
    shown: Sequence[str],
    now: Mapping[str, Reading],
    fetches: Mapping[str, Fetch],
    at: datetime,
) -> Entry:
    """A line that is on a page tonight: dates move, and a claim that was never seen takes what the page says of it."""
    captured = max((fetches[page].at for page in shown if page in fetches), default=at)
    unread = {page for page in entry.pages if page not in now}
    first = seen[0] if seen else None
    page = first.page if first is not None else shown[0]
    moved = entry.source not in shown
    is_told = first is not None and entry.first_seen is None
    return msgspec.structs.replace(
        entry,
        presence="seen",
        pages=tuple(sorted(unread | set(shown))),
        first_seen=entry.first_seen or captured,
        last_seen=max(captured, entry.last_seen or captured),
        missed_nights=0,
        night_on=at.date(),
        label=first.sighting.label if is_told and first is not None else entry.label,
        hours=first.sighting.hours if is_told and first is not None else entry.hours,
        source=page if moved else entry.source,
        snapshot=now[page if moved else entry.source].snapshot,
    )


def _presence(entry: Entry, at: datetime, policy: Policy) -> Presence:
    if entry.last_seen is not None and (at - entry.last_seen).days >= policy.stale_after_days:
        return "stale"
    return "unseen"


def _captured(seen: Sequence[Seen], fetches: Mapping[str, Fetch], at: datetime) -> datetime:
    return max((fetches[one.page].at for one in seen if one.page in fetches), default=at)
