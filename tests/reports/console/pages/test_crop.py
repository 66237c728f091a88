import re


def test_a_picture_is_for_who_is_signed_in(room, ada):
    path = re.search(r"/crop/[0-9a-f]{64}\.png", ada.get("/finding/c00000000001").html)[0]
    answer = ada.get(path)
    assert answer.headers["content-type"] == "image/png"
    assert room.person("").get(path).path.startswith("/sign-in")


def test_a_name_that_is_no_digest_is_no_picture(ada):
    for name in ("x", "..%2f..%2fetc", "0" * 64):
        assert ada.get(f"/crop/{name}.png").status == 404
