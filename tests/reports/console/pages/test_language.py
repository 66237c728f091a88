import pytest


def test_a_language_that_was_chosen_stays(room):
    reader = room.person("")
    assert reader.get("/language?to=zh&back=/sign-in").path == "/sign-in"
    assert "登录" in reader.get("/sign-in").text
    assert 'lang="zh-CN"' in reader.get("/sign-in").html


@pytest.mark.parametrize(
    "back", ["https://attacker.example", "//attacker.example", "/%5Cattacker.example", "javascript:1"]
)
def test_a_choice_of_language_leads_nowhere_else(room, back):
    assert room.person("").get(f"/language?to=xx&back={back}").path.startswith("/sign-in?next=%2F")
