import re

import pytest

from reports.slo import measure
from reports.slo_page import render_page
from tests.reports.promised import ANSWERED, KEPT, NOTHING, NOW, verdict


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_stands_alone(lang):
    page = render_page(measure(KEPT, ANSWERED, NOW), lang)
    assert page.startswith("<!DOCTYPE html>")
    assert f'<html lang="{"zh-Hans" if lang == "zh" else "en"}">' in page
    assert "default-src 'none'" in page
    assert not re.findall(r"<(?:script|link|img|iframe)|https?://|\bsrc=|\bstyle=", page)
    assert page.count("<table>") == 4
    assert page.count("<polyline") == 3


def test_a_page_of_nothing_says_so_and_draws_nothing():
    page = render_page(measure(NOTHING, (), NOW), "en")
    assert "Nothing to tell yet." in page
    assert "<svg" not in page


def test_a_signal_s_name_is_text():
    kept = type(KEPT)(since=KEPT.since, verdicts=(verdict(1, signals=("<b>x",)),))
    assert "&lt;b&gt;x" in render_page(measure(kept, (), NOW), "en")
