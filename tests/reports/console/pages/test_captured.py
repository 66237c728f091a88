import re


def test_a_captured_page_is_replayed_without_a_cookie_for_who_holds_its_token(room, ada):
    path = re.search(r"/captured/[^\"#]+", ada.get("/finding/c00000000001").html)[0]
    answer = room.person("").get(path)
    assert answer.status == 200
    assert "Customer hotline" in answer.text
    assert "set-cookie" not in answer.headers
    assert room.person("").get(path[:-4] + "AAAA").status == 404
