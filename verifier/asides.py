"""Numbers that stand aside: where a page holds them and nobody takes them for the provider's word, new tonight."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import get_args

from directory.number import line_of, same_lines
from directory.records import Reading, Sighting
from directory.terms import CONFIRMING_LAYERS, Layer
from verifier.case import Case, Seen, once, seen_in
from verifier.fold import fold
from verifier.refuse import calls_a_phone

# Every layer that confirms nothing.
ASIDE_LAYERS: frozenset[Layer] = frozenset(get_args(Layer)) - CONFIRMING_LAYERS
# Layers that no person reads as text.
MACHINE_LAYERS: frozenset[Layer] = frozenset({"script", "attribute", "comment"})
# A subscriber's number has seven digits and more in most plans (ITU-T E.164); a shorter one is a code, or nothing.
WHOLE_DIGITS = 7
# Whoever plants a number plants one or two; more at once are a list, of branches or of agents, and one question.
MOST_AT_ONCE = 5
# A field named by one letter is no telephone, as a line that begins with it may be.
_LETTER = re.compile(r"\b[a-z]\b")
_PATH_SIGNS = frozenset("/_&#")


def stands_aside(case: Case, key: str) -> bool:
    """Whether an unlisted number stands tonight in some layer that confirms nothing, new or not."""
    return key in _standing(case)


def asides(case: Case, layers: frozenset[Layer]) -> dict[str, list[Seen]]:
    """The unlisted numbers of some layers that stood in the same layer of none of the pages before, by key.

    Nothing is new on a page that has no reading before tonight's: what a site has long held in its menus, scripts and
    comments is no matter. Left out is also what a person or the directory knows, whoever's it is, what a page shows to
    everybody tonight as well, what it warns of, and digits among other digits where only machines read. Of a list that
    comes at once only the first number is left.
    """
    found: dict[str, list[Seen]] = defaultdict(list)
    for (_, layer), keys in _fresh(case).items():
        if layer in layers:
            for key in list(keys)[: 1 if len(keys) > MOST_AT_ONCE else MOST_AT_ONCE]:
                found[key].append(keys[key])
    return {key: found[key] for key in sorted(found)}


def standing_asides(case: Case, layers: frozenset[Layer]) -> dict[str, list[Seen]]:
    """The same whether or not they are new, so that a page which is read for the first time has some too."""
    found = {key: [one for one in seen if one.sighting.layer in layers] for key, seen in _standing(case).items()}
    return {key: seen for key, seen in found.items() if seen}


@once
def _standing(case: Case) -> dict[str, list[Seen]]:
    settled: frozenset[str] | None = None
    found: dict[str, list[Seen]] = defaultdict(list)
    for one in seen_in(case.now):
        sighting = one.sighting
        if sighting.layer in CONFIRMING_LAYERS or sighting.is_warned:
            continue
        settled = _settled(case) if settled is None else settled
        if settled.isdisjoint(map(line_of, sighting.readings)) and _is_said(sighting):
            found[sighting.number].append(one)
    return {key: found[key] for key in found if not _is_known(case, key)}


@once
def _fresh(case: Case) -> dict[tuple[str, Layer], dict[str, Seen]]:
    """Page and layer → the numbers that are new there, in the order of the page, each at its first place."""
    old = {(one.sighting.layer, key) for one in seen_in(case.before) for key in one.sighting.readings}
    found: dict[tuple[str, Layer], dict[str, Seen]] = defaultdict(dict)
    for key, seen in _standing(case).items():
        for one in seen:
            if one.page in case.before and (one.sighting.layer, key) not in old:
                found[one.page, one.sighting.layer].setdefault(key, one)
    return found


def _settled(case: Case) -> frozenset[str]:
    """Every form of the lines that the directory holds for the provider, and all that its pages show people tonight."""
    listed = {entry.key for entry in case.entries}
    shown = {key for one in seen_in(case.now) if one.sighting.layer in CONFIRMING_LAYERS for key in _keys(one.sighting)}
    # A line's own extensions ring at the line.
    return frozenset(line_of(form) for key in listed | shown for form in same_lines(key))


def _keys(sighting: Sighting) -> Iterator[str]:
    yield from sighting.readings
    if sighting.target:
        yield sighting.target


def _is_known(case: Case, key: str) -> bool:
    """Whether the number is somebody's line by any list, or registered as false for this provider and still there."""
    reference = case.reference
    tables: tuple[Mapping[str, object], ...] = (reference.listed, reference.holders)
    forms = same_lines(key)
    if any(form in table for form in forms for table in tables) or not set(forms).isdisjoint(reference.public_lines):
        return True
    return case.provider.id in reference.known_false.get(key, ()) and _stood(case.before, key)


def _stood(before: Mapping[str, Reading], key: str) -> bool:
    return any(one.sighting.number == key for one in seen_in(dict(before)))


def _is_said(sighting: Sighting) -> bool:
    """Whether it is a number by what stands around it, where only machines read: no code without a name, no data."""
    if sighting.layer not in MACHINE_LAYERS:
        return True
    words = fold(f"{sighting.label} {sighting.around}").lower()
    raw = fold(sighting.raw).lower()
    before, _, behind = words.rpartition(raw)
    if before[-1:] in _PATH_SIGNS or behind[:1] in _PATH_SIGNS:
        return False
    # Ids are printed in one run of digits, as codes are; numbers that nobody names are printed in groups.
    if (raw.isdigit() or sum(map(str.isdigit, raw)) < WHOLE_DIGITS) and not calls_a_phone(_LETTER.sub("", words)):
        return False
    if sighting.place.endswith("[placeholder]") and fold(sighting.quote).lower().strip() == raw:
        # A field shows by a sample what is to be typed into it.
        return False
    rest = before + behind
    return sum(map(str.isdigit, rest)) <= sum(map(str.isalpha, rest))
