from urllib.parse import quote

HELP = "/page?url=" + quote("https://bank.example/help", safe="")


def test_a_page_shows_its_fetches_and_the_captured_page(room, ada):
    page = ada.get(HELP)
    assert "run-2" in page.text
    assert "Captured page, not live" in page.text
    token = page.html.split('src="/captured/')[1].split('"')[0]
    assert "Line 3" in room.person("").get(f"/captured/{token}").text


def test_a_page_that_nobody_names_is_not_there(ada):
    for url in ("", "https://nowhere.example", "javascript:alert(1)"):
        assert ada.get("/page?url=" + quote(url)).status == 404


def test_only_a_page_of_a_provider_can_be_looked_at_now(room, ada):
    assert ada.send(HELP).status == 200
    assert [one.page for one in room.store.requests() if one.kind == "run_page"] == ["https://bank.example/help"]
    assert ada.send(HELP.replace("help", "elsewhere"), token=ada.get("/").value("token")).status == 404
