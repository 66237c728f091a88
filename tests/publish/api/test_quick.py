import pytest

WORDY = {"If_None_Match": '"other"'}


@pytest.mark.parametrize(
    "typed", ["+442079460123", "95188", "0571-95188", "95187", "95189", "%20442079460123", "CN:95188"]
)
def test_the_quick_way_answers_as_the_framework_does(api, typed):
    quick, slow = api.ask(f"/v1/numbers/{typed}"), api.ask(f"/v1/numbers/{typed}", **WORDY)
    assert quick.body == slow.body
    assert {**quick.headers, "date": ""} == {**slow.headers, "date": ""}


@pytest.mark.parametrize("typed", ["abc", "", "9" * 65, "9/9", "95188?contry=CN"])
def test_what_is_out_of_the_ordinary_is_told_by_the_framework(api, typed):
    answered = api.ask(f"/v1/numbers/{typed}")
    assert answered.status in (400, 404)
    assert answered.headers["content-type"] == "application/problem+json"
