"""Compare what a provider's pages say with what the directory holds: records in, changes out.

Both snapshots are read by today's reader: now − before is the provider's change, before − recorded is our own.
Silence is not removal: a page that was not read well takes part in nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from directory.number import transformation
from directory.records import CONFIRMING_LAYERS, Cause, Change, Entry, Evidence, Fetch, Provider, Reading, Sighting
from verifier.case import Seen, evidence_of, own_in
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
    names = [transformation(change.was, change.number) if change.change == "replaced" else "" for change in listed]
    for name in names:
        moved[name] += 1
    return tuple(
        msgspec.structs.replace(change, storm=name) if name and moved[name] >= policy.storm_least else change
        for change, name in zip(listed, names, strict=True)
    )


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
        self.known = {entry.key: entry for entry in entries if entry.status != "retired"}
        self.pairs = {pair.number: pair for pair in self._pairs()}
        self.replaced = {pair.was for pair in self.pairs.values()}

    def arrivals(self) -> list[Change]:
        """Keys that the pages own tonight and that were never seen before for this provider."""
        found = []
        for key in sorted(self.owned):
            entry = self.known.get(key)
            if entry is None or entry.first_seen is None or key in self.pairs:
                pair = self.pairs.get(key)
                cause = self._cause(key, self.owned, self.owned_before)
                evidence = [*map(evidence_of, self.owned[key][:3])]
                if pair is not None:
                    evidence += [evidence_of(seen) for seen in self.owned_before[pair.was] if seen.page == pair.page][
                        :1
                    ]
                    cause = "provider"
                found.append(self._change(key, "appeared" if pair is None else "replaced", cause, evidence, pair))
        return found

    def change_of(self, entry: Entry) -> Change | None:
        """What became of a line the directory holds; None for one that was never seen or is retired."""
        key = entry.key
        if key not in self.known or (entry.first_seen is None and key not in self.owned):
            return None
        if key in self.owned or self._is_present(key):
            if entry.first_seen is None or key in self.pairs:
                return None
            moved = self._moved(key)
            if moved:
                return self._change(key, "relabelled", "provider", map(evidence_of, self.owned[key][:3]), detail=moved)
            return self._change(key, "stayed", "provider", map(evidence_of, self.owned.get(key, [])[:1]))
        if key in self.replaced:
            # Told by the change of the key that took its place.
            return None
        if not self._was_read(entry):
            return self._change(key, "unread", "provider", ())
        cause = self._cause(key, self.owned_before, self.owned)
        return self._change(key, "missing", cause, map(evidence_of, self.owned_before.get(key, [])[:3]))

    def _pairs(self) -> list[Pair]:
        """On each page, which new key took the place of which old one."""
        found: list[Pair] = []
        for page in sorted(self.now):
            if page not in self.before:
                continue
            here, then = _on_page(self.now[page], page), _on_page(self.before[page], page)
            gone = {key: seen for key, seen in then.items() if key not in here and not self._stands(key, page)}
            fresh = {key: seen for key, seen in here.items() if key not in then and key not in self._seen_before()}
            taken: set[str] = set()
            for key, seen in fresh.items():
                alike = [was for was in gone if was not in taken and _role(gone[was]) == _role(seen)]
                if not alike and len(gone) == len(fresh) == 1:
                    alike = list(gone)
                if alike:
                    taken.add(alike[0])
                    found.append(Pair(alike[0], key, page))
        return found

    def _seen_before(self) -> set[str]:
        return {
            key for key, entry in self.known.items() if entry.first_seen is not None and entry.status != "candidate"
        }

    def _stands(self, key: str, page: str) -> bool:
        return bool(CONFIRMING_LAYERS & set(self.now[page].presence.get(key, ())))

    def _is_present(self, key: str) -> bool:
        return any(self._stands(key, page) for page in self.now)

    def _was_read(self, entry: Entry) -> bool:
        """Whether a page that showed the line was read well tonight, so that its absence says something."""
        pages = entry.pages or tuple(page for page in self.fetches)
        return any(page in self.now for page in pages) and all(
            page in self.now or page not in self.fetches for page in pages
        )

    def _cause(self, key: str, one: Mapping[str, list[Seen]], other: Mapping[str, list[Seen]]) -> Cause:
        """`provider` when the pages differ between two snapshots; our own when only what we recorded differs."""
        if key in one and key in other and key not in self.recorded:
            return self.causes.get(one[key][0].page, "reader")
        if key not in one and key not in other and key in self.recorded:
            return self.causes.get(self.recorded[key][0].page, "reader")
        return "provider"

    def _moved(self, key: str) -> str:
        """Which attribute of a line the provider's own text changed, "" when none did."""
        if key not in self.owned or key not in self.owned_before:
            return ""
        pages = {seen.page for seen in self.owned[key]} & {seen.page for seen in self.owned_before[key]}
        now = {_attributes(seen.sighting) for seen in self.owned[key] if seen.page in pages}
        then = {_attributes(seen.sighting) for seen in self.owned_before[key] if seen.page in pages}
        if now == then or now & then:
            return ""
        return f"{'; '.join(sorted(map(_told, then)))} → {'; '.join(sorted(map(_told, now)))}"

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


def _role(sighting: Sighting) -> tuple[str, str, str]:
    return sighting.purpose, sighting.audience, sighting.label


def _attributes(sighting: Sighting) -> tuple[str, str, str]:
    return sighting.purpose, sighting.audience, sighting.hours


def _told(attributes: tuple[str, str, str]) -> str:
    return ", ".join(filter(None, attributes))


def _is_held(changes: Sequence[Change], entries: Sequence[Entry], policy: Policy) -> bool:
    """Whether the provider lost more than a fifth of its lines, and at least two (a mere notation counts as kept)."""
    lines = [entry for entry in entries if entry.first_seen is not None and entry.status != "retired"]
    lost = [
        change
        for change in changes
        if change.change == "missing" or (change.change == "replaced" and not transformation(change.was, change.number))
    ]
    return len(lost) >= policy.held_least and len(lost) > policy.held_share * len(lines)
