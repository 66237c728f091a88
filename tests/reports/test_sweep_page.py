from reports.sweep import Summary
from reports.sweep_page import render_sweep


def test_what_a_page_says_is_escaped_in_the_summary():
    summary = Summary()
    line = {"provider": "<b>", "number": "+1", "verdict": "suspicious", "score": 4.0, "reasons": [], "at": ""}
    summary.add(line | {"url": "https://farm.example/<script>"})
    counted = dict.fromkeys(("files", "pages", "named", "broken", "claims"), 1)
    page = render_sweep(summary, counted, "en")
    assert "<script>" not in page
    assert "<b>" not in page
