"""What a night makes of a provider's lines: records in, records out, never a status."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec

from directory.findings import Change
from directory.records import Entry, Fetch, Reading, Sighting
from directory.terms import Presence
from verifier.case import SEEN_ORIGIN, Seen, is_present, own_in
from verifier.policy import Policy, load_policy
from verifier.reconcile import was_read

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
    held: the provider lost too much to be believed, so its lines stay as they were. A line seen after `at` stays too.
    The same night twice on one UTC date counts once. A verified line keeps what it is called unless the night says
    `relabelled`; a candidate takes the page's words every night.
    """
    if held:
        return list(entries)
    owned: dict[str, list[Seen]] = defaultdict(list)
    for one in own_in(dict(now)):
        owned[one.sighting.number].append(one)
    known = {entry.key for entry in entries}
    kept = []
    for entry in entries:
        seen = sorted(owned.get(entry.key, []), key=tells_most)
        # What a page says of a verified line waits for a person: no words of a page reach the feed undecided.
        is_told = entry.status == "candidate"
        kept.append(_after(entry, seen, now, fetches, at, is_told, policy))
    fresh = sorted(
        change.number for change in changes if change.change in ("appeared", "replaced") and change.number not in known
    )
    return kept + [_new_entry(changes, key, sorted(owned[key], key=tells_most), fetches, at) for key in fresh]


def tells_most(seen: Seen) -> tuple[bool, bool, str, int]:
    """Of several sightings of a line the best is one with a label, then one with a named purpose."""
    return not seen.sighting.label, seen.sighting.purpose == "general", seen.page, seen.sighting.start


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
        languages=" ".join(first.sighting.languages),
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
    is_told: bool,
    policy: Policy,
) -> Entry:
    if entry.last_seen is not None and entry.last_seen > at:
        return entry
    shown = {one.page for one in seen}
    if entry.first_seen is not None:
        # A claim never seen needs the page's own word; a line once seen is there while its digits stand there.
        shown |= {page for page, reading in now.items() if is_present(reading, entry.key)}
    if shown:
        return _seen_entry(entry, seen, sorted(shown), now, fetches, at, is_told)
    if entry.first_seen is None:
        return entry
    if not was_read(entry, now, fetches):
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
    is_told: bool,
) -> Entry:
    """A line that is on a page tonight: dates move, and with `is_told` it takes what the page says of it."""
    captured = max((fetches[page].at for page in shown if page in fetches), default=at)
    unread = {page for page in entry.pages if page not in now}
    first = seen[0] if seen else None
    page = first.page if first is not None else shown[0]
    moved = entry.source not in shown
    told = words_of(first.sighting) if first is not None and is_told else {}
    return msgspec.structs.replace(
        entry,
        presence="seen",
        pages=tuple(sorted(unread | set(shown))),
        first_seen=entry.first_seen or captured,
        last_seen=max(captured, entry.last_seen or captured),
        missed_nights=0,
        night_on=at.date(),
        source=page if moved else entry.source,
        snapshot=now[page if moved else entry.source].snapshot,
        **told,
    )


def words_of(sighting: Sighting) -> dict[str, str]:
    """What a page says of a line; `general` and "" say nothing, so they replace nothing."""
    told = {"audience": sighting.audience, "label": sighting.label, "hours": sighting.hours}
    told["languages"] = " ".join(sighting.languages)
    told["purpose"] = "" if sighting.purpose == "general" else sighting.purpose
    return {name: words for name, words in told.items() if words}


def _presence(entry: Entry, at: datetime, policy: Policy) -> Presence:
    if entry.last_seen is not None and (at - entry.last_seen).days >= policy.stale_after_days:
        return "stale"
    return "unseen"


def _captured(seen: Sequence[Seen], fetches: Mapping[str, Fetch], at: datetime) -> datetime:
    return max((fetches[one.page].at for one in seen if one.page in fetches), default=at)
