from tests.walks.desk import a_desk, a_world
from tests.walks.world import PASSWORD


def test_a_wrong_password_says_so_and_a_locked_name_says_how_long(tmp_path):
    with a_desk(a_world(tmp_path / "home")) as room:
        guest = room.person("")
        for _ in range(5):
            answer = guest.post("/sign-in", name="ada", password="wrong")  # noqa: S106 - wrong on purpose
            assert (answer.status, "do not fit together" in answer.text) == (401, True)
        answer = guest.post("/sign-in", name="ada", password=PASSWORD)
        assert (answer.status, "Wait 15 minutes" in answer.text) == (429, True)


def test_who_is_signed_in_is_led_on(ada):
    assert ada.get("/sign-in").path == "/"
