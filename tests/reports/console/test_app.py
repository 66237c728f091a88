from http.client import HTTPConnection
from urllib.parse import quote, urlsplit

import pytest

from reports.console.app import all_pages
from tests.walks.desk import a_desk, a_world
from tests.walks.world import PASSWORD

OPEN = {"/sign-in", "/health", "/ready", "/language", "/captured/{token}"}


def test_only_sign_in_probes_language_and_tokens_are_open_to_all():
    assert {page.path for page in all_pages() if page.is_open} == OPEN


def test_every_other_page_leads_to_the_sign_in_and_back(room):
    stranger = room.person("")
    for page in all_pages():
        if page.path not in OPEN:
            path = page.path.replace("{id}", "c00000000001").replace("{digest}", "0" * 64)
            answer = stranger.get(path)
            assert answer.path == f"/sign-in?next={quote(path, safe='')}", page.path
    there = stranger.post("/sign-in", name="ada", password=PASSWORD, next="/decisions?kind=accept")
    assert there.path == "/decisions?kind=accept"


@pytest.mark.parametrize(
    "elsewhere", ["https://attacker.example/", "//attacker.example", "/\\attacker.example", "x", "/\n/x"]
)
def test_the_sign_in_leads_nowhere_else(room, elsewhere):
    assert room.person("").post("/sign-in", name="ada", password=PASSWORD, next=elsewhere).path == "/"


def test_a_stranger_can_send_no_form_either(room):
    answer = room.person("").post("/finding/b00000000001", verb="accept", reason="x", ground="x")
    assert answer.path.startswith("/sign-in")
    assert room.store.queued("b00000000001", 1).standing.state == "open"


def test_a_form_without_the_token_of_its_session_or_from_another_site_changes_nothing(room):
    ada, ben = room.person("ada"), room.person("ben")
    ground = ada.get("/finding/b00000000001").value("ground")
    form = {"verb": "accept", "reason": "yes", "ground": ground}
    assert ada.post("/finding/b00000000001", **form).status == 403
    token = ben.get("/finding/b00000000001").value("token")
    assert ada.post("/finding/b00000000001", **form, token=token).status == 403
    own = ada.get("/finding/b00000000001").value("token")
    for headers in ({"Origin": "https://attacker.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}):
        assert ada.post("/finding/b00000000001", headers=headers, **form, token=own).status == 403
    assert room.store.queued("b00000000001", 1).standing.state == "open"


def test_a_viewer_reads_and_may_not_decide(room):
    dan = room.person("dan")
    page = dan.get("/finding/b00000000001")
    assert page.status == 200
    assert 'data-answer="a"' not in page.html
    answer = dan.send("/finding/b00000000001", verb="accept", reason="yes", ground="ground of b00000000001")
    assert answer.status == 403
    assert "may look at this" in answer.text
    assert dan.send("/finding/b00000000001", verb="comment", text="hello").status == 403


def test_what_is_no_page_is_told_in_the_readers_language(ada):
    answer = ada.get("/nowhere", **{"Accept-Language": "zh-CN"})
    assert answer.status == 404
    assert "没有这个页面" in answer.text
    assert ada.get("/finding/nothing").status == 404


def test_a_body_beyond_a_form_is_not_read(ada):
    answer = ada.send("/finding/b00000000001", verb="comment", text="x" * 200_000)
    assert answer.status == 403


def test_what_cannot_be_parsed_is_refused_and_the_desk_goes_on(room):
    host = urlsplit(room.address).netloc
    for body in (b"\xff\xfe%zz&=&&;", b"a=" * 3000, b"\x00"):
        connection = HTTPConnection(host, timeout=10)
        connection.request("POST", "/sign-in", body, {"Content-Type": "application/x-www-form-urlencoded"})
        assert connection.getresponse().status in {400, 401, 403}
        connection.close()
    assert room.person("").get("/health").status == 200


def test_behind_tls_the_cookie_is_the_hosts_own_and_never_for_scripts(tmp_path):
    with a_desk(a_world(tmp_path / "home"), address="https://desk.example") as room:
        connection = HTTPConnection(urlsplit(room.address).netloc, timeout=10)
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": "https://desk.example"}
        connection.request("POST", "/sign-in", f"name=ada&password={quote(PASSWORD)}", headers)
        cookie = connection.getresponse().headers["Set-Cookie"]
        connection.close()
    assert cookie.startswith("__Host-desk=")
    assert {"HttpOnly", "Path=/", "SameSite=strict", "Secure"} <= set(cookie.split("; "))
