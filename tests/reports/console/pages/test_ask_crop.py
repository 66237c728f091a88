def test_pictures_are_asked_for_once(room, ada):
    for _ in range(2):
        answer = ada.send("/finding/b00000000001/crop")
        assert answer.path.startswith("/finding/b00000000001")
    asked = [one for one in room.store.requests() if one.finding == "b00000000001"]
    assert len(asked) == 1
    assert "Pictures are being made." in ada.get("/finding/b00000000001").text
