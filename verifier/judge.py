"""Judge a night: changes and suspicions of every provider in, the matters that a person must answer out."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from importlib import resources

import msgspec

from directory.findings import Evidence, Finding, Hit
from directory.number import print_number
from directory.records import Provider, Record
from directory.terms import LEVELS, Level, Matter
from verifier.case import Case, own_in
from verifier.lifecycle import tells_most, words_of
from verifier.matters import Fired, Question, questions_of, still_asked
from verifier.policy import Policy, load_policy
from verifier.renewals import renewals_of
from verifier.score import hard_ids, level_of, score_of
from verifier.signal import LANGUAGES, Signal
from verifier.signals_found import signals_in_force
from verifier.voices import voices_of

DEFAULTS = load_policy()
# A sentence with more reasons than this is no sentence; all of them stand in the finding.
REASONS_TOLD = 2
_JOINS = {"en": ", and ", "zh": "，而且"}


class Sentence(Record, frozen=True):
    """What a matter asks, by language, its own reason, and the level below which it never stands."""

    level: Level
    en: str
    zh: str
    because: dict[str, str]


_SENTENCES = msgspec.convert(
    tomllib.loads(resources.files("verifier").joinpath("judge.toml").read_text(encoding="utf-8")),
    dict[Matter, Sentence],
)


def judge(
    cases: Sequence[Case],
    policy: Policy = DEFAULTS,
    open_matters: Mapping[str, Finding] | None = None,
    signals: Mapping[str, Signal] | None = None,
) -> list[Finding]:
    """Every matter that a person must answer, the pressing first; the same records give the same findings.

    open_matters: findings of earlier nights that are still asked, by id. One that tonight does not contradict is
    carried over: a question does not go away because a page could not be read, or because both nights now agree.
    signals: the rules that may suspect; None takes those that the policy leaves on.
    """
    rules = signals_in_force(policy) if signals is None else signals
    found = [finding for case in cases for finding in _judge_one(case, policy, open_matters or {}, rules)]
    return sorted(found, key=lambda one: (-LEVELS.index(one.level), -one.score, one.provider, one.id))


def least_level(matter: Matter) -> Level:
    """The level below which a matter never stands, whatever fired on it."""
    return _SENTENCES[matter].level


def finding_id(provider: str, matter: Matter, mark: Sequence[str]) -> str:
    """The id of a matter, the same every night: first 12 hex digits of SHA-256 (design, 1).

    mark: its sorted keys; the page's address where it has none; the transformation for a storm.
    """
    return hashlib.sha256("\x00".join((provider, matter, *mark)).encode()).hexdigest()[:12]


def _judge_one(
    case: Case, policy: Policy, asked: Mapping[str, Finding], signals: Mapping[str, Signal]
) -> Iterator[Finding]:
    waiting = {name: asked[name] for name in sorted(asked) if asked[name].provider == case.provider.id}
    found: dict[str, Finding] = {}
    asked_tonight = questions_of(case, _fire(case, signals), waiting, policy)
    taken = {key for question in asked_tonight for key in question.keys}
    for question in (*asked_tonight, *renewals_of(case, taken, policy)):
        name = finding_id(case.provider.id, question.matter, question.mark)
        found.setdefault(name, _weigh(case, name, question, waiting.get(name), policy, signals))
    yield from found.values()
    left = [finding for name, finding in waiting.items() if name not in found]
    if left:
        # Signals that ask only for what is new tonight are asked again as on a first night.
        as_first = msgspec.structs.replace(case, before={})
        suspected = {one.suspicion.key for one in _fire(as_first, signals)}
        yield from (finding for finding in left if still_asked(case, finding, suspected, policy))


def _fire(case: Case, signals: Mapping[str, Signal]) -> list[Fired]:
    return [Fired(signal, one) for signal in signals.values() for one in signal.check(case)]


def _weigh(
    case: Case, name: str, question: Question, earlier: Finding | None, policy: Policy, signals: Mapping[str, Signal]
) -> Finding:
    """The finding of a question; what was already said of it on earlier nights is not taken back while it is open."""
    fresh = _hits(case.provider, question.fired)
    hits = _joined(fresh, earlier)
    score = score_of(hits, signals, policy)
    level = _level(question, hits, earlier, score, policy, signals)
    hard = hard_ids(hits, signals)
    evidence = [*question.evidence, *(one.suspicion.evidence for one in question.fired)]
    return Finding(
        id=name,
        provider=case.provider.id,
        matter=question.matter,
        level=level,
        score=score,
        number=question.number,
        was=question.was,
        keys=question.keys,
        page=question.page,
        signals=hits,
        evidence=_distinct([*evidence, *(earlier.evidence if earlier is not None else ())], policy),
        ground=hashlib.sha256("\x00".join((name, *question.basis, "", *hard)).encode()).hexdigest(),
        summary=_summary(case.provider, question, hits, policy),
        is_bulkable=question.is_bulkable and level == "routine" and not hard,
        voices=voices_of(case, question.number),
        words=_words(case, question.number) if question.matter == "relabelling" else {},
    )


def _words(case: Case, key: str) -> dict[str, str]:
    """What the pages say of a line tonight, by its best sighting."""
    seen = sorted((one for one in own_in(case.now) if one.sighting.number == key), key=tells_most)
    return words_of(seen[0].sighting) if seen else {}


def _hits(provider: Provider, fired: Sequence[Fired]) -> tuple[Hit, ...]:
    """One hit a signal, its weightiest suspicion, the strongest first."""
    best: dict[str, Hit] = {}
    for signal, suspicion in fired:
        kind = signal.kind_of(suspicion)
        if signal.id not in best or abs(kind.weight) > abs(best[signal.id].weight):
            number = print_number(suspicion.key) if suspicion.key else ""
            reason = {
                language: kind.reason[language].format(
                    **{"number": number, "provider": _name(provider, language)} | suspicion.values
                )
                for language in LANGUAGES
            }
            best[signal.id] = Hit(id=signal.id, weight=kind.weight, reason=reason)
    return tuple(sorted(best.values(), key=lambda hit: (-hit.weight, hit.id)))


def _joined(fresh: tuple[Hit, ...], earlier: Finding | None) -> tuple[Hit, ...]:
    """Tonight's hits, and what was suspected before: a signal that fires only on what is new stays fired."""
    ids = {hit.id for hit in fresh}
    kept = [hit for hit in earlier.signals if hit.id not in ids and hit.weight > 0] if earlier is not None else []
    return tuple(sorted((*fresh, *kept), key=lambda hit: (-hit.weight, hit.id)))


def _level(
    question: Question,
    hits: Sequence[Hit],
    earlier: Finding | None,
    score: float,
    policy: Policy,
    signals: Mapping[str, Signal],
) -> Level:
    rule: Level = _SENTENCES[question.matter].level
    if question.matter == "storm" and not question.is_bulkable:
        rule = "review"
    if question.is_ours and not hard_ids(hits, signals):
        return rule
    if earlier is not None and {hit.id for hit in hits} == {hit.id for hit in earlier.signals}:
        return max(rule, earlier.level, key=LEVELS.index)
    found = max(rule, level_of(score, policy), key=LEVELS.index)
    return found if earlier is None else max(found, earlier.level, key=LEVELS.index)


def _distinct(evidence: Sequence[Evidence], policy: Policy) -> tuple[Evidence, ...]:
    first: dict[tuple[str, str, str, str], Evidence] = {}
    for one in evidence:
        first.setdefault((one.url, one.place, one.layer, one.quote), one)
    return tuple(first.values())[: policy.evidence_most]


def _summary(provider: Provider, question: Question, hits: Sequence[Hit], policy: Policy) -> dict[str, str]:
    """One sentence a language: what to check, and the reasons that weigh most."""
    sentence = _SENTENCES[question.matter]
    numbers = {"number": question.number, "was": question.was}
    shown = {name: print_number(key) if key else "" for name, key in numbers.items()}
    said: dict[str, str] = {}
    for language, text in (("en", sentence.en), ("zh", sentence.zh)):
        own = sentence.because[language].format(**question.values)
        strong = [hit.reason[language] for hit in hits if hit.weight >= policy.review_score]
        is_told = question.matter in ("addition", "contradiction", "page") and strong
        reasons = strong if is_told else [own, *strong]
        because = _JOINS[language].join(reasons[:REASONS_TOLD])
        values = shown | question.values | {"provider": _name(provider, language), "because": because}
        said[language] = text.format(**values)
    return said


def _name(provider: Provider, language: str) -> str:
    return provider.names.get(language, provider.name)
