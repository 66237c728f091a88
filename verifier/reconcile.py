"""Compare what a provider's pages say with what the directory holds: records in, changes out.

Both snapshots are read by today's reader: now − before is the provider's change, before − recorded is our own.
Silence is not removal: a page that was not read well takes part in nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from directory.findings import Change, Evidence
from directory.number import transformation
from directory.records import Entry, Fetch, Provider, Reading, Sighting
from directory.terms import Cause
from verifier.case import Seen, evidence_of, is_present, own_in
from verifier.pairing import match_keys
from verifier.policy import Policy, load_policy

DEFAULTS = load_policy()


class Reconciled(NamedTuple):
    """The changes of one provider, `stayed` among them, and whether it lost too much to be believed."""

    changes: tuple[Change, ...]
    held: bool


class Pair(NamedTuple):
    """On one page a new key stands where an old one stood."""

    was: str
    number: str
    page: str
    cause: Cause
    stood: Mapping[str, list[Seen]]


def reconcile(
    provider: Provider,
    entries: Sequence[Entry],
    recorded: Mapping[str, Reading],
    before: Mapping[str, Reading],
    now: Mapping[str, Reading],
    fetches: Mapping[str, Fetch],
    *,
    cause_of_page: Mapping[str, Cause] | None = None,
    policy: Policy = DEFAULTS,
) -> Reconciled:
    """What changed for one provider tonight.

    entries: its lines before tonight. now: page address → good reading; before: the good reading of the snapshot
    before it, by the same reader; recorded: what was kept of that snapshot then. cause_of_page: why `before` may
    differ from `recorded` (our reader or our description). fetches: every page that was to be fetched.
    """
    night = _Night(provider, entries, recorded, before, now, fetches, cause_of_page or {})
    changes = [*night.arrivals(), *(change for entry in entries if (change := night.change_of(entry)) is not None)]
    changes.sort(key=lambda change: (change.number, change.change, change.was))
    return Reconciled(tuple(changes), _is_held(changes, entries, policy))


def group_storms(changes: Iterable[Change], policy: Policy = DEFAULTS) -> tuple[Change, ...]:
    """The changes with `storm` set where many lines of a run moved by one change of notation."""
    listed = list(changes)
    moved: dict[str, int] = defaultdict(int)
    names = [_notation(change) for change in listed]
    for name in names:
        moved[name] += 1
    return tuple(
        msgspec.structs.replace(change, storm=name) if name and moved[name] >= policy.storm_least else change
        for change, name in zip(listed, names, strict=True)
    )


def _notation(change: Change) -> str:
    """The change of notation that a replacement is, "" for none; another extension rings elsewhere."""
    name = transformation(change.was, change.number) if change.change == "replaced" else ""
    return "" if name.startswith("extension") else name


class _Night:
    """One provider's readings, looked at from every side that the kinds of change need."""

    def __init__(
        self,
        provider: Provider,
        entries: Sequence[Entry],
        recorded: Mapping[str, Reading],
        before: Mapping[str, Reading],
        now: Mapping[str, Reading],
        fetches: Mapping[str, Fetch],
        causes: Mapping[str, Cause],
    ) -> None:
        self.provider = provider
        self.before = dict(before)
        self.now = dict(now)
        self.fetches = fetches
        self.causes = causes
        self.owned = _by_key(self.now)
        self.owned_before = _by_key({page: reading for page, reading in self.before.items() if page in self.now})
        self.recorded = _by_key({page: reading for page, reading in recorded.items() if page in self.now})
        self.newest = max((fetch.at for fetch in fetches.values()), default=None)
        self.known = {entry.key: entry for entry in entries if entry.status != "retired"}
        # A line given up that still stands where it stood is no news; one that came back or to another page is.
        self.given_up = {
            entry.key
            for entry in entries
            if entry.status == "retired"
            and entry.first_seen is not None
            and not entry.missed_nights
            and {seen.page for seen in self.owned.get(entry.key, ())} <= set(entry.pages)
        }
        self.read_then = dict(recorded)
        self.pairs: dict[str, Pair] = {}
        for pair in self._pairs():
            self.pairs.setdefault(pair.number, pair)
        self.replaced = {pair.was for pair in self.pairs.values()}

    def arrivals(self) -> list[Change]:
        """Keys that the pages own tonight and that were never seen before for this provider."""
        found = []
        for key in sorted(self.owned):
            entry = self.known.get(key)
            pair = self.pairs.get(key)
            if pair is not None:
                stood = [seen for seen in pair.stood[pair.was] if seen.page == pair.page]
                evidence = [*map(evidence_of, [*self.owned[key][:3], *stood[:1]])]
                found.append(self._change(key, "replaced", pair.cause, evidence, pair))
            elif (entry is None or entry.first_seen is None) and key not in self.given_up:
                cause = self._cause(key, self.owned, self.owned_before)
                found.append(self._change(key, "appeared", cause, map(evidence_of, self.owned[key][:3])))
        return found

    def change_of(self, entry: Entry) -> Change | None:
        """What became of a line the directory holds; None for one that was never seen or is retired."""
        key = entry.key
        if key not in self.known or (entry.first_seen is None and key not in self.owned):
            return None
        if key in self.owned or self._is_present(key):
            if entry.first_seen is None or key in self.pairs:
                return None
            for cause, then, since in self._sides(key):
                moved = _moved(key, then, since)
                if moved:
                    evidence = map(evidence_of, self.owned[key][:3])
                    return self._change(key, "relabelled", cause, evidence, detail=moved)
            return self._change(key, "stayed", "provider", map(evidence_of, self.owned.get(key, [])[:1]))
        if key in self.replaced:
            # Told by the change of the key that took its place.
            return None
        if entry.last_seen is not None and self.newest is not None and entry.last_seen > self.newest:
            # A capture older than the directory's newest says nothing about today.
            return None
        if not was_read(entry, self.now, self.fetches):
            return self._change(key, "unread", "provider", _last_place(entry))
        is_dropped = bool(entry.pages) and not any(page in self.fetches for page in entry.pages)
        cause = "description" if is_dropped else self._cause(key, self.owned_before, self.owned)
        stood = self.owned_before.get(key) or self.recorded.get(key, [])
        return self._change(key, "missing", cause, [*map(evidence_of, stood[:3])] or _last_place(entry))

    def _pairs(self) -> Iterator[Pair]:
        """On each page, which new key took the place of which old one: the provider's doing first, then our own."""
        for page in sorted(self.now.keys() & self.before.keys()):
            yield from self._pairs_on(page, self.owned_before, "provider", self.before[page])
        for page in sorted(self.now.keys() & self.before.keys() & self.read_then.keys()):
            yield from self._pairs_on(page, self.recorded, self.causes.get(page, "reader"), self.read_then[page])

    def _pairs_on(self, page: str, stood: Mapping[str, list[Seen]], cause: Cause, then: Reading) -> Iterator[Pair]:
        here, there = _on_page(self.now[page], page), _on_page(then, page)
        lines = {key for key, entry in self.known.items() if entry.first_seen is not None} - here.keys()
        settled = self._seen_before() | self.given_up | there.keys()
        gone = {key: seen for key, seen in there.items() if key in lines and not is_present(self.now[page], key)}
        fresh = {key: seen for key, seen in here.items() if key not in settled}
        if cause != "provider":
            middle = _on_page(self.before[page], page)
            gone = {key: seen for key, seen in gone.items() if key not in middle}
            fresh = {key: seen for key, seen in fresh.items() if key in middle}
        for was, key in match_keys(gone, fresh):
            yield Pair(was, key, page, cause, stood)

    def _seen_before(self) -> set[str]:
        return {
            key for key, entry in self.known.items() if entry.first_seen is not None and entry.status != "candidate"
        }

    def _is_present(self, key: str) -> bool:
        return any(is_present(reading, key) for reading in self.now.values())

    def _cause(self, key: str, one: Mapping[str, list[Seen]], other: Mapping[str, list[Seen]]) -> Cause:
        """`provider` when the pages differ between two snapshots; our own when only what we recorded differs."""
        if key in one and key in other and key not in self.recorded:
            told = [seen.page for seen in self.owned_before[key] if seen.page in self.read_then]
            return self.causes.get(told[0], "reader") if told else "provider"
        if key not in one and key not in other and key in self.recorded:
            return self.causes.get(self.recorded[key][0].page, "reader")
        return "provider"

    def _sides(self, key: str) -> list[tuple[Cause, dict[str, list[Seen]], dict[str, list[Seen]]]]:
        """The two comparisons: the provider's between two snapshots, our own between two readings of one."""
        page = self.owned_before[key][0].page if key in self.owned_before else ""
        ours = self.causes.get(page, "reader")
        return [("provider", self.owned_before, self.owned), (ours, self.recorded, self.owned_before)]

    def _change(
        self,
        key: str,
        kind: str,
        cause: Cause,
        evidence: Iterable[Evidence],
        pair: Pair | None = None,
        detail: str = "",
    ) -> Change:
        was = pair.was if pair is not None else ""
        fields = {"provider": self.provider.id, "number": key, "change": kind, "cause": cause, "was": was}
        return msgspec.convert({**fields, "detail": detail, "evidence": [*map(msgspec.to_builtins, evidence)]}, Change)


def was_read(entry: Entry, now: Mapping[str, Reading], fetches: Mapping[str, Fetch]) -> bool:
    """Whether every page that showed the line, and is still described, was read well: then its absence says something.

    A line whose pages are all described no longer counts as read where every page of tonight was.
    """
    pages = [page for page in entry.pages if page in fetches] or list(fetches)
    return bool(pages) and all(page in now for page in pages)


def _moved(key: str, one: Mapping[str, list[Seen]], other: Mapping[str, list[Seen]]) -> str:
    """Which attribute of a line differs on the pages that show it in both, "" when none does."""
    if key not in one or key not in other:
        return ""
    pages = {seen.page for seen in one[key]} & {seen.page for seen in other[key]}
    then = {_attributes(seen.sighting) for seen in _worded(one[key]) if seen.page in pages}
    now = {_attributes(seen.sighting) for seen in _worded(other[key]) if seen.page in pages}
    if now & then or now == then:
        return ""
    return f"{'; '.join(sorted(map(_told, then)))} → {'; '.join(sorted(map(_told, now)))}"


def _worded(seen: Sequence[Seen]) -> Sequence[Seen]:
    """The sightings that words stand beside: a link's own address has none, where its text was seen too."""
    return [one for one in seen if one.sighting.layer != "tel_link"] or seen


def _last_place(entry: Entry) -> list[Evidence]:
    """Where the directory last saw a line that no reading at hand shows."""
    if not entry.snapshot:
        return []
    return [Evidence(url=entry.source, snapshot=entry.snapshot, place="", layer="visible", quote=entry.label)]


def _by_key(readings: dict[str, Reading]) -> dict[str, list[Seen]]:
    found: dict[str, list[Seen]] = defaultdict(list)
    for seen in own_in(readings):
        found[seen.sighting.number].append(seen)
    return dict(found)


def _on_page(reading: Reading, page: str) -> dict[str, Sighting]:
    """Each own key of a page with its first sighting, in the page's order."""
    found: dict[str, Sighting] = {}
    for seen in own_in({page: reading}):
        found.setdefault(seen.sighting.number, seen.sighting)
    return found


def _attributes(sighting: Sighting) -> tuple[str, str, str]:
    return sighting.purpose, sighting.audience, sighting.hours


def _told(attributes: tuple[str, str, str]) -> str:
    return ", ".join(filter(None, attributes))


def _is_held(changes: Sequence[Change], entries: Sequence[Entry], policy: Policy) -> bool:
    """Whether the provider lost more than a fifth of its lines tonight, and at least two.

    A mere change of notation counts as kept; so does a line that was missing on an earlier night: it is asked about.
    """
    lines = {entry.key: entry for entry in entries if entry.first_seen is not None and entry.status != "retired"}
    kept = {change.number for change in changes if change.change in ("stayed", "relabelled", "unread")}
    lost = {change.number for change in changes if change.change == "missing"}
    lost |= {
        change.was
        for change in changes
        if change.change == "replaced" and not transformation(change.was, change.number)
    }
    fresh = {key for key in lost - kept if key in lines and not lines[key].missed_nights}
    return len(fresh) >= policy.held_least and len(fresh) > policy.held_share * len(lines)
