import json


def test_health_needs_no_sign_in_and_says_no_more_than_it_must(room):
    answer = room.person("").get("/health")
    assert answer.status == 200
    assert set(json.loads(answer.html)) == {"status", "at"}
