def test_nights_are_listed_with_their_figures_and_further_back(ada):
    page = ada.get("/runs")
    assert page.text.index("2026-11-22") < page.text.index("2026-11-21")
    assert "2026-11-22" not in ada.get("/runs?before=2026-11-22T00:00:00").text
    assert ada.get("/runs?before=yesterday").status == 200
