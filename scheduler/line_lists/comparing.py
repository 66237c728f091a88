"""A list against the directory, provider by provider: agreement, gaps both ways, contradictions. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from directory.number import are_related, line_of
from directory.records import Entry, Provider, Record
from directory.terms import Status
from scheduler.line_lists.candidates import Left, left_over, purpose_of
from scheduler.line_lists.matching import Placed

ALIVE: tuple[Status, ...] = ("verified", "candidate")


class Same(Record, frozen=True):
    """A number that both have. status: of our line. kind: "same", "form" (another form of it), "sub_line"."""

    place: str
    number: str
    key: str
    status: Status
    kind: str


class Against(Record, frozen=True):
    """A number on which list and directory cannot both be right.

    kind: `other_provider` (our line of another provider, `other`), `known_false` (rejected for this provider),
    `retired`, `disputed`, `no_hotline` (the provider publishes none), `purpose` (`other` is what we say it is for).
    """

    place: str
    number: str
    key: str
    kind: str
    other: str = ""


class Only(Record, frozen=True):
    """A number that only one of the two has. place: in the list, "" for one of ours; status: of ours, "" for one of theirs."""

    key: str
    purpose: str
    place: str = ""
    status: str = ""


class Compared(Record, frozen=True):
    """One provider: what both have, what only the list or only the directory has, and where they contradict."""

    provider: str
    agree: tuple[Same, ...] = ()
    only_list: tuple[Only, ...] = ()
    only_directory: tuple[Only, ...] = ()
    contradictions: tuple[Against, ...] = ()


class Comparison(Record, frozen=True):
    """The whole: providers that the list names, our providers with lines that it does not, and rows that fit nobody."""

    providers: tuple[Compared, ...]
    unlisted: tuple[str, ...]
    left: tuple[Left, ...]


def compare_list(
    rows: Iterable[Placed],
    entries: Sequence[Entry],
    known_false: Mapping[str, Sequence[str]],
    providers: Mapping[str, Provider],
    statuses: Sequence[Status] = ALIVE,
) -> Comparison:
    """Hold every row against the directory.

    entries: of all providers. known_false: key → providers it was rejected for. statuses: which of our lines count as
    ours; those that ended or are disputed contradict whatever is chosen.
    """
    by_provider: dict[str, dict[str, Placed]] = {}
    left = []
    for one in rows:
        if one.provider is not None and not one.why:
            by_provider.setdefault(one.provider.id, {}).setdefault(one.keys[0], one)
            continue
        left.append(left_over(one))
        if one.provider is not None:
            by_provider.setdefault(one.provider.id, {})
    groups = {name: one.group for name, one in providers.items()}
    found = [
        _compared(providers[name], by_provider[name], entries, known_false, groups, statuses)
        for name in sorted(by_provider)
    ]
    ours = sorted({one.provider for one in entries if one.status in statuses} - by_provider.keys())
    return Comparison(providers=tuple(found), unlisted=tuple(ours), left=tuple(left))


def _compared(
    provider: Provider,
    rows: Mapping[str, Placed],
    entries: Sequence[Entry],
    known_false: Mapping[str, Sequence[str]],
    groups: Mapping[str, str],
    statuses: Sequence[Status],
) -> Compared:
    own = {one.key: one for one in entries if one.provider == provider.id}
    alive = {key: one for key, one in own.items() if one.status in statuses}
    others = [one for one in entries if one.provider != provider.id and one.status in statuses]
    agree: list[Same] = []
    only: list[Only] = []
    against: list[Against] = []
    met: set[str] = set()
    for key, row in sorted(rows.items()):
        wrong = list(_against(row, key, provider, own, others, known_false, groups))
        against += wrong
        same = _same(row, key, alive)
        if same is not None:
            agree.append(same)
            met.add(same.key)
        elif not wrong:
            only.append(Only(key=key, purpose=purpose_of(row.row, key), place=row.row.place))
    ours = [
        Only(key=key, purpose=one.purpose, status=one.status) for key, one in sorted(alive.items()) if key not in met
    ]
    return Compared(
        provider=provider.id,
        agree=tuple(agree),
        only_list=tuple(only),
        only_directory=tuple(ours),
        contradictions=tuple(against),
    )


def _same(row: Placed, key: str, alive: Mapping[str, Entry]) -> Same | None:
    """Our line that rings when the list's number is dialled: itself first, then its main or sub-line, then another form."""
    said = {"place": row.row.place, "number": row.row.number}
    if key in alive:
        return Same(**said, key=key, status=alive[key].status, kind="same")
    line = line_of(key)
    for kind in ("sub_line", "form"):
        for other, entry in sorted(alive.items()):
            is_near = line_of(other) == line if kind == "sub_line" else are_related(line, line_of(other))
            if is_near:
                return Same(**said, key=other, status=entry.status, kind=kind)
    return None


def _against(
    row: Placed,
    key: str,
    provider: Provider,
    own: Mapping[str, Entry],
    others: Sequence[Entry],
    known_false: Mapping[str, Sequence[str]],
    groups: Mapping[str, str],
) -> Iterator[Against]:
    said = {"place": row.row.place, "number": row.row.number, "key": key}
    entry = own.get(key)
    if entry is not None and entry.status in ("retired", "disputed"):
        yield Against(**said, kind=entry.status)
    if provider.id in known_false.get(key, ()):
        yield Against(**said, kind="known_false")
    if entry is None and provider.hotline != "published":
        yield Against(**said, kind="no_hotline", other=provider.hotline)
    for other in others:
        if other.key == key and entry is None and not (provider.group and groups.get(other.provider) == provider.group):
            yield Against(**said, kind="other_provider", other=other.provider)
    purpose = purpose_of(row.row, key)
    if entry is not None and "general" not in (purpose, entry.purpose) and purpose != entry.purpose:
        yield Against(**said, kind="purpose", other=entry.purpose)
