import re


def test_a_night_shows_what_it_found_and_what_moved(ada):
    page = ada.get("/run/run-2")
    for words in ("3 providers", "appeared", "replaced", "Example Pay"):
        assert words in page.text
    assert 'href="/finding/c00000000001?state=all"' in page.html


def test_a_night_tells_what_it_cost_and_which_pages_took_longest(ada):
    page = ada.get("/run/run-2")
    assert re.search(r"\d+ looks at pages · [\d.]+ [KM]?i?B taken · 0\.0 s waited · 0 shown in a browser", page.text)
    assert "https://pay.example/help" in page.text[page.text.index("took longest") :]
    assert "开销" in ada.get("/run/run-2?lang=zh").text


def test_a_run_that_is_none_or_not_over_is_told(room, ada):
    assert ada.get("/run/run-9").status == 404
    room.store.begin_run("open", room.doors.now(), "open", {})
    assert "not finished" in ada.get("/run/open").text
