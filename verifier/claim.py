"""Judge a number that somebody claims for a provider: a verdict, and every reason for it in words.

Records in, a record out. What third-party pages say of a number is no evidence here, for or against it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from directory.nights import Reference
from directory.number import are_related, ext_of, line_of, print_number, related
from directory.records import Entry, Provider, Record
from directory.terms import Status, Verdict
from verifier.claim_signals import Told, suspected
from verifier.claim_words import Reason, weight_of
from verifier.look_alike import look_alike
from verifier.policy import Policy, load_policy

DEFAULTS = load_policy()
# Among several lines of one key, the one that decides most.
RANK: tuple[Status, ...] = ("verified", "disputed", "candidate", "retired")


class Claim(Record, frozen=True):
    """What we know of a claimed number.

    number: the key it was read as. provider: whom it was claimed for, else the one that holds it, "" when none does.
    score: log-odds points of suspicion, 0 for a verified line. entry: the line that decided, None when none did.
    """

    number: str
    provider: str
    verdict: Verdict
    score: float
    reasons: tuple[Reason, ...]
    entry: Entry | None = None


class _Asked(NamedTuple):
    """A claim with all that it is judged by. own: lines of the provider (of everyone, when none was named)."""

    key: str
    provider: Provider | None
    own: tuple[Entry, ...]
    others: tuple[Entry, ...]
    reference: Reference
    providers: Mapping[str, Provider]


def judge_claim(
    readings: Sequence[str],
    provider: Provider | None,
    entries: Sequence[Entry],
    reference: Reference,
    providers: Mapping[str, Provider],
    policy: Policy = DEFAULTS,
) -> Claim:
    """Judge the claim that `readings` is a line of `provider`.

    readings: every key the number may be read as, the preferred one first, at least one; the one that the directory
    knows is taken. provider: None asks whose it is. entries: the lines of all providers. providers: for their names.
    """
    asked = _asked(readings, provider, entries, reference, providers)
    held = _best([entry for entry in asked.own if entry.key == asked.key])
    elsewhere = _best([entry for entry in asked.others if entry.key == asked.key and entry.status != "retired"])
    decided = held or elsewhere
    verdict, reasons = _judged(asked, held, elsewhere, policy)
    whose = provider.id if provider is not None else decided.provider if decided is not None else ""
    return Claim(
        number=asked.key,
        provider=whose,
        verdict=verdict,
        score=round(sum(one.weight for one in reasons), 2),
        reasons=tuple(reasons),
        entry=decided,
    )


_VERDICTS: dict[Status, Verdict] = {
    "verified": "official",
    "candidate": "candidate",
    "disputed": "suspicious",
    "retired": "retired",
}


def _judged(asked: _Asked, held: Entry | None, elsewhere: Entry | None, policy: Policy) -> tuple[Verdict, list[Reason]]:
    """The verdict and its reasons: what a person decided first, then what the directory holds, then suspicion."""
    if held is not None and held.status == "verified":
        return "official", list(_of_line(asked, held))
    if rejected := _known_false(asked):
        return "known_false", rejected
    if held is not None:
        return _VERDICTS[held.status], [*_of_line(asked, held), *_of_kind(asked)]
    if elsewhere is not None:
        verdict: Verdict = "official_other_provider" if elsewhere.status == "verified" else "suspicious"
        return verdict, [_elsewhere(asked, elsewhere), *_no_hotline(asked)]
    reasons = [*_near(asked), *_of_kind(asked), *_no_hotline(asked)]
    return ("suspicious" if sum(one.weight for one in reasons) >= policy.review_score else "unknown"), reasons


def _asked(
    readings: Sequence[str],
    provider: Provider | None,
    entries: Sequence[Entry],
    reference: Reference,
    providers: Mapping[str, Provider],
) -> _Asked:
    own = tuple(entry for entry in entries if provider is None or entry.provider == provider.id)
    others = tuple(entry for entry in entries if provider is not None and entry.provider != provider.id)
    owned, held = {entry.key for entry in own}, {entry.key for entry in others}
    key = next((key for lines in (owned, held) for key in readings if key in lines), readings[0])
    return _Asked(key, provider, own, others, reference, providers)


def _best(entries: Sequence[Entry]) -> Entry | None:
    return min(entries, key=lambda entry: (RANK.index(entry.status), entry.provider), default=None)


def _reason(reason_id: str, asked: _Asked, kind: str = "", **values: str) -> Reason:
    whose = {"number": print_number(asked.key), "provider": asked.provider.name if asked.provider is not None else ""}
    return Reason(id=reason_id, kind=kind, weight=weight_of(reason_id, kind), values=whose | values)


def _name(asked: _Asked, provider_id: str) -> str:
    known = asked.providers.get(provider_id)
    return provider_id if known is None else known.name


def _known_false(asked: _Asked) -> list[Reason]:
    """Whether the number was answered with `reject` before, for this provider or, where none is named, for any."""
    victims = asked.reference.known_false.get(asked.key, ()) or asked.reference.known_false.get(line_of(asked.key), ())
    if not victims or (asked.provider is not None and asked.provider.id not in victims):
        return []
    return [_reason("known_false", asked, others=", ".join(_name(asked, one) for one in victims))]


def _of_line(asked: _Asked, entry: Entry) -> Iterator[Reason]:
    """What the directory says of the line itself."""
    holder = _name(asked, entry.provider)
    on = entry.verified_on.isoformat() if entry.verified_on is not None else ""
    yield _reason(_LISTED[entry.status], asked, holder=holder, on=on, origin=entry.origin)
    later = next((one for one in asked.own if one.replaces == entry.id and entry.id), None)
    if later is not None:
        yield _reason("replaced_by", asked, other=print_number(later.key))
    if entry.status != "retired" and entry.presence == "stale":
        yield _reason("stale", asked, on=entry.last_seen.date().isoformat() if entry.last_seen is not None else "")
    forms = sorted(
        one.key for one in asked.own if one.key != entry.key and line_of(one.key) in related(line_of(entry.key))
    )
    for form in forms:
        yield _reason("related_form", asked, other=print_number(form))


_LISTED: dict[Status, str] = {
    "verified": "listed",
    "candidate": "candidate",
    "disputed": "disputed",
    "retired": "retired",
}


def _elsewhere(asked: _Asked, entry: Entry) -> Reason:
    """The number is another provider's line: of the same declared group, or of nobody related."""
    groups = asked.reference.groups
    group = asked.provider.group if asked.provider is not None else ""
    is_together = bool(group) and groups.get(entry.provider) == group
    holder = _name(asked, entry.provider)
    if entry.status != "verified":
        return _reason("claimed_elsewhere", asked, holder=holder)
    return _reason("listed_in_group" if is_together else "listed_elsewhere", asked, holder=holder)


def _near(asked: _Asked) -> Iterator[Reason]:
    """How an unlisted number stands to the listed ones: another form, a sub-line, a look-alike, or nothing."""
    alive = [entry for entry in (*asked.own, *asked.others) if entry.status in ("verified", "candidate")]
    keys = sorted({entry.key for entry in alive})
    if line_of(asked.key) in asked.reference.public_lines:
        yield _reason("public_line", asked)
        return
    close = [key for key in keys if are_related(asked.key, key) or line_of(asked.key) == line_of(key)]
    close += [key for key in keys if key not in close and are_related(line_of(asked.key), line_of(key))]
    if close:
        holder = next(entry.provider for entry in alive if entry.key == close[0])
        values = {"other": print_number(close[0]), "holder": _name(asked, holder), "ext": ext_of(asked.key)}
        is_sub_line = line_of(asked.key) == line_of(close[0])
        form = "sub_line" if is_sub_line and ext_of(asked.key) else "main_line" if is_sub_line else "related_form"
        yield _reason(form, asked, **values)
    yield _reason("unlisted", asked)
    victims = asked.reference.known_false.get(asked.key, ())
    if victims:
        yield _reason("false_elsewhere", asked, others=", ".join(_name(asked, one) for one in victims))
    if holder := asked.reference.holders.get(line_of(asked.key), ""):
        yield _reason("held_elsewhere", asked, holder=holder)
    miss = look_alike(asked.key, [entry.key for entry in asked.own if entry.status in ("verified", "candidate")])
    if miss is not None and not close:
        yield _reason("look_alike", asked, miss.how, other=print_number(miss.listed))


def _of_kind(asked: _Asked) -> Iterator[Reason]:
    """What the number plan says against it; a line it holds does not vouch for itself."""
    if asked.provider is None:
        return
    alive = [entry for entry in asked.own if entry.status in ("verified", "candidate")]
    if any(are_related(line_of(asked.key), line_of(entry.key)) for entry in alive if entry.key != asked.key):
        return
    for signal, one in suspected(asked.key, asked.provider, alive, asked.reference, Told()):
        values = {"number": print_number(asked.key), "provider": asked.provider.name} | one.values
        yield Reason(id=signal.id, kind=one.kind, weight=signal.kind_of(one).weight, values=values)


def _no_hotline(asked: _Asked) -> Iterator[Reason]:
    if asked.provider is not None and asked.provider.hotline != "published":
        yield _reason("no_hotline", asked, asked.provider.hotline)
