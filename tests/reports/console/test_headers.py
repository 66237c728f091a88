import pytest


@pytest.mark.parametrize("path", ["/", "/sign-in", "/health", "/static/desk.js", "/nowhere", "/finding/c00000000001"])
def test_every_answer_forbids_what_others_could_do_with_it(ada, path):
    headers = ada.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-frame-options"] == "DENY"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cache-control"] == "no-store"


def test_a_captured_page_keeps_its_stricter_policy_and_may_stand_in_the_desks_frame(room):
    headers = room.person("").get("/captured/none").headers
    assert headers["content-security-policy"].startswith("sandbox")
    assert "x-frame-options" not in headers
