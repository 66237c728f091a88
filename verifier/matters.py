"""What a provider's night raises: each new line, replacement, loss, contradiction and page as one matter, unweighed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from directory.findings import Evidence, Finding
from directory.number import are_related
from directory.records import Entry, Record
from directory.terms import Matter
from verifier.asides import stands_aside
from verifier.case import Case, Seen, first_of_each_page, is_claimed, own_in
from verifier.policy import Policy
from verifier.signal import Signal
from verifier.suspicion import Suspicion, asked_sightings, seen_tonight

# A number on three pages is proved; what is said against it comes next.
PLACES_FIRST = 3


class Fired(NamedTuple):
    """One signal that fired, and on what."""

    signal: Signal
    suspicion: Suspicion

    @property
    def asks(self) -> bool:
        """Whether it raises a matter of its own: a discount, and a remark that weighs nothing, only join one."""
        return self.signal.kind_of(self.suspicion).weight > 0


class Question(Record, frozen=True):
    """A matter before it is weighed.

    mark: what its id is made of beside provider and matter. basis: what its ground is made of beside the hard
    signals: when one of these words changes, an earlier answer no longer holds. values: for its sentence.
    is_ours: only our own reader or description changed, so no soft signal may raise it.
    """

    matter: Matter
    mark: tuple[str, ...]
    basis: tuple[str, ...]
    keys: tuple[str, ...] = ()
    number: str = ""
    was: str = ""
    page: str = ""
    values: dict[str, str] = msgspec.field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    fired: tuple[Fired, ...] = ()
    is_bulkable: bool = False
    is_ours: bool = False


def questions_of(case: Case, fired: Sequence[Fired], waiting: Mapping[str, Finding], policy: Policy) -> list[Question]:
    """Every matter of one provider's night, each number in one of them only.

    waiting: the provider's findings of earlier nights that are still asked, by id.
    """
    night = _Night(case, fired, waiting, policy)
    found = [*night.storms(), *night.replacements(), *night.additions(), *night.losses()]
    return [*found, *night.relabellings(), *night.contradictions(), *night.pages()]


class _Night:
    """One case with what its questions share: what fired on which key, and which keys a question has already."""

    def __init__(self, case: Case, fired: Sequence[Fired], waiting: Mapping[str, Finding], policy: Policy) -> None:
        self.case = case
        self.fired = fired
        self.waiting = waiting
        self.policy = policy
        self.seen = seen_tonight(case)
        self.asked = asked_sightings(case)
        self.entries = {entry.key: entry for entry in case.entries}
        self.moves = [change for change in case.changes if change.change == "replaced" and change.cause == "provider"]
        self.taken: set[str] = set()
        self.gone: set[str] = set()

    def storms(self) -> Iterator[Question]:
        """One question for each change of notation; a number that a hard signal suspects is left out of it."""
        for finding in self.waiting.values():
            if finding.matter == "storm" and self.asked.keys() & set(finding.keys):
                self.taken |= set(finding.keys) & self.asked.keys()
                self.gone |= set(finding.keys) - self.asked.keys()
        for name in sorted({change.storm for change in self.moves if change.storm}):
            pairs = [change for change in self.moves if change.storm == name and not self._is_hard(change.number)]
            keys = tuple(sorted({key for pair in pairs for key in (pair.was, pair.number)}))
            self.taken |= {pair.number for pair in pairs}
            self.gone |= {pair.was for pair in pairs}
            if pairs:
                yield Question(
                    matter="storm",
                    mark=(name,),
                    basis=keys,
                    keys=keys,
                    values={"count": str(len(pairs)), "name": name.replace("_", " ")},
                    evidence=tuple(one for pair in pairs for one in pair.evidence[:1]),
                    is_bulkable=all(are_related(pair.was, pair.number) for pair in pairs),
                )

    def replacements(self) -> Iterator[Question]:
        """A number where another stood: tonight's, and earlier ones that nobody has answered and the pages still show."""
        pairs = {(move.was, move.number): move.evidence for move in self.moves if move.number not in self.taken}
        for finding in self.waiting.values():
            if finding.matter == "replacement" and finding.was not in self.seen:
                pairs.setdefault((finding.was, finding.number), finding.evidence)
        for (was, number), evidence in sorted(pairs.items()):
            if number in self.asked and number not in self.taken:
                self.taken.add(number)
                self.gone.add(was)
                keys = tuple(sorted((was, number)))
                yield self._about(number, "replacement", keys, (was, ">", number), was=was, evidence=evidence)

    def additions(self) -> Iterator[Question]:
        """Every other number of tonight that nobody has decided on."""
        causes: dict[str, set[str]] = {}
        for change in self.case.changes:
            causes.setdefault(change.number, set()).add(change.cause)
        for key in sorted(self.asked.keys() - self.taken):
            entry = self.entries.get(key)
            # A line that was given up and comes back is a new matter: it rests on the decision that ended it.
            ended = str(entry.decision) if entry is not None and entry.status == "retired" else ""
            is_ours = bool(causes.get(key)) and "provider" not in causes[key]
            is_safe = self._is_safe(key, entry)
            yield self._about(key, "addition", (key,), (key, ended), is_bulkable=is_safe, is_ours=is_ours)

    def losses(self) -> Iterator[Question]:
        """The provider held as a whole, or the verified lines that its pages have not shown for too long."""
        if self.case.is_held:
            lost = [change for change in self.case.changes if change.change in ("missing", "replaced")]
            keys = tuple(sorted({change.was or change.number for change in lost}))
            evidence = tuple(one for change in lost for one in change.evidence[:1])
            values = {"lost": str(len(keys))}
            yield Question(matter="held", mark=("",), keys=keys, basis=keys, values=values, evidence=evidence)
            return
        for key, entry in sorted(self.entries.items()):
            nights = self.case.missed.get(key, 0)
            is_asked = entry.status == "verified" and nights >= self.policy.missed_nights_before_asking
            if is_asked and key not in self.seen and key not in self.gone:
                last = entry.last_seen.date().isoformat() if entry.last_seen is not None else ""
                yield Question(
                    matter="removal",
                    mark=(key,),
                    basis=(key, last),
                    keys=(key,),
                    number=key,
                    values={"nights": str(nights)},
                    evidence=self._last_places(entry),
                    fired=tuple(one for one in self.fired if one.suspicion.key == key),
                )

    def relabellings(self) -> Iterator[Question]:
        """Verified lines that the provider now calls something else."""
        for change in self.case.changes:
            entry = self.entries.get(change.number)
            is_listed = entry is not None and entry.status == "verified"
            if change.change == "relabelled" and change.cause == "provider" and is_listed:
                key, values = change.number, {"detail": change.detail}
                basis = (key, change.detail)
                yield self._about(key, "relabelling", (key,), basis, values=values, evidence=change.evidence)

    def contradictions(self) -> Iterator[Question]:
        """Numbers that a signal suspects although they are no new line of the provider."""
        suspected = (
            {one.suspicion.key for one in self.fired if one.suspicion.key and one.asks} - self.asked.keys() - self.taken
        )
        for key in sorted(suspected):
            yield self._about(key, "contradiction", (key,), (key,))

    def pages(self) -> Iterator[Question]:
        """Pages that a signal suspects as a whole."""
        for page in sorted({one.suspicion.page for one in self.fired if not one.suspicion.key and one.asks}):
            fired = tuple(one for one in self.fired if not one.suspicion.key and one.suspicion.page == page)
            basis = tuple(sorted({one.suspicion.quote for one in fired}))
            yield Question(matter="page", mark=(page,), basis=basis, page=page, values={"page": page}, fired=fired)

    def _about(
        self,
        number: str,
        matter: Matter,
        keys: tuple[str, ...],
        basis: tuple[str, ...],
        *,
        was: str = "",
        values: Mapping[str, str] | None = None,
        evidence: Sequence[Evidence] = (),
        is_bulkable: bool = False,
        is_ours: bool = False,
    ) -> Question:
        fired = tuple(one for one in self.fired if one.suspicion.key == number)
        # Room is kept for what a signal saw, and for what stood there before, which a change tells last.
        places = self._places(number)
        others = (*evidence[-1:], *(one.suspicion.evidence for one in fired))
        return Question(
            matter=matter,
            mark=keys,
            basis=basis,
            keys=keys,
            number=number,
            was=was,
            page=places[0].url if places else fired[0].suspicion.page if fired else "",
            values=dict(values or {}),
            evidence=(*places[:PLACES_FIRST], *others, *places[PLACES_FIRST:]),
            fired=fired,
            is_bulkable=is_bulkable,
            is_ours=is_ours,
        )

    def _places(self, key: str) -> tuple[Evidence, ...]:
        seen = sorted(self.seen.get(key, ()), key=lambda one: (one.page, one.sighting.layer != "visible"))
        return first_of_each_page(seen, self.policy.evidence_most)

    def _last_places(self, entry: Entry) -> tuple[Evidence, ...]:
        """Where a lost line was last seen: in the readings before tonight's, else as its entry says."""
        before: list[Seen] = [seen for seen in own_in(self.case.before) if seen.sighting.number == entry.key]
        if before:
            return first_of_each_page(before, self.policy.evidence_most)
        url = entry.source or next(iter(entry.pages), "")
        return (Evidence(url=url, snapshot=entry.snapshot, place="", layer="visible", quote=entry.label),)

    def _is_safe(self, key: str, entry: Entry | None) -> bool:
        """Whether a new line may be accepted among many: claimed in the provider's file, or seen in two channels."""
        if entry is not None and entry.status == "candidate" and is_claimed(entry):
            return True
        if any(one.status == "verified" for one in self.entries.values()):
            # Two channels speak for a *first* entry; a provider that has its lines is asked about a new one singly.
            return False
        channels = {page.url: page.channel for page in self.case.provider.pages}
        return len({channels[seen.page] for seen in self.seen[key] if seen.page in channels}) > 1

    def _is_hard(self, key: str) -> bool:
        return any(one.suspicion.key == key and one.signal.terms.is_hard for one in self.fired)


def still_asked(case: Case, finding: Finding, suspected: Collection[str], policy: Policy) -> bool:
    """Whether a question of an earlier night, which tonight did not raise again, stands as it was.

    It stands while the pages it rests on could not be read well, and as long as they still show what it asks about;
    a number that is gone again is asked about until it was gone for as many nights as a listed line may be.
    suspected: keys that a signal would suspect tonight if nothing had been seen before.
    """
    status = {entry.key: entry.status for entry in case.entries}
    if finding.matter in ("held", "removal", "ground", "expiry"):
        return False
    if any(hit.id == "known_false_number" for hit in finding.signals):
        # A number rejected before that came back is asked about until somebody answers or it is gone.
        return finding.number in seen_tonight(case)
    if finding.matter in ("addition", "replacement") and status.get(finding.number) in ("verified", "retired"):
        return False
    if case.provider.id in case.reference.known_false.get(finding.number, ()):
        return False
    pages = {finding.page} if finding.matter == "page" else {one.url for one in finding.evidence}
    if not pages <= case.now.keys():
        return True
    if finding.matter == "storm":
        return bool(asked_sightings(case).keys() & set(finding.keys))
    if finding.matter == "relabelling":
        return status.get(finding.number) == "verified" and finding.number in seen_tonight(case)
    if finding.matter in ("addition", "replacement"):
        # What comes and goes is one matter: who shows a number every other night must not slip through (decision 0010).
        return 0 < case.missed.get(finding.number, 0) < policy.missed_nights_before_asking
    return finding.matter == "contradiction" and (finding.number in suspected or stands_aside(case, finding.number))
