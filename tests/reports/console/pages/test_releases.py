from tests.walks.desk import a_desk, a_world


def test_what_is_accepted_at_the_desk_is_released_by_itself(tmp_path):
    with a_desk(a_world(tmp_path / "home")) as room:
        ada = room.person()
        assert "No release yet" in ada.get("/releases").text
        ada.send("/finding/b00000000001", verb="accept", reason="called it")
        assert room.doors.wait_for_release(30)
        page = ada.get("/releases").text
        assert "is up" in page
        assert "The last try" not in page
