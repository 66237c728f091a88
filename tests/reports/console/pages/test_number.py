from tests.walks.desk import a_desk, a_world


def test_a_number_says_whose_it_is_and_what_was_asked_of_it(ada):
    page = ada.get("/number/%2B442079460018").text
    for words in ("+44 20 7946 0018", "Example Pay", "verified", "c00000000001", "On no page that was read."):
        assert words in page


def test_what_is_no_number_is_not_there(ada):
    for key in ("x", "%2B", "95188", "%3Cscript%3E", "CN:", "%2B" + "9" * 400):
        assert ada.get(f"/number/{key}").status == 404, key


def test_a_line_is_disputed_on_its_page_and_is_off_the_feeds_at_once(tmp_path):
    with a_desk(a_world(tmp_path / "home")) as room:
        ada, path = room.person(), "/number/%2B442079460018"
        assert ada.send(path, verb="dispute", provider="gb/example-pay", reason=" ").status == 409
        assert ada.send(path, verb="explode", provider="gb/example-pay", reason="x").status == 409
        assert ada.send(path, verb="dispute", provider="gb/nobody", reason="rings elsewhere").status == 409
        told = ada.send(path, verb="dispute", provider="gb/example-pay", reason="rings elsewhere")
        assert "is in the chain" in told.text
        assert "disputed" in told.text
        assert room.store.decisions()[-1].kind == "dispute"
        assert room.person("dan").send(path, verb="dispute", provider="gb/example-pay", reason="x").status == 403
