"""Whether what stands between digit groups is what people write inside one number."""

from __future__ import annotations

from verifier.north_american import SLASHED

Spans = list[tuple[int, int]]


def is_joined(folded: str, groups: Spans, *, has_plus: bool) -> bool:
    """Whether people write one number with these blanks and signs between its groups."""
    for index in range(1, len(groups)):
        join = folded[groups[index - 1][1] : groups[index][0]]
        if "/" in join:
            # 0511/12345 has its slash behind the area code; elsewhere a slash parts two numbers.
            if SLASHED.fullmatch(folded, groups[0][0], groups[-1][1]):
                return True
            area = sum(last - first for first, last in groups[:index])
            if not has_plus and (folded[groups[0][0]] != "0" or area > 6):
                return False
        if (". " in join and join != " . ") or ("  " in join and "-" not in join):
            return False
        if groups[index][1] - groups[index][0] == 1 and index == len(groups) - 1 and len(groups) < 4:
            return False
        # 1588-3819 (24 hours): what a bracket opens belongs to the number only when the bracket closes behind digits.
        if ("(" in join or "[" in join) and not _closes(folded[groups[index][0] : groups[-1][1] + 1]):
            return False
    return True


def _closes(rest: str) -> bool:
    return ")" in rest or "]" in rest


def without_open_bracket(folded: str, first: int, end: int) -> int:
    """Where the piece begins when a bracket that nothing in it closes is left out: (0571-95188, see below)."""
    while folded[first] in "([ " and not _closes(folded[first:end]):
        first += 1
    return first


def hangs(folded: str, groups: Spans, at: int) -> bool:
    """Whether a group hangs by a dash on digits in front of it, so that no number begins there: 95050-2624, 111-222-333."""
    return at > 0 and folded[groups[at - 1][1] : groups[at][0]] == "-" and groups[at - 1][1] - groups[at - 1][0] >= 3
