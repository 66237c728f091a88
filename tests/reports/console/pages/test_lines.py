def test_the_directory_is_listed_and_filtered(ada):
    assert "2 lines" in ada.get("/lines").text
    assert "1 lines" in ada.get("/lines?provider=gb/example-pay").text
    assert "No line fits." in ada.get("/lines?status=disputed").text
    assert "2 lines" in ada.get("/lines?status=nonsense&offset=x").text
