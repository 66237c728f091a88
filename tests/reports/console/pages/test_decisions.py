def test_the_chain_is_shown_the_newest_first_and_filtered(ada):
    page = ada.get("/decisions")
    assert page.text.index("Example Bank") < page.text.index("Example Pay")
    assert "called it" in page.text
    assert "Example Pay" not in ada.get("/decisions?provider=gb/example-bank").html.split('<ul class="rows">')[1]
    assert "No decision yet." in ada.get("/decisions?kind=reject").text
    assert ada.get("/decisions?kind=nonsense&before=x").status == 200
    assert "No decision yet." in ada.get("/decisions?before=1").text
