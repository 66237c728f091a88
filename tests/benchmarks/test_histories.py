from benchmarks.histories import page_of
from lab.document_scores import DocumentScore
from lab.history_scores import HistoryScore, Missed, Storm

DOCUMENTS = DocumentScore(documents=2, added=3, added_found=2, removed=1, removed_found=1, false_review=0, false_urgent=0, cut_removals=0, cut_held=1, whole=0)  # fmt: skip


def test_the_page_tells_every_storm_every_miss_and_every_false_alarm():
    alarm = {
        "provider": "cn/pay",
        "matter": "addition",
        "level": "review",
        "number": "CN:95017",
        "signals": [{"id": "young_number"}],
    }
    directory = HistoryScore(
        nights=3, number_nights=500, false_review=1, false_urgent=0, routine=2, added=4, added_found=3, replaced=2, replaced_found=2,
        storms=(Storm(on="2024-03-04", rewritten=181, asked=5, most=1, urgent=0),),
        missed=(Missed(on="2023-08-03", org="Pay", was=(), number="95017"),), alarms=(alarm,),
    )  # fmt: skip
    page = page_of(directory, DOCUMENTS)
    assert "| 2024-03-04 | 181 | 5 | 1 | 0 |" in page
    assert "| 2023-08-03 | Pay | `95017` |  |" in page
    assert "| cn/pay | addition | review | `CN:95017` | young_number |" in page
    assert "| false alarms at review | 1 (2.00 in 1,000) |" in page
    assert "| new numbers asked about | 2 of 3 |" in page
