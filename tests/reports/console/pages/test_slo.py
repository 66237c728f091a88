def test_promises_are_shown_in_both_languages_without_script_or_style(ada):
    page = ada.get("/slo")
    assert page.status == 200
    assert "share of nights with a valid run" in page.text
    assert "style=" not in page.html
    assert "本站的承诺与兑现情况" in ada.get("/slo?lang=zh").text


def test_the_plots_lead_there(ada):
    assert 'href="/slo"' in ada.get("/plots").html
