"""The page docs/reading-sets.md: one table over all labelled sets, then every miss and false hit with its reason."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import sqrt

from benchmarks.set_faults import Case, Cases, Fault, explained
from benchmarks.set_runs import LabelledSet

NOT_EXPLAINED = "not explained yet"
# The quantile of the normal distribution for an interval of 95%.
Z = 1.959964
Figure = tuple[int, int]
INTRODUCTION = """\
# Reading, measured on real pages

Written by `make sets`; do not edit. Every set of `../shared/data` goes through `hotlinewatch read --jsonl` and is scored with
the scorer that came with it. The baseline is the phone library's own matcher (phonenumbers, leniency VALID) over BeautifulSoup
text (of PDFs: over their text layer), in the same run with the same regions. Visible labels are voice lines that stand in a
page's text, markup-only ones stand in a `tel:` link or in structured data alone; fax lines are counted on their own, found,
and typed as fax. Brackets hold found of labels; the interval is Wilson's at 95%. Precision is told where labels are complete.

Behind an arrow stands the same figure without the labels found wrong or missing and, of the peers' cases, without what no
hotline page holds. Both kinds are listed below, each with its reason.

The texts of terms-changes are read for the United States, as their labels were; a number that one text of a pair lacks is then
looked for in it as the number's own country prints it, for us and for the matcher alike.
"""
EXPLANATION = """\
verdict `ours`: our reader is wrong or does not see it; `label`: the label is wrong, or missing for a false hit; `beyond`: no
hotline page holds it, a known difference from that peer. A false hit is shown by its key.
"""


@dataclass(frozen=True)
class Outcome:
    """What came of one set. figures, baseline: hits and how many there are, by figure. missing: why it was not read."""

    set: LabelledSet
    rows: Sequence[dict] = ()
    faults: Sequence[Fault] = ()
    figures: dict[str, Figure] = field(default_factory=dict)
    baseline: dict[str, Figure] = field(default_factory=dict)
    faxes: Figure = (0, 0)
    missing: str = ""


def write_page(outcomes: Sequence[Outcome], cases: Cases) -> str:
    """Make the whole page in Markdown; the same outcomes give the same bytes."""
    parts = [INTRODUCTION, tables(outcomes, cases), "## Misses and false hits\n", EXPLANATION]
    parts += [faults_of(one, cases) for one in outcomes]
    return "\n".join(parts)


def tables(outcomes: Sequence[Outcome], cases: Cases) -> str:
    """The figures alone: one table over the sets, one over the pairs of versions."""
    changes = [one for one in outcomes if one.set.form == "changes" and not one.missing]
    return "\n".join([summary(outcomes, cases), *(changes_table(one, cases) for one in changes)])


# What the table shows, and the figures behind it.
COLUMNS = (
    ("recall, visible", "visible"),
    ("95%", "visible"),
    ("precision", "precision"),
    ("short codes", "short"),
    ("markup-only", "markup"),
    ("fax found", "fax"),
    ("fax typed", "fax"),
)
BASELINE = {"baseline recall": "visible", "baseline precision": "precision", "baseline short codes": "short"}


def summary(outcomes: Sequence[Outcome], cases: Cases) -> str:
    head = ("set", "items", *(name for name, _group in COLUMNS), *BASELINE)
    lines = [row(head), row(["---"] * len(head))]
    for one in outcomes:
        if one.missing:
            lines.append(row([one.set.name, one.missing, *[""] * (len(head) - 2)]))
        elif one.set.form != "changes":
            lines.append(row(summary_of(one, cases)))
    return "\n".join(lines) + "\n"


def summary_of(one: Outcome, cases: Cases) -> list[str]:
    cells = [one.set.name, str(len(one.rows))]
    for name, group in COLUMNS:
        if name == "95%":
            cells.append(interval(one.figures.get(group)))
        elif name == "fax typed":
            cells.append(share(one.faxes))
        else:
            cells.append(both(one, group, cases))
    return cells + [share(one.baseline.get(group)) for group in BASELINE.values()]


def changes_table(one: Outcome, cases: Cases) -> str:
    head = ("set", "pairs", "figure", "ours", "95%", "baseline")
    lines = [row(head), row(["---"] * len(head))]
    for name, said in (("added", "recall, added"), ("removed", "recall, removed"), ("precision", "precision, both")):
        figure = one.figures.get(name)
        cells = (both(one, name, cases), interval(figure), share(one.baseline.get(name)))
        lines.append(row([one.set.name, str(len(one.rows)), said, *cells]))
    return "\n".join(lines) + "\n"


def both(one: Outcome, group: str, cases: Cases) -> str:
    """A figure as labelled and, behind an arrow where it differs, after the labels were checked."""
    labelled, after = share(one.figures.get(group)), share(checked(one, group, cases))
    return labelled if after == labelled else f"{labelled} → {after}"


def checked(one: Outcome, group: str, cases: Cases) -> Figure | None:
    """A figure without the labels found wrong: such a miss was none, such a false hit was right.

    What is beyond a hotline page counts neither way.
    """
    if group not in one.figures:
        return None
    hit, of = one.figures[group]
    for fault, case in explained(one.set.name, one.faults, cases):
        is_counted = fault.group == group or (group == "short" and fault.is_short)
        if case is not None and is_counted and case.verdict != "ours":
            if fault.kind == "false" and case.verdict == "label":
                hit += 1
            else:
                of -= 1
    return hit, of


def faults_of(one: Outcome, cases: Cases) -> str:
    """The list of one set, in the order of its ids."""
    if one.missing:
        return f"### {one.set.name}\n\n{one.missing}\n"
    listed = explained(one.set.name, one.faults, cases)
    if not listed:
        return f"### {one.set.name}\n\nnone\n"
    sites = {item["id"]: item.get("domain") or item.get("service") or "" for item in one.rows}
    head = ("item", "site", "number", "what", "verdict", "reason")
    lines = [row(head), row(["---"] * len(head))]
    for fault, case in listed:
        lines.append(
            row([fault.id, sites.get(fault.id.partition(" ")[0], ""), f"`{fault.number}`", what(fault), *said(case)])
        )
    return f"### {one.set.name}\n\n{count(listed)}\n\n" + "\n".join(lines) + "\n"


def what(fault: Fault) -> str:
    group = f"{fault.group}, short code" if fault.is_short else fault.group
    return "false hit" if fault.kind == "false" else f"miss ({group})"


def said(case: Case | None) -> tuple[str, str]:
    return ("", NOT_EXPLAINED) if case is None else (case.verdict, case.reason)


def count(listed: Sequence[tuple[Fault, Case | None]]) -> str:
    misses = sum(fault.kind == "miss" for fault, _ in listed)
    return f"Misses: {misses}. False hits: {len(listed) - misses}."


def row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def share(figure: Figure | None) -> str:
    return "–" if figure is None or not figure[1] else f"{figure[0] / figure[1]:.3f} ({figure[0]}/{figure[1]})"


def interval(figure: Figure | None) -> str:
    """Wilson's score interval of a share, which stays inside 0 to 1 and holds for small sets."""
    if figure is None or not figure[1]:
        return "–"
    hit, of = figure
    middle = (hit + Z * Z / 2) / (of + Z * Z)
    half = Z / (of + Z * Z) * sqrt(hit * (of - hit) / of + Z * Z / 4)
    return f"{max(0.0, middle - half):.3f}–{min(1.0, middle + half):.3f}"
