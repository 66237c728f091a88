"""Two real histories told to the program: six years of a directory of hotlines, and documents that changed.

Prints both scores as tables and writes docs/history.md; `--json` prints a line of JSON each instead.
"""

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import msgspec

from lab.document_scores import DocumentScore
from lab.documents import read_documents
from lab.history_scores import HistoryScore
from lab.past import read_events
from lab.tell_histories import tell_directory, tell_documents
from tests.real_pages import DATA, NOTHING_REAL, unpack_zst

PAGE = Path(__file__).resolve().parents[1] / "docs" / "history.md"
PER = 1000


def page_of(directory: HistoryScore, documents: DocumentScore) -> str:
    """Both scores as a page of Markdown, the same bytes for the same scores."""
    alarms = [
        f"| {one['provider']} | {one['matter']} | {one['level']} | `{one['number']}` | {_ids(one)} |"
        for one in directory.alarms
    ]
    missed = [f"| {one.on} | {one.org} | `{one.number}` | {', '.join(one.was)} |" for one in directory.missed]
    storms = [f"| {one.on} | {one.rewritten} | {one.asked} | {one.most} | {one.urgent} |" for one in directory.storms]
    nights = max(directory.number_nights, 1)
    lines = [
        "# Two real histories", "",
        "Printed by `make histories` from the shared data; each night goes through `hotlinewatch run` as a WARC file and is accepted",
        "before the next. Nothing here was tuned on: see `lab/past.py` and `lab/documents.py` for what a night shows.", "",
        "## A directory of Chinese hotlines, 2019 to 2025", "",
        f"{directory.nights} nights on which something was written, one official page an organisation.", "",
        "| what | figure |", "| --- | --- |",
        f"| numbers at rest, summed over the nights | {directory.number_nights} |",
        f"| false alarms at review | {directory.false_review} ({directory.false_review / nights * PER:.2f} in 1,000) |",
        f"| false alarms at urgent | {directory.false_urgent} |",
        f"| routine questions about what did not change | {directory.routine} |",
        f"| new lines asked about | {directory.added_found} of {directory.added} |",
        f"| replacements asked about at review or above | {directory.replaced_found} of {directory.replaced} |", "",
        "Nights of new notation, of which every line is the same line:", "",
        "| night | organisations rewritten | questions | most a provider | urgent |", "| --- | --- | --- | --- | --- |", *storms, "",
        "What was missed:", "", "| night | organisation | number | was |", "| --- | --- | --- | --- |", *missed, "",
        "What was asked without cause:", "", "| provider | matter | level | number | signals |", "| --- | --- | --- | --- | --- |", *alarms, "",
        "## Documents that changed", "",
        f"{documents.documents} real terms and privacy documents: the old text, the new one, a capture cut short, the whole again.", "",
        "| what | figure |", "| --- | --- |",
        f"| new numbers asked about | {documents.added_found} of {documents.added} |",
        f"| gone numbers told | {documents.removed_found} of {documents.removed} |",
        f"| asked without a label, at review | {documents.false_review} |",
        f"| asked without a label, at urgent | {documents.false_urgent} |",
        f"| lines taken for removed on the night of cut captures | {documents.cut_removals} |",
        f"| providers held that night | {documents.cut_held} |",
        f"| questions on the night after, when all was there again | {documents.whole} |",
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def _ids(finding: dict[str, object]) -> str:
    signals = finding["signals"]
    assert isinstance(signals, list)
    return ", ".join(one["id"] for one in signals)


def main() -> None:
    """Tell both histories, print and write what came of them."""
    if not DATA.is_dir():
        sys.exit(NOTHING_REAL)
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        directory = tell_directory(read_events(DATA / "directory-vcards-changes.jsonl"), Path(one))
        rows = read_documents(unpack_zst(str(DATA / "terms-changes.jsonl.zst")).splitlines())
        documents = tell_documents(rows, Path(other))
    if "--json" in sys.argv[1:]:
        for score in (directory, documents):
            sys.stdout.write(msgspec.json.encode(score, order="deterministic").decode() + "\n")
        return
    page = page_of(directory, documents)
    PAGE.write_text(page, encoding="utf-8")
    sys.stdout.write(page)


if __name__ == "__main__":
    main()
