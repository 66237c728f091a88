from datetime import UTC, datetime, timedelta

from directory.views import Answered
from reports.console.pages.plots import waits

DAY = datetime(2026, 11, 22, 9, tzinfo=UTC)


def test_every_plot_is_drawn_without_script_or_style(ada):
    page = ada.get("/plots")
    assert page.html.count("<svg") == 4
    assert "style=" not in page.html


def test_the_wait_of_a_day_is_told_by_its_percentiles():
    answered = [Answered(found=DAY - timedelta(hours=hours), decided=DAY, kind="accept") for hours in range(1, 101)]
    assert waits(answered) == [(DAY.date(), {"p50": 50.0, "p90": 90.0, "p99": 99.0})]
