"""Judge a number that somebody claims for a provider: a verdict, and every reason for it in words.

Records in, a record out. What third-party pages say of a number is no evidence here, for or against it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from directory.findings import Hit
from directory.holders import names_of_holder
from directory.nights import Reference
from directory.number import are_related, country_of, ext_of, line_of, print_number, related
from directory.records import Entry, Provider, Record
from directory.register import BLOCK_LEAST_FALSE, block_of
from directory.terms import Status, Verdict
from verifier.claim_signals import Told, suspected
from verifier.claim_words import Reason, reason_words, weight_of
from verifier.look_alike import is_neighbour, look_alike
from verifier.page_kind import is_official
from verifier.policy import Policy, load_policy
from verifier.score import score_of
from verifier.signals.code_of_another import is_own_code
from verifier.signals_found import find_signals
from verifier.suspicion import holders_of

DEFAULTS = load_policy()
NOTHING_TOLD = Told()
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
    told: Told


def judge_claim(
    readings: Sequence[str],
    provider: Provider | None,
    entries: Sequence[Entry],
    reference: Reference,
    providers: Mapping[str, Provider],
    policy: Policy = DEFAULTS,
    told: Told = NOTHING_TOLD,
) -> Claim:
    """Judge the claim that `readings` is a line of `provider`.

    readings: every key the number may be read as, the preferred one first, at least one; the one that the directory
    knows is taken. provider: None asks whose it is. entries: the lines of all providers. providers: for their names.
    told: where and how it was found. How the verdict is formed stands in docs/claims.md.
    """
    asked = _asked(readings, provider, entries, reference, providers)._replace(told=told)
    held = _best([entry for entry in asked.own if entry.key == asked.key])
    elsewhere = _best([entry for entry in asked.others if entry.key == asked.key and entry.status != "retired"])
    decided = held or elsewhere
    verdict, reasons = _judged(asked, held, elsewhere, policy)
    whose = provider.id if provider is not None else decided.provider if decided is not None else ""
    return Claim(
        number=asked.key,
        provider=whose,
        verdict=verdict,
        score=_score(reasons, policy),
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
        return "official", [*_of_line(asked, held), *_of_writing(asked)]
    if rejected := _known_false(asked):
        return "known_false", [*rejected, *_of_writing(asked)]
    if held is not None:
        return _VERDICTS[held.status], [*_of_line(asked, held), *_of_kind(asked, is_listed=True), *_of_writing(asked)]
    if elsewhere is not None and elsewhere.status == "verified":
        return "official_other_provider", [_elsewhere(asked, elsewhere), *_no_hotline(asked), *_of_writing(asked)]
    reported = list(_reported(asked))
    if elsewhere is not None:
        reasons = [_elsewhere(asked, elsewhere), *reported, *_no_hotline(asked)]
    else:
        reasons = [*_near(asked), *reported, *_of_kind(asked), *_no_hotline(asked), *_of_page(asked)]
    reasons += _of_writing(asked)
    if any(one.id == "reported" for one in reported):
        return "known_false", reasons
    return ("suspicious" if _score(reasons, policy) >= policy.review_score else "unknown"), reasons


def _score(reasons: Sequence[Reason], policy: Policy) -> float:
    """The score of some reasons, by the rule that weighs signals: no family counts more than twice its largest member."""
    hits = [Hit(id=one.id, weight=one.weight, reason={}) for one in reasons]
    return score_of(hits, find_signals(), policy)


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
    return _Asked(key, provider, own, others, reference, providers, NOTHING_TOLD)


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
        return _reason("claimed_in_group" if is_together else "claimed_elsewhere", asked, holder=holder)
    return _reason("listed_in_group" if is_together else "listed_elsewhere", asked, holder=holder)


def _near(asked: _Asked) -> Iterator[Reason]:
    """How an unlisted number stands to the listed ones: another form, a sub-line, a look-alike, or nothing."""
    if line_of(asked.key) in asked.reference.public_lines:
        yield _reason("public_line", asked)
        return
    close = _same_line(asked, asked.own) or _same_line(asked, asked.others)
    if close is not None:
        values = {"other": print_number(close.key), "holder": _name(asked, close.provider), "ext": ext_of(asked.key)}
        is_sub_line = line_of(asked.key) == line_of(close.key)
        form = "sub_line" if is_sub_line and ext_of(asked.key) else "main_line" if is_sub_line else "related_form"
        yield _reason(form, asked, **values)
        if close not in asked.own:
            yield _elsewhere(asked, close)
    yield _reason("unlisted", asked, _how_unlisted(asked))
    victims = asked.reference.known_false.get(asked.key, ())
    if victims:
        yield _reason("false_elsewhere", asked, others=", ".join(_name(asked, one) for one in victims))
    holder = asked.reference.holders.get(line_of(asked.key), "")
    if holder and (asked.provider is None or not is_own_code(holder, asked.provider)):
        yield _reason("held_elsewhere", asked, holder=names_of_holder(holder)[0])
    miss = look_alike(asked.key, [entry.key for entry in asked.own if entry.status in ("verified", "candidate")])
    if miss is not None and close is None:
        how = "neighbour" if is_neighbour(asked.key, miss.listed) else miss.how
        yield _reason("look_alike", asked, how, other=print_number(miss.listed))


def _same_line(asked: _Asked, entries: Sequence[Entry]) -> Entry | None:
    """The listed line that rings when the claimed number is dialled, by its key: the nearest form first."""
    line = line_of(asked.key)
    alive = sorted((one for one in entries if one.status in ("verified", "candidate")), key=lambda one: one.key)
    near = [one for one in alive if are_related(asked.key, one.key) or line == line_of(one.key)]
    near += [one for one in alive if are_related(line, line_of(one.key))]
    return near[0] if near else None


def _how_unlisted(asked: _Asked) -> str:
    """What being unlisted tells: a variant of an own line nothing, a number of a country without listed lines little."""
    if _same_line(asked, asked.own) is not None:
        return "variant"
    if asked.provider is not None and asked.provider.hotline != "published":
        return "lines"
    alive = [entry for entry in asked.own if entry.status in ("verified", "candidate")]
    is_known = asked.provider is not None and country_of(asked.key) in {country_of(entry.key) for entry in alive}
    return "lines" if is_known else "no_lines"


def _reported(asked: _Asked) -> Iterator[Reason]:
    """What report lists and the register of false numbers say of the number, or of its neighbours."""
    for reason, table in (("reported", asked.reference.reported), ("callers", asked.reference.callers)):
        if lists := holders_of(asked.key, table):
            yield _reason(reason, asked, lists=", ".join(lists))
    block = block_of(asked.key)
    count = asked.reference.false_blocks.get(block, 0)
    if count >= BLOCK_LEAST_FALSE and block not in {block_of(entry.key) for entry in asked.own}:
        yield _reason("false_block", asked, count=str(count))


def _of_kind(asked: _Asked, *, is_listed: bool = False) -> Iterator[Reason]:
    """What the number plan and the page's address say against it; a line it holds does not vouch for itself."""
    if asked.provider is None:
        return
    alive = [entry for entry in asked.own if entry.status in ("verified", "candidate")]
    if not is_listed and _same_line(asked, asked.own) is not None:
        return
    for signal, one in suspected(asked.key, asked.provider, alive, asked.reference, asked.told):
        # The number of a true line may stand anywhere, in any writing and in any address.
        if not (is_listed and signal.terms.is_hard):
            values = {"number": print_number(asked.key), "provider": asked.provider.name} | one.values
            yield Reason(id=signal.id, kind=one.kind, weight=signal.kind_of(one).weight, values=values)


def _of_page(asked: _Asked) -> Iterator[Reason]:
    """What the kind of page says of a number that is nobody's listed line; an official page speaks neither for nor against."""
    kind = asked.told.page_kind
    if _same_line(asked, asked.own) is not None:
        return
    if kind in reason_words()["page_kind"].kinds:
        yield _reason("page_kind", asked, kind)
    elif kind == "provider_own" and asked.told.url and not is_official(asked.told.url, asked.provider):
        yield _reason("not_official_host", asked)


def _of_writing(asked: _Asked) -> Iterator[Reason]:
    """That the number was read only after its disguise was taken off."""
    if asked.told.is_folded:
        yield _reason("folded", asked, raw=asked.told.raw)


def _no_hotline(asked: _Asked) -> Iterator[Reason]:
    if asked.provider is not None and asked.provider.hotline != "published":
        yield _reason("no_hotline", asked, asked.provider.hotline)
