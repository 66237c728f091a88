"""What the program made of real documents that changed, lost a section and regained it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from directory.number import line_of
from directory.records import Record
from lab.documents import Document

ASKING = ("review", "urgent")


class DocumentScore(Record, frozen=True):
    """The four nights of all documents.

    added_found: new numbers that a finding of their night is about; removed_found: old ones that a change tells of.
    false_review, false_urgent: findings at that level about numbers that both versions have. cut_removals: lines that a
    capture cut short was taken to have given up, where silence is no removal. cut_held: providers held that night.
    whole: findings of the night on which all was there again.
    """

    documents: int
    added: int
    added_found: int
    removed: int
    removed_found: int
    false_review: int
    false_urgent: int
    cut_removals: int
    cut_held: int
    whole: int


def score_documents(
    rows: Sequence[Document], told: Mapping[str, Mapping[str, Any]], ids: Mapping[str, str]
) -> DocumentScore:
    """Hold what `run --json` printed of the nights `new`, `cut` and `whole` against the labels. ids: document → provider."""
    by_provider = {ids[row.id]: row for row in rows}
    asked = [
        (one["provider"], line_of(one["number"]), one["level"]) for one in told["new"]["findings"] if one["number"]
    ]
    about = {(provider, number) for provider, number, _ in asked}
    gone = set(_gone(told["new"]["changes"]))
    false = [level for provider, number, level in asked if not _is_labelled(by_provider[provider], number)]
    cut = told["cut"]["findings"]
    return DocumentScore(
        documents=len(rows),
        added=sum(len(row.added) for row in rows),
        added_found=sum((ids[row.id], number) in about for row in rows for number in row.added),
        removed=sum(len(row.removed) for row in rows),
        removed_found=sum((ids[row.id], number) in gone for row in rows for number in row.removed),
        false_review=sum(level in ASKING for level in false),
        false_urgent=false.count("urgent"),
        cut_removals=sum(finding["matter"] == "removal" for finding in cut),
        cut_held=sum(finding["matter"] == "held" for finding in cut),
        whole=len(told["whole"]["findings"]),
    )


def _gone(changes: Iterable[Mapping[str, Any]]) -> Iterable[tuple[str, str]]:
    """Provider and line of each number that a change says is missing or replaced."""
    for change in changes:
        if change["change"] == "missing":
            yield change["provider"], line_of(change["number"])
        elif change["change"] == "replaced":
            yield change["provider"], line_of(change["was"])


def _is_labelled(row: Document, number: str) -> bool:
    """Whether the labels say that the number came or went, or leave it open."""
    digits = number.lstrip("+")
    unsure = any(digits.endswith(one.lstrip("0")) for one in row.unsure_digits if one.strip("0"))
    return number in row.added or number in row.removed or unsure
