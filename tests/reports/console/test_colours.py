import re
from pathlib import Path

REPORTS = Path(__file__).resolve().parents[3] / "reports"


def colours(file):
    """Give the named colours of a style sheet, by light and dark: their names stand twice."""
    found = re.findall(r"(--[\w-]+): (#[0-9a-f]{6})", (REPORTS / file).read_text(encoding="utf-8"))
    assert len(found) > 20
    return found


def test_the_desk_and_the_nightly_report_speak_one_visual_language():
    report, desk = colours("formats/html.css"), colours("console/static/desk.css")
    named = {name for name, _ in report}
    assert [pair for pair in desk if pair[0] in named] == report
