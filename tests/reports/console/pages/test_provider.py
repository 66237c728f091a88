def test_a_provider_shows_its_lines_pages_findings_and_history(ada):
    page = ada.get("/provider/gb/example-pay").text
    for words in (
        "+44 20 7946 0018",
        "verified",
        "https://pay.example/contact",
        "never fetched",
        "1 wait for an answer",
        "called it",
    ):
        assert words in page
    assert 'class="spark"' in ada.get("/provider/gb/example-pay").html


def test_a_provider_that_is_none_is_not_there(ada):
    assert ada.get("/provider/gb/nobody").status == 404
    assert ada.get("/provider/../../etc/passwd").status == 404


def test_a_look_is_asked_for_once_and_its_progress_stands_on_the_page(room, ada):
    for _ in range(2):
        assert ada.send("/provider/gb/example-pay").status == 200
    asked = [one for one in room.store.requests() if one.kind == "run_provider"]
    assert [(one.provider, one.by) for one in asked] == [("gb/example-pay", "1")]
    assert "waiting" in ada.get("/provider/gb/example-pay").text
