"""What a reading of a labelled set missed and what it invented, each with the reason that a person wrote down."""

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.set_runs import Answer, Answers
from tests.real_pages import scorer

REASONS = Path(__file__).with_suffix("").with_name("reading_sets.toml")
# ours: we read it wrong or not at all; label: the label is wrong; beyond: nothing that a hotline page holds (peers' cases only).
VERDICTS = ("ours", "label", "beyond")
KINDS = ("miss", "false")
FIELDS = {"set", "id", "number", "kind", "verdict", "reason"}


class Fault(NamedTuple):
    """One miss or one false hit. group: which figure it lowers (`visible`, `markup`, `fax`, `precision`, …)."""

    id: str
    number: str
    kind: str
    group: str
    is_short: bool = False


class Case(NamedTuple):
    """Why one fault is there, as written down. verdict: one of VERDICTS."""

    verdict: str
    reason: str


Cases = dict[tuple[str, str, str, str], Case]


def read_cases(file: Path = REASONS) -> Cases:
    """The reasons by (set, id, number, kind). `number` may be a list: each of them. Raises ValueError with the place."""
    cases: Cases = {}
    for place, row in enumerate(tomllib.loads(file.read_text(encoding="utf-8")).get("case", []), start=1):
        said = f"{file.name}: case {place} ({row.get('set')}, {row.get('id')})"
        if set(row) != FIELDS:
            raise ValueError(f"{said}: got the fields {sorted(row)}, expected {sorted(FIELDS)}")
        if row["verdict"] not in VERDICTS or row["kind"] not in KINDS or not row["reason"].strip():
            raise ValueError(f"{said}: expected a verdict of {VERDICTS}, a kind of {KINDS}, and a reason")
        for number in row["number"] if isinstance(row["number"], list) else [row["number"]]:
            key = (row["set"], row["id"], number, row["kind"])
            if key in cases:
                raise ValueError(f"{said}: {number} ({row['kind']}) is explained twice; keep one")
            cases[key] = Case(row["verdict"], row["reason"])
    return cases


def page_faults(rows: Sequence[dict], answers: Answers) -> Iterator[Fault]:
    """Faults on pages, texts, documents and pictures, counted as the scorer counts them."""
    for row in rows:
        got = digits_of(answers[row["id"]])
        explained: set[str] = set()
        for label in row["labels"]:
            explained |= scorer().keys(label)
            if not scorer().keys(label) & set(got):
                yield Fault(row["id"], label["number"], "miss", group_of(label), label["kind"] == "short")
        if row["label_kind"].startswith("gold"):
            unsure = [one.lstrip("0") for one in row.get("ignore", []) if len(one) > 4]
            for digits, number in got.items():
                if digits not in explained and not any(digits.endswith(one) or one.endswith(digits) for one in unsure):
                    yield Fault(row["id"], number, "false", "precision")


def digits_of(answer: Answer) -> dict[str, str]:
    """The keys by the digits that the scorer compares; extensions are dropped from both."""
    return {scorer().key_digits(one): one.partition(";")[0] for one in answer.numbers}


def group_of(label: dict) -> str:
    """The figure that a label counts in."""
    return "fax" if label["role"] == "fax" else "visible" if label.get("visible") else "markup"


def typed_faxes(rows: Sequence[dict], answers: Answers) -> tuple[int, int]:
    """How many of the fax labels were read as fax lines, and how many there are."""
    labels = [(row["id"], label) for row in rows for label in row["labels"] if label["role"] == "fax"]
    said = {name: {scorer().key_digits(one) for one in answer.faxes} for name, answer in answers.items()}
    return sum(bool(scorer().keys(label) & said[name]) for name, label in labels), len(labels)


def peer_faults(rows: Sequence[dict], answers: Answers) -> Iterator[Fault]:
    """Faults in the peers' cases; a number is the text that the peer's test names, a false hit our key."""
    for row in rows:
        got = answers[row["id"]].numbers
        for text in row["expected"]:
            if not any(scorer().same(text, one) for one in got):
                yield Fault(row["id"], text, "miss", "visible")
        for one in got:
            if not any(scorer().same(text, one) for text in row["expected"]):
                yield Fault(row["id"], one, "false", "precision")


def change_faults(rows: Sequence[dict], changes: dict[str, dict[str, list[str]]]) -> Iterator[Fault]:
    """Faults of comparing two versions; the id carries the side, `… added` or `… removed`."""
    for row in rows:
        unsure = [one.lstrip("0") for one in row.get("unsure_digits", [])]
        for side in ("added", "removed"):
            want = {scorer().key_digits(one): one for one in row[side]}
            got = {scorer().key_digits(one): one.partition(";")[0] for one in changes[row["id"]][side]}
            name = f"{row['id']} {side}"
            yield from (Fault(name, want[one], "miss", side) for one in want.keys() - got.keys())
            for digits in got.keys() - want.keys():
                if not any(digits.endswith(one) for one in unsure):
                    yield Fault(name, got[digits], "false", "precision")


def explained(name: str, faults: Iterable[Fault], cases: Cases) -> list[tuple[Fault, Case | None]]:
    """The faults of one set in a fixed order, each with its case or None."""
    return [(one, cases.get((name, one.id, one.number, one.kind))) for one in sorted(faults)]


def stale(names: Iterable[str], faults: dict[str, Sequence[Fault]], cases: Cases) -> list[tuple[str, str, str, str]]:
    """The cases of these sets that no longer occur."""
    met = {(name, one.id, one.number, one.kind) for name in names for one in faults[name]}
    return sorted(key for key in cases if key[0] in faults and key not in met)
